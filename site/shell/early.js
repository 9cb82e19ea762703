// @ts-check
// Stands in the head of the page itself, as its first script.  Where the address holds a choice already, it begins
// Python's worker before anything is drawn; the page's own script takes it over.
{
  const address = document.currentScript?.dataset.worker ?? ''

  /**
   * Return a module worker; null where the browser has none, or no WebAssembly.
   *
   * @param {string} [again] what makes its address, and those of its files, new ones
   */
  const newWorker = (again = '') => {
    if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') return null
    let understood = false
    const options = { get type() { understood = true; return /** @type {'module'} */ ('module') } }
    const worker = new Worker(address + again, options) // old browsers never look at the type
    if (understood) return worker
    worker.terminate()
    return null
  }

  const python = window.python = { newWorker, begun: /** @type {Worker | null} */ (null), heard: /** @type {Event[]} */ ([]) }
  if (/[#&]piece=/.test(location.hash)) {
    /** @param {Event} event */
    const hear = event => { python.heard.push(event) }
    python.begun = newWorker()
    if (python.begun) python.begun.onmessage = python.begun.onerror = hear
  }
}
