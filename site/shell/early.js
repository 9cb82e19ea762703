// @ts-check
// Inline in the head of the page, as its first script.  If the address contains a choice, it starts Python's worker
// before anything is drawn; the page's own script takes the worker over.  Where
// that script never starts, it says so.  Nothing here is newer than ES2015, so that older browsers can say it too.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { worker: address = '', files = '' } = script.dataset
  const PATIENCE = 20000 // milliseconds for the page's own script to start
  const REPAIRED = 'repaired' // of the state in the browser's history
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

  /**
   * Ask for the page's own files past the browser's cache, which may hold damaged ones for ever; return whether all of
   * them have come.
   */
  const fetchAnew = () => {
    /** @param {string} file */
    const isThere = file => fetch(file, { cache: 'reload' })
      .then(({ ok, headers }) => ok && !/^text\/html/.test(headers.get('content-type') || ''))
    return Promise.all(files.split(' ').map(isThere)).then(all => all.every(Boolean)).catch(() => false)
  }

  /** @param {(data: HTMLElement, status: HTMLElement, form: HTMLElement) => void} act where the page's own script has not started */
  const ifNotStarted = act => {
    const [data, status, form] = ['data', 'status', 'form'].map(name => document.getElementById(`estimate-${name}`))
    if (!('estimator' in root.dataset) && data && status && form) act(data, status, form)
  }

  /** Load the page again, once, where all its files are to be had: the browser's cache held damaged ones. */
  const repair = () => ifNotStarted(() => {
    if (!('noModule' in script) || history.state === REPAIRED) return report()
    if (isChoice) hideAnswer()
    fetchAnew().then(haveCome => {
      if (!haveCome) return report()
      history.replaceState(REPAIRED, '') // stays when the page is loaded again, so that is done once
      location.reload()
    })
  })

  /** Say that the page's own script has not started, and hide the answer: it is not for what is chosen. */
  const report = () => ifNotStarted((data, status, form) => {
    const { texts } = JSON.parse(String(data.textContent))
    const isOld = !('noModule' in script)
    const sentence = document.createElement('p')
    sentence.id = 'estimate-failed'
    sentence.className = 'estimator-failed'
    sentence.textContent = texts[isOld ? 'failed-browser' : 'failed-network']
    status.appendChild(sentence)
    root.dataset.estimator = 'failed'
    if (isChoice) hideAnswer()
    for (const change of ['change', 'input']) form.addEventListener(change, hideAnswer)
    if (isOld) return
    const button = document.createElement('button')
    button.id = 'estimate-retry'
    button.type = 'button'
    button.textContent = texts.retry
    button.addEventListener('click', () => fetchAnew().then(() => location.reload()))
    status.appendChild(button)
  })

  const hideAnswer = () => {
    for (const name of ['answer', 'example']) {
      const place = document.getElementById(`estimate-${name}`)
      if (place) place.hidden = true
    }
  }

  const python = window.python = { newWorker, started: /** @type {Worker | null} */ (null), events: /** @type {Event[]} */ ([]) }
  if (isChoice) {
    /** @param {Event} event */
    const keep = event => { python.events.push(event) }
    python.started = newWorker()
    if (python.started) python.started.onmessage = python.started.onerror = keep
  }
  addEventListener('load', repair)
  setTimeout(report, PATIENCE)
}
