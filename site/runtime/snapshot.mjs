// @ts-check
// Makes the memory image of the estimator, and starts Python from one under Node.  See site/shell/image.js.
import crypto from 'node:crypto'
import { restorable, SECTION } from '../shell/image.js'
import { imageOf, inModule } from './image_file.mjs'
import { PAGE, REQUEST, startBuilt, startPython } from './python.mjs'

/**
 * @typedef {import('./python.mjs').Python} Python
 * @typedef {import('./python.mjs').Options} Options
 * @typedef {object} Engine what Python runs in instead of the files of the npm package
 * @property {Uint8Array} wasm
 * @property {Options['createPyodideModule']} createPyodideModule
 * @property {Record<string, WebAssembly.ImportValue>} [imports] more of them, of `env`
 * @typedef {(memory: WebAssembly.Memory) => void} Note is handed the memory of an instance before that runs
 * @typedef {{_malloc: (bytes: number) => number, _free: (address: number) => void, HEAPU8: Uint8Array}} Heap
 */

const EVERYTHING = `
import gc, importlib, linecache, sys, zipimport
for path in [path for path in sys.path if path.endswith(".zip")]:
    for name in zipimport.zipimporter(path)._get_files():
        if name.endswith(".pyc"):
            importlib.import_module(name.removesuffix(".pyc").removesuffix("/__init__").replace("/", "."))
from estimator.bridge import answer_tree
for language in ("en", "ja"):
    answer_tree(request, language, page)
del language, name, page, path, request
linecache.clearcache()
sys.path.clear()
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()
gc.collect()
None
`

/**
 * Return the image of Python with all modules of a build imported and one request answered in both languages.
 *
 * @param {string} out folder of the build
 * @param {import('./python.mjs').Built} files `runtime` of its manifest
 * @param {Engine} [engine]
 */
export async function memoryImage(out, files, engine) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const fresh = []
  /** @type {Note} */
  const note = memory => { fresh.push(new Uint8Array(memory.buffer).slice()) }
  const snapshot = await withoutChance(() => watched(note, engine, async () => {
    const python = await startBuilt(out, files, {
      ...inEngine(engine), _makeSnapshot: true, _sysExecutable: './this.program', env: { PYTHONHASHSEED: '0' },
    })
    python.globals.set('request', REQUEST)
    python.globals.set('page', PAGE)
    python.runPython(EVERYTHING)
    scrub(/** @type {Python & {_module: Heap}} */ (python)._module) // which its types leave out
    return python.makeMemorySnapshot()
  }))
  return inModule(imageOf(snapshot, fresh[0]))
}

/**
 * Start Python from an image.
 *
 * @param {Buffer<ArrayBuffer>} module WebAssembly, as `memoryImage` returns it
 * @param {Engine} [engine] the one that the image was made in
 */
export async function startRestored(module, engine) {
  const { snapshot, fill, note } = restorable()
  fill(WebAssembly.Module.customSections(new WebAssembly.Module(module), SECTION)[0])
  return watched(note, engine, () => startPython({ ...inEngine(engine), _loadSnapshot: Promise.resolve(snapshot) }))
}

/** @param {Engine} [engine] @returns {Options} */
function inEngine(engine) {
  return engine ? { createPyodideModule: engine.createPyodideModule } : {}
}

/**
 * Return what `started` does, in `engine`, with the memory of its instance handed to `note`.
 *
 * @template T
 * @param {Note} note
 * @param {Engine | undefined} engine
 * @param {() => Promise<T>} started
 */
async function watched(note, engine, started) {
  const { instantiate } = WebAssembly
  const restore = replaced(WebAssembly, {
    /** @param {BufferSource | WebAssembly.Module} source @param {WebAssembly.Imports} imports */
    async instantiate(source, imports) {
      Object.assign(imports.env ?? {}, engine?.imports)
      const made = await (source instanceof WebAssembly.Module
        ? instantiate(source, imports)
        : instantiate(/** @type {BufferSource} */ (engine?.wasm ?? source), imports))
      const { memory } = (made instanceof WebAssembly.Instance ? made : made.instance).exports
      if (memory instanceof WebAssembly.Memory) note(memory)
      return made
    },
  })
  return started().finally(restore)
}

/**
 * Return what `started` does without chance: Python meets no clock, so its memory is the same each time.
 *
 * @template T
 * @param {() => Promise<T>} started
 */
async function withoutChance(started) {
  class Midnight extends Date {
    /** @param {[] | ConstructorParameters<typeof Date>} parts */
    constructor(...parts) {
      if (parts.length) super(...parts)
      else super(0)
    }

    static now() {
      return 0
    }
  }
  const restores = [
    replaced(crypto, { randomFillSync: (/** @type {Uint8Array} */ values) => values.fill(1) }),
    replaced(globalThis, { Date: Midnight }),
    replaced(performance, { now: () => 0, timeOrigin: 0 }),
    replaced(process, { pid: 42 }),
  ]
  return started().finally(() => restores.forEach(restore => restore()))
}

/**
 * Put `values` into properties of `object`; return what takes them back.
 *
 * @param {object} object
 * @param {Record<string, unknown>} values
 */
function replaced(object, values) {
  const restores = Object.entries(values).map(([name, value]) => {
    const own = Object.getOwnPropertyDescriptor(object, name)
    Object.defineProperty(object, name, { value, configurable: true, writable: true })
    return () => (own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name))
  })
  return () => restores.forEach(restore => restore())
}

/** Fill with zeros what Python has freed: it would be half a megabyte of the compressed image. @param {Heap} heap */
function scrub({ _malloc, _free, HEAPU8 }) {
  const end = _malloc(1 << 20) // of what was ever used: so much has room only behind it
  _free(end)
  const blocks = []
  for (let size = 1 << 20; size >= 8; size -= 8) {
    for (let address = _malloc(size); ; address = _malloc(size)) {
      if (!address || address >= end) {
        _free(address)
        break
      }
      HEAPU8.fill(0, address, address + size)
      blocks.push(address)
    }
  }
  blocks.forEach(address => _free(address))
}
