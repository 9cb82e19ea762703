// @ts-check
// Inline in the head of the page, as its first script.  If the address contains a choice, it starts Python's worker
// before anything is drawn; the page's own script takes the worker over.
{
  const address = document.currentScript?.dataset.worker ?? ''

  /**
   * Return a module worker; null where the browser has none, or no WebAssembly.
   *
   * @param {string} [again] what makes its address, and those of its files, new ones
   */
  const newWorker = (again = '') => {
    if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') return null
    let hasModules = false
    const options = { get type() { hasModules = true; return /** @type {'module'} */ ('module') } }
    const worker = new Worker(address + again, options) // old browsers do not read the type
    if (hasModules) return worker
    worker.terminate()
    return null
  }

  const python = window.python = { newWorker, started: /** @type {Worker | null} */ (null), events: /** @type {Event[]} */ ([]) }
  if (/[#&]piece=/.test(location.hash)) {
    /** @param {Event} event */
    const keep = event => { python.events.push(event) }
    python.started = newWorker()
    if (python.started) python.started.onmessage = python.started.onerror = keep
  }
}
