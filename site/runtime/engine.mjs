// @ts-check
// Makes what Python starts from in a page: Pyodide, as small as an estimate allows, its library, and the image of its memory.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { promised } from './bundles.mjs'
import { hash } from './files.mjs'
import {
  lookForGarbage, pageQuestions, pyodideFolder, runAllCases, runPage, standIns, startBuilt, startSources, withPacking,
} from './python.mjs'
import { expectKnown, MARK, slimming, slimScript } from './slim.mjs'
import { memoryImage, startRestored } from './snapshot.mjs'

/**
 * @typedef {import('./python.mjs').Python} Python
 * @typedef {import('./python.mjs').File} File
 * @typedef {{questions: string[][], answers: string[]}} Asked what a page may ask, and its answers, the last an error
 * @typedef {Awaited<ReturnType<typeof pack>>} Packed
 */

/** Write all of it into the folder `runtime` of `out`; return path and size of each file. @param {string} out */
export async function writeEngine(out) {
  const packed = await pack()
  const library = await writeLibrary(out, packed)
  await verify(await startBuilt(out, library), packed)
  return { ...library, ...await writeSmall(out, library, packed) }
}

/**
 * Write what Python starts from, as a rule: Pyodide without what an estimate never reaches, and the image of its memory.
 * Where that cannot be made, or answers otherwise, it is Pyodide as it is, with an image for it.
 *
 * @param {string} out
 * @param {Awaited<ReturnType<typeof writeLibrary>>} library
 * @param {Packed} packed
 */
async function writeSmall(out, library, packed) {
  try {
    const { script, wasm, image } = await slimEngine(out, library, packed)
    return {
      module: await writeNamed(out, 'pyodide.asm.mjs', Buffer.from(script)),
      wasm: await writeNamed(out, 'pyodide.asm.wasm', wasm),
      image: await writeNamed(out, 'memory.wasm', image),
    }
  } catch (error) {
    console.error(`The estimator page gets Pyodide as it is, which is larger: ${/** @type {Error} */ (error).message}`)
  }
  const image = await memoryImage(out, library)
  verifyPage(await startRestored(image), packed.page)
  return { module: library.fullModule, wasm: library.fullWasm, image: await writeNamed(out, 'memory.wasm', image) }
}

/**
 * Return a smaller Pyodide and the image made in it, after it has answered all that a page may ask.
 *
 * @param {string} out
 * @param {Awaited<ReturnType<typeof writeLibrary>>} library
 * @param {Packed} packed
 */
async function slimEngine(out, library, packed) {
  const { engine, script, steps } = await leanEngine()
  const image = await memoryImage(out, library, engine)
  /** @type {Set<number>} */
  const called = new Set()
  const marked = await startRestored(image, {
    ...engine, wasm: steps.marking(), imports: { [MARK]: (/** @type {number} */ at) => { called.add(at) } },
  })
  verifyPage(marked, packed.page)
  lookForGarbage(marked)
  verifyPage(marked, packed.page)
  const wasm = steps.slim(called)
  const restored = await startRestored(image, { ...engine, wasm })
  verifyPage(restored, packed.page)
  verifyPage(restored, packed.others) // nobody marked what these need
  return { script, wasm, image }
}

/** Return Pyodide without the exports that nobody uses, its script, and the steps that make it smaller still. */
export async function leanEngine() {
  const [script, api, wasm] = await Promise.all(['pyodide.asm.mjs', 'pyodide.mjs', 'pyodide.asm.wasm']
    .map(async name => readFile(join(await pyodideFolder(), name))))
  expectKnown('pyodide.asm.mjs', script)
  expectKnown('pyodide.asm.wasm', wasm)
  const steps = await slimming(wasm, String(script), String(api))
  const lean = steps.lean()
  const smaller = await slimScript(String(script), new WebAssembly.Module(new Uint8Array(lean)), await promised())
  const folder = await mkdtemp(join(tmpdir(), 'engine-'))
  try {
    const file = join(folder, 'pyodide.asm.mjs')
    await writeFile(file, smaller)
    const { default: createPyodideModule } = await import(pathToFileURL(file).href)
    return { engine: { wasm: lean, createPyodideModule }, script: smaller, steps }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Stop where a page is answered differently. @param {Python} python @param {Asked} asked */
function verifyPage(python, { questions, answers }) {
  const lastLine = (/** @type {string} */ text) => text.trim().split('\n').at(-1)
  const differing = runPage(python, questions)
    .findIndex((answer, at) => answer !== answers[at] && lastLine(answer) !== lastLine(answers[at]))
  if (differing >= 0) throw new Error(`question ${differing} is answered differently`)
}

/** Run all cases with the full library; pack the modules that they need, with our stand-ins. */
async function pack() {
  const full = await startSources()
  const answers = await runAllCases(full)
  const [page, others] = (await pageQuestions(full)).map(questions => ({ questions, answers: runPage(full, questions) }))
  const folder = await mkdtemp(join(tmpdir(), 'library-'))
  try {
    const sources = join(folder, 'library.zip')
    await withPacking(full)
    full.globals.set('stand_ins', full.toPy(await standIns()))
    await writeFile(sources, Buffer.from(full.runPython('replaced_library(stand_ins)').toJs()))
    const python = await startSources({ stdLibURL: sources })
    await runAllCases(python)
    raiseError(python)
    const paths = loadedIn(python)
    await withPacking(python)
    python.globals.set('paths', python.toPy(paths))
    /** @type {Uint8Array} */
    const library = python.runPython('pack_library(paths)').toJs()
    /** @type {Uint8Array} */
    const estimator = python.runPython('pack_estimator("/source/estimator")').toJs()
    return { answers, page, others, paths, library, estimator }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Raise an error that reaches JavaScript: formatting it needs modules too. @param {Python} python */
function raiseError(python) {
  try {
    python.runPython('raise RuntimeError("expected")')
  } catch {
    return
  }
  throw new Error('Python did not raise the error')
}

/** Write what Python starts from where it cannot start from its image. @param {string} out @param {Packed} packed */
async function writeLibrary(out, { library, estimator }) {
  const folder = await pyodideFolder()
  return {
    pyodide: await writeNamed(out, 'pyodide.mjs', withoutMap(await readFile(join(folder, 'pyodide.mjs')))),
    fullModule: await writeNamed(out, 'pyodide.asm.mjs', await readFile(join(folder, 'pyodide.asm.mjs'))),
    fullWasm: await writeNamed(out, 'pyodide.asm.wasm', await readFile(join(folder, 'pyodide.asm.wasm'))),
    library: await writeNamed(out, 'library.zip', library),
    estimator: await writeNamed(out, 'estimator.zip', estimator),
  }
}

/**
 * Write a file into the runtime's folder, named by what it holds; return its path and size.
 *
 * @param {string} out
 * @param {string} name
 * @param {Uint8Array} content
 * @returns {Promise<File>}
 */
async function writeNamed(out, name, content) {
  const ending = extname(name)
  const file = `runtime/${basename(name, ending)}-${hash(content)}${ending}`
  await writeFile(join(out, file), content)
  return { file, bytes: content.length }
}

/** Source maps are not shipped, so their address goes too. @param {Buffer} code */
function withoutMap(code) {
  return Buffer.from(code.toString().replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '\n'))
}

/**
 * Ask everything again of a Python with nothing but the files that were written.
 *
 * @param {Python} python
 * @param {Packed} packed
 */
async function verify(python, { answers, paths }) {
  const again = await runAllCases(python)
  raiseError(python)
  const loaded = new Set(loadedIn(python))
  const missing = paths.filter(path => !loaded.has(path))
  if (missing.length) throw new Error(`modules left out of the browser's library: ${missing}`)
  const differing = answers.findIndex((answer, at) => !isDeepStrictEqual(answer, again[at]))
  if (differing >= 0) throw new Error(`the trimmed library answers request ${differing} differently`)
}

/** Return the modules that Python has loaded from its library, as paths in the zip of sources. @param {Python} python */
function loadedIn(python) {
  /** @type {string[]} */
  const files = JSON.parse(python.runPython(`
import json, sys
json.dumps([getattr(module, "__file__", None) or "" for module in list(sys.modules.values())])
`))
  const inside = files.filter(file => file.startsWith('/lib/python3') && file.includes('.zip/'))
  return inside.map(file => file.replace(/^.*?\.zip\//, '').replace(/\.pyc$/, '.py')).sort()
}
