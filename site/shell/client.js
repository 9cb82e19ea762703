// @ts-check
// The page's end of the worker: starts it when needed, asks it, and notices when it is stuck.

import { address, fetchAnew } from './release.js'

/**
 * @typedef {import('./types').Question} Question
 * @typedef {{failure: string, detail: string}} Failing
 * @typedef {{loaded: number, total: number}} Progress bytes
 * @typedef {{ready: true} | Progress | Failing | {id: number, answer: string}} Message from the worker
 */

const PATIENCE = 45
/** Seconds without any message before the worker counts as stuck; each message starts them anew. */

/**
 * Return a client whose worker has not been started.
 *
 * @param {object} setting
 * @param {() => void} setting.onLoading
 * @param {() => void} setting.onReady
 * @param {(progress: Progress) => void} setting.onProgress
 * @param {(answer: string) => void} setting.onAnswer to the newest question; earlier ones get none
 * @param {(kind: string, detail: string) => void} setting.onFailure `network`, `stalled`, `browser` or `python`
 */
export function newClient({ onLoading, onReady, onProgress, onAnswer, onFailure }) {
  /** @type {Worker | null} */
  let worker = null
  let starting = false
  let newest = 0 // number of the newest question
  /** @type {Question | null} */
  let question = null // the newest, until it is answered
  let hasFailed = false
  let isAnew = false // whether the worker has been asked for past the browser's cache
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watchdog

  function start() {
    if (worker || starting) return
    starting = true
    onLoading()
    // A failed response may be in a cache, so another try requests other addresses, and the first is put right.
    if (hasFailed) fetchAnew('worker.js')
    const again = hasFailed ? `?try=${Date.now()}` : ''
    afterNextPicture(() => begin(newWorker(again))) // its start would hold the table's answer up
  }

  /** @param {Worker | null} made */
  function begin(made) {
    worker = made
    if (!worker) return fail('browser')
    worker.onmessage = ({ data }) => receive(data)
    worker.onerror = lost
    if (question) post()
    watch()
  }

  /** @param {Message} message */
  function receive(message) {
    if ('failure' in message) return fail(message.failure, message.detail)
    if ('ready' in message) {
      starting = false
      onReady()
    }
    if ('total' in message) onProgress(message)
    if ('id' in message && message.id === newest) {
      question = null
      onAnswer(message.answer)
    }
    watch()
  }

  /** The worker's script has not come, or came damaged: once it is asked for past the cache. @param {ErrorEvent} event */
  async function lost(event) {
    event.preventDefault()
    if (!starting || isAnew) return fail('network', event.message)
    isAnew = true
    worker?.terminate()
    worker = null
    watch()
    await fetchAnew('worker.js')
    if (starting && !worker) begin(newWorker())
  }

  function watch() {
    clearTimeout(watchdog)
    if (starting || question) watchdog = setTimeout(() => fail('stalled'), PATIENCE * 1000)
  }

  /** @param {string} kind @param {string} [detail] */
  function fail(kind, detail = kind) {
    clearTimeout(watchdog)
    hasFailed = true
    worker?.terminate()
    worker = null
    starting = false
    question = null
    onFailure(kind, detail)
  }

  return {
    start,

    /** Ask Python, and start it if that is still to be done. @param {Question} asked */
    ask(asked) {
      question = asked
      newest++
      start()
      if (!worker) return // it is asked as soon as it begins; or it has failed
      post()
      watch()
    },
  }

  function post() {
    worker?.postMessage({ id: newest, ...question })
  }
}

/**
 * Return a module worker; null where the browser has none, or no WebAssembly.
 *
 * @param {string} [again] what makes its address, and those of its files, new ones
 */
function newWorker(again = '') {
  if (typeof WebAssembly !== 'object' || typeof Worker !== 'function') return null
  let hasModules = false
  const options = { get type() { hasModules = true; return /** @type {'module'} */ ('module') } }
  const worker = new Worker(address + again, options) // old browsers do not read the type
  if (hasModules) return worker
  worker.terminate()
  return null
}

/** Call a function once the page has been drawn as it is by now. @param {() => void} call */
function afterNextPicture(call) {
  if (document.hidden) call() // it is not drawn
  else requestAnimationFrame(() => setTimeout(call))
}

/** Return whether loading ahead costs the visitor nothing: a fast connection that is not metered. */
export function isFastAndUnmetered() {
  const { connection } = navigator
  if (!connection || connection.saveData || connection.effectiveType !== '4g') return false
  return [undefined, 'wifi', 'ethernet'].includes(connection.type)
}
