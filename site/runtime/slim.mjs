// @ts-check
// Pyodide's WebAssembly and its script without what an estimate never reaches.  Of the parts in the table of functions
// those stay that are called while every request is answered, with their neighbours; an entry that goes is a trap.  So
// code that turns out to be missing is always noticed, and the worker starts the full Pyodide (site/shell/worker.js).
import { createHash } from 'node:crypto'

/** The files that this module knows how to make smaller, by their SHA-256. Another Pyodide is used as it is. */
const EXPECTED = {
  'pyodide.asm.mjs': 'f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635',
  'pyodide.asm.wasm': 'cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6',
}
const NEIGHBOURS = 12 // functions on each side of one that was called: of the same source file, as a rule
const ALWAYS = ['memory', '__indirect_function_table', '__cpp_exception', '__c_longjmp', '__wasm_call_ctors', '__main_argc_argv']
const ASSIGNED = /([\w$]+)=Module\["([\w$]+)"\]=wasmExports\["([\w$]+)"\](?:\.value>>>0)?;?/g
const WRAPPED = /wasmExports\["([\w$]+)"\]=makeWrapper_\w+\(wasmExports\["\1"\]\);?/g
const ALIAS = /Module\["(_\w+)"\]=\1;/g
const IMPORTS = 'var wasmImports={'
const EVAL = /(?<![\w$.])eval\(/g
export const MARK = '__mark'
const GONE = 'gone'

/** @typedef {{setBody: (one: number, body: number) => void}} Bodies */

/** Stop where a file of Pyodide is not the one that was looked at. @param {string} name @param {Uint8Array} content */
export function expectKnown(name, content) {
  const sum = createHash('sha256').update(content).digest('hex')
  const expected = EXPECTED[/** @type {keyof EXPECTED} */ (name)]
  if (sum !== expected) throw new Error(`${name} is another than expected: SHA-256 ${sum}, not ${expected}`)
}

/**
 * Return Pyodide's script without what it does for exports and imports that `wasm` does not have, minified.
 *
 * @param {string} script
 * @param {WebAssembly.Module} wasm
 * @param {string[]} target as esbuild names browsers
 */
export async function slimScript(script, wasm, target) {
  const exported = new Set(WebAssembly.Module.exports(wasm).map(({ name }) => name))
  const imported = new Set(WebAssembly.Module.imports(wasm).map(({ name }) => name))
  const start = script.indexOf(IMPORTS) + IMPORTS.length
  const end = script.indexOf('}', start)
  const imports = script.slice(start, end).split(',').filter(one => imported.has(one.split(':')[0]))
  const used = new Set(script.match(/Module\._\w+/g))
  const shorter = (script.slice(0, start) + imports.join(',') + script.slice(end))
    .replace(ASSIGNED, (all, _variable, _property, name) => exported.has(name) ? all : '')
    .replace(WRAPPED, (all, name) => exported.has(name) ? all : '')
    .replace(ALIAS, (all, name) => used.has(`Module.${name}`) ? all : '')
    .replace(EVAL, '(0,eval)(') // of side modules, which nobody loads: a direct one keeps all names long
  const { transform } = await import('esbuild')
  const { code } = await transform(shorter, { minify: true, format: 'esm', target, legalComments: 'none' })
  return code
}

/** Return the exports of the module that Pyodide's scripts use. @param {string} script @param {string} api pyodide.mjs */
function exportsUsed(script, api) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const [word] of `${script} ${api}`.matchAll(/[\w$]+/g)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const count = (/** @type {string} */ word) => counts.get(word) ?? 0
  const used = new Set(ALWAYS)
  for (const [, variable, property, name] of script.matchAll(ASSIGNED)) {
    // Each variable is declared and assigned; its name is the property's too.
    if (count(variable) > (variable === property ? 3 : 2) || (variable !== property && count(property) > 1)) used.add(name)
  }
  for (const [, name] of script.matchAll(/(?<!(?:wasmExports|Module)\[)"([\w$]+)"/g)) used.add(name)
  for (const name of switching(script)) used.add(name)
  return used
}

/** Return the exports that only browsers with stack switching ask for; Node.js has none. @param {string} script */
function switching(script) {
  return new Set([...script.matchAll(/wasmExports\.(\w+)/g)].map(([, name]) => name))
}

/**
 * Return what makes Pyodide's WebAssembly smaller, step by step.
 *
 * @param {Uint8Array} wasm
 * @param {string} script
 * @param {string} api pyodide.mjs
 */
export async function slimming(wasm, script, api) {
  const { default: binaryen } = await import('binaryen')
  const { setBody } = /** @type {{Function: Bodies}} */ (/** @type {unknown} */ (binaryen)).Function // which its types have elsewhere
  const module = binaryen.readBinary(wasm)
  const used = exportsUsed(script, api)
  const names = counted(module.getNumExports(), at => binaryen.getExportInfo(module.getExportByIndex(at)).name)
  for (const name of names) if (!used.has(name)) module.removeExport(name)
  module.runPasses(['remove-unused-module-elements'])
  const functions = counted(module.getNumFunctions(), at => module.getFunctionByIndex(at))

  return {
    /** Return the module with the exports that are used and what they reach. */
    lean: () => module.emitBinary(),

    /** Return the same module; it calls its import `env.__mark` once with the number of each function that is called. */
    marking() {
      const { i32, none } = binaryen
      module.addFunctionImport(MARK, 'env', MARK, i32, none)
      const bodies = functions.map((one, at) => {
        const { base, body, results } = binaryen.getFunctionInfo(one)
        if (base) return null // imported
        const flag = `${MARK}${at}`
        module.addGlobal(flag, i32, true, module.i32.const(0))
        const mark = module.block(null, [
          module.global.set(flag, module.i32.const(1)), module.call(MARK, [module.i32.const(at)], none),
        ])
        setBody(one, module.block(null, [
          module.if(module.i32.eqz(module.global.get(flag, i32)), mark), body,
        ], results))
        return body
      })
      const made = module.emitBinary()
      bodies.forEach((body, at) => {
        if (body === null) return
        setBody(functions[at], body)
        module.removeGlobal(`${MARK}${at}`)
      })
      module.removeFunction(MARK)
      return made
    },

    /**
     * Return the module without exports that were not called, and without the entries of its table that are far from all
     * that was called.  Exports stay as traps: Pyodide puts all of them into the table, whose places are in the image.
     *
     * @param {Set<number>} called
     */
    slim(called) {
      const near = new Set([...called].flatMap(at => counted(2 * NEIGHBOURS + 1, step => at - NEIGHBOURS + step)))
      const kept = new Set(functions.filter((_, at) => near.has(at)).map(one => binaryen.getFunctionInfo(one).name))
      const exported = counted(module.getNumExports(), at => binaryen.getExportInfo(module.getExportByIndex(at)))
        .filter(({ kind, name }) => kind === binaryen.ExternalFunction && !switching(script).has(name))
      const trapped = new Set(exported.map(({ value }) => value))
      functions.forEach((one, at) => {
        if (!called.has(at) && trapped.has(binaryen.getFunctionInfo(one).name)) setBody(one, module.unreachable())
      })
      const segment = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0))
      if (module.getNumElementSegments() !== 1) throw new Error('Pyodide has more than one table of functions')
      const { value } = /** @type {import('binaryen').default.ConstInfo} */ (binaryen.getExpressionInfo(segment.offset))
      module.addFunction(GONE, binaryen.none, binaryen.none, [], module.unreachable())
      module.removeElementSegment(segment.name)
      const entries = segment.data.map(name => kept.has(name) ? name : GONE)
      module.addActiveElementSegment(segment.table, segment.name, entries, module.i32.const(Number(value)))
      module.runPasses(['remove-unused-module-elements'])
      return module.emitBinary()
    },
  }
}

/**
 * @template T
 * @param {number} count
 * @param {(at: number) => T} item
 */
function counted(count, item) {
  return Array.from({ length: count }, (_, at) => item(at))
}
