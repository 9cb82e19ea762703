// @ts-check
// Inline in the head of the page, as its first script.  If the address contains a choice, it starts Python's worker
// before anything is drawn; the page's own script takes the worker over.  Until that script has started, form and answer
// are not shown, as they may be to another choice or of another day (styles.css); where it cannot start, this one says
// so.  Nothing here is newer than ES2015, so that older browsers can say it too.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const address = new URL(String(script.dataset.worker), location.href).href
  const root = document.documentElement
  const isChoice = /[#&;]piece=|^#what=/.test(location.hash)

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

  /** Say that the page's own script has not started, and hide the answer where it is not for what is chosen. */
  const report = () => {
    const [data, status, form] = ['data', 'status', 'form'].map(name => document.getElementById(`estimate-${name}`))
    if ('estimator' in root.dataset || !data || !status || !form) return
    const sentence = document.createElement('p')
    sentence.id = 'estimate-failed'
    sentence.className = 'estimator-failed'
    sentence.textContent = JSON.parse(String(data.textContent)).texts['failed-browser']
    status.appendChild(sentence)
    root.dataset.estimator = 'failed'
    if (isChoice) hideAnswer()
    for (const change of ['change', 'input']) form.addEventListener(change, hideAnswer)
  }

  const hideAnswer = () => {
    for (const name of ['answer', 'example']) {
      const place = document.getElementById(`estimate-${name}`)
      if (place) place.hidden = true
    }
  }

  const python = window.python = { address, newWorker, started: /** @type {Worker | null} */ (null), events: /** @type {Event[]} */ ([]) }
  root.dataset.answeredBy = 'none'
  if (isChoice) {
    /** @param {Event} event */
    const keep = event => { python.events.push(event) }
    python.started = newWorker()
    if (python.started) python.started.onmessage = python.started.onerror = keep
  }
  addEventListener('load', report)
}
