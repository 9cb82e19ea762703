// @ts-check
// Python's worker, begun before the page is drawn when the address already holds a choice: drawing takes
// longer than asking for the files.  The page takes it over as soon as its own script runs.

/** @type {{worker: Worker | null, heard: (MessageEvent | ErrorEvent)[]}} */
const early = { worker: null, heard: [] }

if (/[#&]piece=/.test(location.hash)) {
  early.worker = newWorker()
  if (early.worker) {
    early.worker.onmessage = event => early.heard.push(event)
    early.worker.onerror = event => early.heard.push(event)
  }
}

/** Return the worker that was begun and what it has said since; only once. */
export function taken() {
  const begun = { ...early }
  early.worker = null
  early.heard = []
  return begun
}

/**
 * Return a module worker; null where the browser has none, or no WebAssembly.
 *
 * @param {string} [again] what makes its address, and those of its files, new ones
 */
export function newWorker(again = '') {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') return null
  let understood = false
  const options = { get type() { understood = true; return /** @type {'module'} */ ('module') } }
  const worker = new Worker(new URL(`worker.js${again}`, import.meta.url), options) // old browsers never look at the type
  if (understood) return worker
  worker.terminate()
  return null
}
