// @ts-check
// The names that a file takes from the libraries of the browser, each with the keys that MDN's data may have for it.
import ts from 'typescript'
import { feature } from './promised.mjs'

/** @typedef {{node: ts.Node, keys: string[]}} Name likely keys come first */

/** @type {Record<string, string>} what the data call otherwise than TypeScript */
const CALLED = {
  ReadonlyArray: 'Array', ReadonlyMap: 'Map', ReadonlySet: 'Set', CallableFunction: 'Function', PromiseLike: 'Promise',
  IteratorObject: 'Iterator', AsyncIteratorObject: 'AsyncIterator', NodeListOf: 'NodeList', Console: 'console',
}
/** @type {Record<string, string>} where the data have what is in a namespace; else in `api` */
const SPACES = { WebAssembly: 'webassembly.api', Intl: 'javascript.builtins.Intl' }
const SCOPES = ['Window', 'EventTarget', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'ServiceWorkerGlobalScope']
const EVERYWHERE = ['javascript.builtins', 'api', ...SCOPES.map(scope => `api.${scope}`)]

/**
 * Return the names of the browser's in `file`.
 *
 * @param {ts.SourceFile} file
 * @param {ts.Program} program
 */
export function namesIn(file, program) {
  const checker = program.getTypeChecker()
  /** @type {Name[]} */
  const names = []
  visit(file)
  return names

  /** @param {ts.Node} node */
  function visit(node) {
    const { symbol, of } = meaning(node)
    const declarations = (symbol?.declarations ?? []).filter(one => program.isSourceFileDefaultLibrary(one.getSourceFile()))
    const keys = declarations.flatMap(declaration => keysOf(declaration, String(symbol?.name), of, isMade(node)))
    if (keys.length) names.push({ node, keys: [...new Set(keys)] })
    ts.forEachChild(node, visit)
  }

  /**
   * Return what a name means and, of a property, the type that has it.
   *
   * @param {ts.Node} node
   * @returns {{symbol?: ts.Symbol, of?: ts.Type}}
   */
  function meaning(node) {
    const { parent } = node
    if (ts.isStringLiteral(node) && ts.isElementAccessExpression(parent)) {
      return { symbol: checker.getSymbolAtLocation(node), of: checker.getTypeAtLocation(parent.expression) }
    }
    if (!ts.isIdentifier(node)) return {}
    if (ts.isBindingElement(parent) && node === (parent.propertyName ?? parent.name)) {
      const of = checker.getTypeAtLocation(parent.parent)
      return { symbol: of.getProperty(node.text), of }
    }
    const symbol = checker.getSymbolAtLocation(node)
    const isProperty = ts.isPropertyAccessExpression(parent) && node === parent.name
    return isProperty ? { symbol, of: checker.getTypeAtLocation(parent.expression) } : { symbol }
  }

  /**
   * @param {ts.Declaration} declaration
   * @param {string} name
   * @param {ts.Type | undefined} of
   * @param {boolean} isMade with `new`
   */
  function keysOf(declaration, name, of, isMade) {
    const { parent } = declaration
    const space = ts.findAncestor(parent, ts.isModuleDeclaration)?.name.text ?? ''
    if (ts.isIndexSignatureDeclaration(declaration)) return []
    if (ts.isInterfaceDeclaration(parent)) {
      const [, builtin] = /^(.+)Constructor$/.exec(parent.name.text) ?? []
      if (builtin) return keysFor(space, builtin, name, true)
      const owners = [parent.name.text, ...(of ? typesOf(of) : [])] // the data know no mixins
      if (/\d(Clamped)?Array$/.test(owners[0])) owners.push('TypedArray')
      const keys = owners.flatMap(owner => keysFor(space, CALLED[owner] ?? owner, name, owner === 'Console'))
      return isClass(parent) ? keys : keys.filter(feature) // nor, as a rule, options
    }
    if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) {
      return keysFor(space, parent.parent.name.getText(), name, true)
    }
    if (ts.isModuleDeclaration(declaration) && SPACES[name]) return [SPACES[name]]
    if (!ts.isVariableDeclaration(declaration) && !ts.isFunctionDeclaration(declaration)) return []
    return [...(isMade ? keysFor(space, name, name, false) : []), ...keysFor(space, '', name, false)]
  }

  /** @param {ts.InterfaceDeclaration} declaration */
  function isClass({ name }) {
    return Boolean((checker.getSymbolAtLocation(name)?.flags ?? 0) & ts.SymbolFlags.Value)
  }

  /** Return the names of a type and of all that it is. @param {ts.Type} type @returns {string[]} */
  function typesOf(type) {
    if (type.isUnionOrIntersection()) return type.types.flatMap(typesOf)
    const symbol = checker.getApparentType(type).getSymbol()
    if (!symbol) return []
    const declared = checker.getDeclaredTypeOfSymbol(symbol)
    return [symbol.name, ...(declared.isClassOrInterface() ? checker.getBaseTypes(declared).flatMap(typesOf) : [])]
  }
}

/** @param {ts.Node} node */
function isMade(node) {
  const { parent } = node
  const callee = ts.isPropertyAccessExpression(parent) && node === parent.name ? parent : node
  return ts.isNewExpression(callee.parent) && callee.parent.expression === callee
}

/**
 * Return the keys of a member of `owner`; of something global where there is none.
 *
 * @param {string} space its namespace, as `Intl`
 * @param {string} owner
 * @param {string} name
 * @param {boolean} isStatic
 */
function keysFor(space, owner, name, isStatic) {
  const roots = space ? [SPACES[space] ?? `api.${space}`] : owner ? ['javascript.builtins', 'api'] : EVERYWHERE
  return roots.flatMap(root => {
    const variants = isStatic && !root.startsWith('javascript') ? [`${name}_static`] : [name]
    if (space && !owner) variants.push(`${name}_static`)
    if (name.startsWith('on')) variants.push(`${name.slice(2)}_event`)
    return variants.map(variant => [root, owner, variant].filter(Boolean).join('.'))
  })
}
