// @ts-check
// Module worker: loads Python once, then answers one message per request.  Only JSON crosses into
// Python.  Every transfer begins at once, none waits for another.  Measured by tests/benchmarks/page.py.

/** @typedef {'pyodide' | 'module' | 'wasm' | 'library' | 'estimator'} Key */

/** @type {Record<Key, {file: string, bytes: number}>} */
const FILES = JSON.parse('{}') // written by site/runtime/build.mjs

const NO_PACKAGES = {
  info: { arch: 'wasm32', platform: 'emscripten', version: '', python: '3.14.0', abi_version: '2026_0' },
  packages: {},
}
const START = `
import sys
sys.path.insert(0, "/estimator.zip")
from estimator.bridge import answer
answer
`

/** What went wrong, by what a person can do about it: network, browser or python. */
class Failure extends Error {
  /** @param {string} kind @param {unknown} cause */
  constructor(kind, cause) {
    super(String(cause), { cause })
    this.kind = kind
  }
}

/** Python's answering function. @type {Promise<(request: string) => string>} */
const ready = start()
ready.then(() => self.postMessage({ ready: true }), tell)

self.onmessage = async ({ data: { id, request } }) => {
  try {
    const answer = await ready
    self.postMessage({ id, answer: answer(request) })
  } catch (error) {
    tell(error)
  }
}

/** @param {unknown} error */
function tell(error) {
  const kind = error instanceof Failure ? error.kind : 'python'
  self.postMessage({ failure: kind, detail: String(error) })
}

/** Load Python and return its answering function. */
async function start() {
  const base = new URL('../', location.href).href
  const count = counter()
  // another try has a query: its files are asked for by other addresses too
  const url = (/** @type {Key} */ key) => new URL(FILES[key].file + location.search, base).href
  const transfers = {
    wasm: compiled(url('wasm'), count.wasm),
    library: bytesOf(url('library'), count.library),
    estimator: bytesOf(url('estimator'), count.estimator),
    pyodide: imported(url('pyodide'), count.pyodide),
    module: imported(url('module'), count.module),
  }
  const all = Promise.all(Object.values(transfers))
  all.catch(() => {}) // raced below
  const { loadPyodide, version } = await Promise.race([transfers.pyodide, never(all)])
  const { default: createPyodideModule } = await Promise.race([transfers.module, never(all)])
  handOver(transfers)
  const python = loadPyodide({
    indexURL: base,
    stdLibURL: new URL('library', base).href,
    lockFileContents: { ...NO_PACKAGES, info: { ...NO_PACKAGES.info, version } },
    createPyodideModule,
    fsInit: async (/** @type {any} */ FS) => FS.writeFile('/estimator.zip', new Uint8Array(await transfers.estimator)),
  }).catch((/** @type {unknown} */ error) => { throw new Failure('python', error) })
  // loadPyodide never settles when the WebAssembly cannot be had, so its transfer is raced too.
  return (await Promise.race([python, never(all)])).runPython(START)
}

/** Return a promise that fails when `promise` does and otherwise never settles. @param {Promise<unknown>} promise */
function never(promise) {
  return promise.then(() => new Promise(() => {}))
}

/**
 * Let Pyodide, which asks for its files by fixed names, find the transfers that run already.
 *
 * @param {{wasm: Promise<WebAssembly.Module>, library: Promise<ArrayBuffer>}} transfers
 */
function handOver({ wasm, library }) {
  self.fetch = async wanted => {
    const name = new URL(String(wanted)).pathname.split('/').pop()
    if (name === 'pyodide.asm.wasm') return new Response()
    if (name === 'library') return new Response(await library)
    throw new TypeError(`nothing else is fetched, not even ${name}`)
  }
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    const module = await wasm
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
}

/** @param {string} url @param {(bytes: number) => void} count */
async function compiled(url, count) {
  const response = await fetched(url)
  watch(response.clone(), count)
  try {
    return response.headers.get('content-type') === 'application/wasm'
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer())
  } catch (error) {
    throw new Failure(error instanceof WebAssembly.CompileError ? 'browser' : 'network', error)
  }
}

/** @param {string} url @param {(bytes: number) => void} count */
async function bytesOf(url, count) {
  const response = await fetched(url)
  watch(response.clone(), count)
  return response.arrayBuffer().catch(error => { throw new Failure('network', error) })
}

/** @param {string} url @param {(bytes?: number) => void} count */
async function imported(url, count) {
  const module = await import(url).catch(error => { throw new Failure('network', error) })
  count()
  return module
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url).catch(error => { throw new Failure('network', error) })
  if (!response.ok) throw new Failure('network', `${response.status} ${url}`)
  return response
}

/** Count the bytes of `response` as they come. @param {Response} response @param {(bytes: number) => void} count */
async function watch(response, count) {
  const reader = response.body?.getReader()
  for (let got = await reader?.read(); got && !got.done; got = await reader?.read()) count(got.value.length)
}

/**
 * Return for each file a function that counts its bytes (without an argument: all of them) and tells
 * the page, at most five times a second.
 */
function counter() {
  const total = Object.values(FILES).reduce((sum, { bytes }) => sum + bytes, 0)
  let loaded = 0
  let told = 0
  return Object.fromEntries(Object.entries(FILES).map(([key, { bytes }]) => [key, (more = bytes) => {
    loaded += more
    if (loaded < total && performance.now() - told < 200) return
    told = performance.now()
    self.postMessage({ loaded, total })
  }]))
}
