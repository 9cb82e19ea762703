// @ts-check
// Module worker: loads Python once, then answers one message per request.  Only JSON crosses into
// Python.  Every transfer begins at once, none waits for another.  Python comes from the image of its
// memory (image.js), in a Pyodide without what an estimate never reaches (site/runtime/slim.mjs).  Where that fails, or
// ends in an error, the full Pyodide starts Python from its library.  Measured by tests/benchmarks/page.py.

/** @typedef {'pyodide' | 'module' | 'wasm' | 'image' | 'library' | 'estimator' | 'fullModule' | 'fullWasm'} Key */

/** @typedef {(bytes?: number) => void} Count */

/** @type {Record<Key, {file: string, bytes: number}>} */
const FILES = JSON.parse('{}') // written by site/runtime/build.mjs

/** @type {Record<string, number>} how files of a kind begin */
const MAGIC = { wasm: 0x0061736d, zip: 0x504b0304 }

const NO_PACKAGES = {
  info: { arch: 'wasm32', platform: 'emscripten', version: '', python: '3.14.0', abi_version: '2026_0' },
  packages: {},
}
const START = `
import sys
sys.path.insert(0, "/estimator.zip")
from estimator.bridge import answer_tree
answer_tree
`

const fetchFile = self.fetch.bind(self) // Pyodide gets another, see handOver

/** What went wrong, by what a person can do about it: network, browser or python. */
class Failure extends Error {
  /** @param {string} kind @param {unknown} cause */
  constructor(kind, cause) {
    super(String(cause), { cause })
    this.kind = kind
  }
}

/**
 * @typedef {(request: string, language: string, page: string) => string} Answering
 * @typedef {{globals: {get: (name: 'answer_tree') => Answering}, runPython: (code: typeof START) => Answering}} Python
 * @typedef {{writeFile: (path: string, content: Uint8Array) => void}} FileSystem Python's
 */

/** @typedef {{wasm: Promise<WebAssembly.Module>, pyodide: Promise<any>, module: Promise<any>}} Engine */

const count = counter(['pyodide', 'module', 'wasm', 'image'])
/** @type {Engine} */
const slim = {
  wasm: compiled('wasm', count.wasm),
  pyodide: imported('pyodide', count.pyodide),
  module: imported('module', count.module),
}
const image = compiled('image', count.image)
const imageScript = import('./image.js').catch(() => importedAnew(new URL('image.js', location.href).href))
for (const transfer of [...Object.values(slim), image, imageScript]) transfer.catch(() => {}) // reported where it is awaited

let isFull = false // whether Python starts from its library
/** Python's answering function. @type {Promise<Answering>} */
let ready = fromImage().catch(fromLibrary)
ready.then(() => self.postMessage({ ready: true }), reportFailure)

let newest = 0 // number of the newest question; earlier ones are not answered

self.onmessage = async ({ data: { id, ...question } }) => {
  newest = id
  try {
    await ready
    if (id !== newest) return
    const answer = await answered(question)
    if (id === newest) self.postMessage({ id, answer })
  } catch (error) {
    reportFailure(error)
  }
}

/** Return Python's answer; where the slim Pyodide ends in an error, that of the full one. @param {{request: string, language: string, page: string}} question */
async function answered({ request, language, page }) {
  const asked = ready
  try {
    return (await asked)(request, language, page)
  } catch (error) {
    if (asked === ready) {
      if (isFull) throw error
      ready = fromLibrary(error)
    }
    return (await ready)(request, language, page)
  }
}

/** @param {unknown} error */
function reportFailure(error) {
  const kind = error instanceof Failure ? error.kind : 'python'
  self.postMessage({ failure: kind, detail: String(error) })
}

/** Return the address of a file; another try has a query, so that it asks by other addresses. @param {Key} key */
function url(key) {
  return new URL(`../${FILES[key].file}${location.search}`, location.href).href
}

/** Load Python from the image of its memory. @returns {Promise<Answering>} */
async function fromImage() {
  const { restorable, SECTION } = await imageScript
  const { snapshot, fill, note } = restorable()
  const python = await loaded({
    engine: slim,
    onInstance: instance => note(/** @type {WebAssembly.Memory} */ (instance.exports.memory)),
    options: {
      _loadSnapshot: Promise.resolve(snapshot),
      fsInit: async () => fill(WebAssembly.Module.customSections(await image, SECTION)[0]),
    },
    transfers: [image],
  })
  return python.globals.get('answer_tree')
}

/** Load Python from its library, as the image cannot be used. @param {unknown} reason @returns {Promise<Answering>} */
async function fromLibrary(reason) {
  isFull = true
  await Promise.all(Object.values(slim)) // where they cannot be had, these cannot either
  console.warn(`Python starts without its image: ${reason}`)
  const more = counter(['fullModule', 'fullWasm', 'library', 'estimator'])
  const engine = {
    wasm: compiled('fullWasm', more.fullWasm),
    pyodide: slim.pyodide,
    module: imported('fullModule', more.fullModule),
  }
  const library = bytesOf('library', more.library)
  const estimator = bytesOf('estimator', more.estimator)
  for (const transfer of [engine.module, library, estimator]) transfer.catch(() => {}) // reported where it is awaited
  const python = await loaded({
    engine,
    library,
    options: { fsInit: async files => files.writeFile('/estimator.zip', new Uint8Array(await estimator)) },
    transfers: [library, estimator],
  })
  return python.runPython(START)
}

/**
 * Return Python, started by Pyodide.
 *
 * @param {object} how
 * @param {Engine} how.engine
 * @param {Promise<ArrayBuffer>} [how.library] the standard library, which an image has in it
 * @param {(instance: WebAssembly.Instance) => void} [how.onInstance] called with the instance before it runs
 * @param {{fsInit: (files: FileSystem) => Promise<void>, _loadSnapshot?: Promise<Uint8Array>}} how.options of Pyodide
 * @param {Promise<unknown>[]} how.transfers without which it cannot start
 * @returns {Promise<Python>}
 */
async function loaded({ engine, library = Promise.resolve(new ArrayBuffer(0)), onInstance = () => {}, options, transfers }) {
  const all = Promise.all([...Object.values(engine), ...transfers])
  all.catch(() => {}) // raced below
  const { loadPyodide, version } = await Promise.race([engine.pyodide, rejectionOf(all)])
  const { default: createPyodideModule } = await Promise.race([engine.module, rejectionOf(all)])
  handOver(engine.wasm, library, onInstance)
  const base = new URL('../', location.href).href
  const python = loadPyodide({
    indexURL: base,
    stdLibURL: new URL('library', base).href,
    lockFileContents: { ...NO_PACKAGES, info: { ...NO_PACKAGES.info, version } },
    createPyodideModule,
    ...options,
  }).catch((/** @type {unknown} */ error) => { throw new Failure('python', error) })
  // loadPyodide never settles if its WebAssembly cannot be loaded, so that transfer is raced too.
  return Promise.race([python, rejectionOf(all)])
}

/**
 * Return a promise that fails when `promise` does and otherwise never settles.
 *
 * @param {Promise<unknown>} promise
 * @returns {Promise<never>}
 */
function rejectionOf(promise) {
  return promise.then(() => new Promise(() => {}))
}

/**
 * Let Pyodide, which asks for its files by fixed names, find the transfers that run already.
 *
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<ArrayBuffer>} library
 * @param {(instance: WebAssembly.Instance) => void} onInstance
 */
function handOver(wasm, library, onInstance) {
  self.fetch = async wanted => {
    const name = new URL(String(wanted)).pathname.split('/').pop()
    if (name === 'pyodide.asm.wasm') return new Response()
    if (name === 'library') return new Response(await library)
    throw new TypeError(`nothing else is fetched, not even ${name}`)
  }
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await wasm
    const instance = await WebAssembly.instantiate(module, imports)
    onInstance(instance)
    return { module, instance }
  }
}

/** Return the module of a file.  @param {Key} key @param {Count} count */
function compiled(key, count) {
  return intact(key, count, async response => {
    try {
      return response.headers.get('content-type') === 'application/wasm'
        ? await WebAssembly.compileStreaming(response)
        : await WebAssembly.compile(await response.arrayBuffer())
    } catch (error) {
      throw new Failure(error instanceof WebAssembly.CompileError ? 'browser' : 'network', error)
    }
  })
}

/** @param {Key} key @param {Count} count */
function bytesOf(key, count) {
  return intact(key, count, response => response.arrayBuffer())
}

/**
 * Return what `use` makes of a file.  One that fails or is damaged, as half a file or a proxy's page with status 200, is asked
 * for once more, past the browser's cache, which else would keep it for ever.
 *
 * @template T
 * @param {Key} key
 * @param {Count} count
 * @param {(response: Response) => Promise<T>} use
 */
async function intact(key, count, use) {
  for (const cache of /** @type {RequestCache[]} */ (['default', 'reload'])) {
    const response = await fetched(url(key), cache).catch(error => { if (cache === 'reload') throw error })
    if (!response) continue
    const arrived = watched(response.clone(), count)
    const made = use(response).then(value => ({ value }), error => ({ error }))
    const [used, { bytes, first }] = await Promise.all([made, arrived])
    if (bytes === FILES[key].bytes && first === MAGIC[FILES[key].file.split('.').at(-1) ?? '']) {
      if ('value' in used) return used.value
      throw used.error
    }
    count(-bytes)
  }
  throw new Failure('network', `${url(key)} is damaged`)
}

/** Return a module; one that came damaged is asked for once more.  @param {Key} key @param {Count} count */
async function imported(key, count) {
  try {
    const module = await import(url(key)).catch(() => importedAnew(url(key)))
    count()
    return module
  } catch (error) {
    throw new Failure('network', error)
  }
}

/** Return a module past the browser's cache, which then holds this one.  @param {string} address */
async function importedAnew(address) {
  await fetched(address, 'reload')
  const another = new URL(address)
  another.searchParams.set('again', String(Date.now())) // a worker remembers that an address has failed
  return import(another.href)
}

/** @param {string} url @param {RequestCache} cache */
async function fetched(url, cache) {
  const response = await fetchFile(url, { cache }).catch(error => { throw new Failure('network', error) })
  if (!response.ok) throw new Failure('network', `${response.status} ${url}`)
  return response
}

/** Count the bytes of `response` as they come; return their number and the first four, as a word. @param {Response} response @param {Count} count */
async function watched(response, count) {
  const reader = response.body?.getReader()
  const first = new Uint8Array(4)
  let bytes = 0
  try {
    for (let got = await reader?.read(); got && !got.done; got = await reader?.read()) {
      if (bytes < first.length) first.set(got.value.subarray(0, first.length - bytes), bytes)
      bytes += got.value.length
      count(got.value.length)
    }
  } catch (error) {
    throw new Failure('network', error)
  }
  return { bytes, first: new DataView(first.buffer).getUint32(0) }
}

/**
 * Return for each of these files a function that counts its bytes (without an argument: all of them) and
 * reports to the page, at most five times a second.
 *
 * @param {Key[]} keys
 * @returns {Record<string, Count>}
 */
function counter(keys) {
  const total = keys.reduce((sum, key) => sum + FILES[key].bytes, 0)
  let loaded = 0
  let reported = 0
  return Object.fromEntries(keys.map(key => [key, (more = FILES[key].bytes) => {
    loaded += more
    if (loaded < total && performance.now() - reported < 200) return
    reported = performance.now()
    self.postMessage({ loaded, total })
  }]))
}
