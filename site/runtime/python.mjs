// @ts-check
// Pyodide under Node, with its own library, or from the files of a build.
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { filesBelow } from './files.mjs'

/**
 * @typedef {import('pyodide').PyodideAPI} Python
 * @typedef {import('pyodide').PyodideConfig} Options
 * @typedef {{file: string, bytes: number}} File
 * @typedef {{library: File, estimator: File}} Built part of `runtime` in the manifest of a build
 */

const here = fileURLToPath(new URL('.', import.meta.url))
export const project = fileURLToPath(new URL('../../', import.meta.url))
const WANTED = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')).dependencies.pyodide

/** Return the folder of the npm package, or say how to bring it. */
export async function pyodideFolder() {
  const folder = join(here, 'node_modules', 'pyodide')
  const installed = await readFile(join(folder, 'package.json'), 'utf8').then(JSON.parse, () => null)
  if (installed?.version !== WANTED) {
    const state = installed ? `is version ${installed.version}` : 'is not there'
    throw new Error(`Pyodide ${WANTED} is needed and ${state}. Run: npm ci --prefix site/runtime`)
  }
  return folder
}

/** Start Python. @param {Options} [options] Pyodide's */
export async function startPython(options) {
  const folder = await pyodideFolder()
  /** @type {typeof import('pyodide')} */
  const { loadPyodide } = await import(pathToFileURL(join(folder, 'pyodide.mjs')).href)
  return loadPyodide({ indexURL: folder, lockFileContents: NO_PACKAGES, ...options })
}

/**
 * Start Python with nothing but the files of a build.
 *
 * @param {string} out folder of the build
 * @param {Built} files `runtime` of its manifest
 * @param {Options} [options] Pyodide's
 */
export async function startBuilt(out, files, options) {
  const python = await startPython({ stdLibURL: join(out, files.library.file), ...options })
  python.FS.writeFile('/estimator.zip', await readFile(join(out, files.estimator.file)))
  python.runPython('import sys; sys.path.insert(0, "/estimator.zip")')
  return python
}

/** A request that takes most of the estimator. */
export const REQUEST = JSON.stringify({
  asked: '2026-05-20', arrives: '2026-06-01',
  items: [{ material: 'gold-plated', services: { refinish: 1, stone: 3 } }],
})

/** The page that an answer to it is for. */
export const PAGE = JSON.stringify({ policy: '', packing: '', read_on: '2026-05-20' })

/** The lock file of Pyodide without a package: nothing is ever loaded by name. @type {import('pyodide').Lockfile} */
export const NO_PACKAGES = {
  info: { arch: 'wasm32', platform: 'emscripten', version: WANTED, python: '3.14.0', abi_version: '2026_0' },
  packages: {},
}

/** Start Python with the estimator's own sources. @param {Options} [options] Pyodide's */
export async function startSources(options) {
  const python = await startPython(options)
  const target = '/source/estimator'
  python.FS.mkdirTree(target)
  const folder = join(project, 'estimator')
  for (const path of (await filesBelow(folder)).sort()) {
    if (!/^(?!__main__).*\.(py|toml)$/.test(path)) continue
    python.FS.mkdirTree(posix.dirname(`${target}/${path}`))
    python.FS.writeFile(`${target}/${path}`, await readFile(join(folder, path)))
  }
  python.runPython('import sys; sys.path.insert(0, "/source")')
  return python
}

/** Return our modules that replace Pyodide's own, by their path in its library. */
export async function standIns() {
  const folder = join(here, 'stand_ins')
  const paths = (await filesBelow(folder)).filter(path => path.endsWith('.py')).sort()
  return Object.fromEntries(await Promise.all(
    paths.map(async path => [path, await readFile(join(folder, path), 'utf8')])))
}

/** Return the answers of `all_cases.py`. @param {Python} python @returns {Promise<string[][]>} */
export async function runAllCases(python) {
  return inAllCases(python, 'run_all(cases)')
}

/**
 * Return what a page may ask, and what it may ask as well; load the function that answers.
 *
 * @param {Python} python
 * @returns {Promise<[string[][], string[][]]>} each question with its language
 */
export async function pageQuestions(python) {
  python.runPython('from estimator.bridge import answer_tree')
  return inAllCases(python, '[page_questions(cases), other_questions()]')
}

/** Return the value of an expression after `all_cases.py`, as `cases` has the worked ones. @param {Python} python @param {string} expression */
async function inAllCases(python, expression) {
  python.globals.set('cases', await readFile(join(project, 'tests', 'cases', 'estimates.toml'), 'utf8'))
  python.runPython(await readFile(join(here, 'all_cases.py'), 'utf8'))
  return JSON.parse(python.runPython(`json.dumps(${expression})`))
}

/**
 * Ask what a page may ask, in its way: by the one function that its worker calls, and once wrongly.
 *
 * @param {Python} python
 * @param {string[][]} questions each with its language
 */
export function runPage(python, questions) {
  const answer = python.globals.get('answer_tree')
  const answers = questions.map(([request, language]) => String(answer(request, language, PAGE)))
  try {
    answer(REQUEST, 'xx', PAGE)
  } catch (error) {
    return [...answers, String(error)]
  }
  throw new Error('Python did not raise the error')
}

/** Have Python look for garbage all the time, which it does rarely: what it calls then has to be there, too. @param {Python} python */
export function lookForGarbage(python) {
  python.runPython('import gc; gc.collect(); gc.set_threshold(20, 2, 2)')
}

/** Define the functions of `packing.py`. @param {Python} python */
export async function withPacking(python) {
  python.runPython(await readFile(join(here, 'packing.py'), 'utf8'))
}
