// @ts-check
// ESLint's rule `browsers/supported`: all that the code takes from the browser is there in the promised browsers.
// TypeScript says what a name is, so that the static Response.json() is not taken for the method of a response, and
// MDN's data say who has it.  The plugins there are miss Response.json(), or checkVisibility() of an HTMLElement:
// eslint-plugin-compat 7.0.2, eslint-plugin-baseline-js 0.7.2, @koddsson/eslint-plugin-tscompat 0.4.0.
// Not seen: options of a call, events by name, and whatever has the type `any`.
import { dirname } from 'node:path'
import ts from 'typescript'
import { namesIn } from './names.mjs'
import { feature, lacking } from './promised.mjs'

/** @type {Map<string, ts.Program>} by the file of their project */
const programs = new Map()

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: { type: 'problem', schema: [{ type: 'string', description: 'file of the project' }] },
  create: context => ({
    Program() {
      const program = programOf(context.options[0])
      const file = program.getSourceFile(context.filename)
      if (!file) throw new Error(`${context.filename} is not part of ${context.options[0]}`)
      for (const { node, keys } of namesIn(file, program)) {
        const message = problemOf(keys)
        if (message) context.report({ loc: context.sourceCode.getLocFromIndex(node.getStart()), message })
      }
    },
  }),
}

/** @param {string} project */
function programOf(project) {
  let program = programs.get(project)
  if (!program) {
    const { config } = ts.readConfigFile(project, ts.sys.readFile)
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(project))
    program = ts.createProgram(fileNames, options)
    programs.set(project, program)
  }
  return program
}

/** Return what is wrong with a name that the data have under the first of `keys` they know. @param {string[]} keys */
function problemOf(keys) {
  for (const key of keys) {
    const known = feature(key)
    if (!known) continue
    const browsers = lacking(known)
    return browsers.length ? `${key} is missing in ${browsers.join(', ')}` : null
  }
  return `MDN's data have no ${keys.slice(0, 2).join(' and no ')}`
}
