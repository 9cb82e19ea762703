// @ts-check
// Builds what the estimator page serves:  node site/runtime/build.mjs OUT
// OUT is emptied first.  What lands there is described in site/shell/README.md.
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { bundles } from './bundles.mjs'
import {
  runAllCases, project, pyodideFolder, standIns, startBuilt, startSources, withPacking,
} from './python.mjs'
import { memoryImage, startRestored } from './snapshot.mjs'

/**
 * @typedef {import('./python.mjs').Python} Python
 * @typedef {import('./python.mjs').File} File
 * @typedef {Awaited<ReturnType<typeof pack>>} Packed
 */

const QR = join(project, 'site', 'runtime', 'node_modules', 'lean-qr')

/** Build everything into `out`. @param {string} out */
export async function build(out) {
  const packed = await pack()
  await rm(out, { recursive: true, force: true })
  await mkdir(join(out, 'runtime'), { recursive: true })
  const runtime = await writeRuntime(out, packed)
  await verify(await startBuilt(out, runtime), packed)
  const image = await memoryImage(out, runtime)
  await verify(await startRestored(image), packed)
  const files = { ...runtime, image: await writeNamed(out, 'memory.wasm', image) }
  const manifest = { shell: await writeShell(out, files), runtime: files }
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`)
}

/** Run all cases with the full library; pack the modules that they need, with our stand-ins. */
async function pack() {
  const full = await startSources()
  const answers = await runAllCases(full)
  const folder = await mkdtemp(join(tmpdir(), 'library-'))
  try {
    const sources = join(folder, 'library.zip')
    await withPacking(full)
    full.globals.set('stand_ins', full.toPy(await standIns()))
    await writeFile(sources, Buffer.from(full.runPython('replaced_library(stand_ins)').toJs()))
    const python = await startSources({ library: sources })
    await runAllCases(python)
    raiseError(python)
    const paths = loadedIn(python)
    await withPacking(python)
    python.globals.set('paths', python.toPy(paths))
    /** @type {Uint8Array} */
    const library = python.runPython('pack_library(paths)').toJs()
    /** @type {Uint8Array} */
    const estimator = python.runPython('pack_estimator("/source/estimator")').toJs()
    return { answers, paths, library, estimator }
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

/** Write the files a browser fetches, named by what they hold. @param {string} out @param {Packed} packed */
async function writeRuntime(out, { library, estimator }) {
  const folder = await pyodideFolder()
  return {
    pyodide: await writeNamed(out, 'pyodide.mjs', withoutMap(await readFile(join(folder, 'pyodide.mjs')))),
    module: await writeNamed(out, 'pyodide.asm.mjs', await readFile(join(folder, 'pyodide.asm.mjs'))),
    wasm: await writeNamed(out, 'pyodide.asm.wasm', await readFile(join(folder, 'pyodide.asm.wasm'))),
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
  const file = `runtime/${basename(name, ending)}-${hash([content])}${ending}`
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
  if (differing >= 0 || answers.length !== again.length) {
    throw new Error(`the trimmed library answers request ${differing} differently`)
  }
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

/**
 * Write the shell into a folder named by all it holds, so that its files find each other.
 *
 * @param {string} out
 * @param {Record<string, File>} runtime
 */
async function writeShell(out, runtime) {
  const contents = await bundles(runtime)
  contents.set('lean-qr.mjs', // slip.js loads it
    `/*! ${await readFile(join(QR, 'LICENSE'), 'utf8')}*/\n${await readFile(join(QR, 'nano.mjs'), 'utf8')}`)
  const names = [...contents.keys()].sort()
  const folder = `shell-${hash(names.map(name => contents.get(name) ?? ''))}`
  await mkdir(join(out, folder))
  await Promise.all([...contents].map(([name, content]) => writeFile(join(out, folder, name), content)))
  const [start, styles, worker] = ['estimator.js', 'styles.css', 'worker.js'].map(name => `${folder}/${name}`)
  return { start, styles, worker, files: names.map(name => `${folder}/${name}`) }
}

/** @param {(string | Uint8Array)[]} contents */
function hash(contents) {
  const sum = createHash('sha256')
  for (const content of contents) sum.update(content)
  return sum.digest('hex').slice(0, 12)
}

const out = process.argv[2]
if (!out || process.argv.length > 3) {
  console.error('usage: node site/runtime/build.mjs OUT')
  process.exit(2)
}
build(out).then(() => process.exit(0), error => {
  console.error(error.message ?? error)
  process.exit(1)
})
