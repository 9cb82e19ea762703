// @ts-check
// The page's end of the worker: starts it when needed, asks it, and notices when it is stuck.

/**
 * @typedef {{failure: string, detail: string}} Failing
 * @typedef {{loaded: number, total: number}} Progress bytes
 * @typedef {{ready: true} | Progress | Failing | {id: number, answer: string}} Message from the worker
 */

/** Why there is no answer: `network`, `stalled`, `browser` or `python`. */
export class Unanswered extends Error {
  /** @param {string} kind @param {string} [detail] */
  constructor(kind, detail = kind) {
    super(detail)
    this.kind = kind
  }
}

const PATIENCE = 45
/** Seconds without any sign of life before we say so; each sign starts them anew. */

/**
 * Return a client in state `idle`.
 *
 * @param {object} setting
 * @param {number} [setting.patience] seconds
 * @param {(state: string) => void} setting.onState `idle`, `loading`, `ready`, `failed`
 * @param {(progress: Progress) => void} setting.onProgress
 */
export function newClient({ patience = PATIENCE, onState, onProgress }) {
  /** @type {Worker | null} */
  let worker = null
  /** @type {Map<number, {resolve: (answer: string) => void, reject: (error: Error) => void}>} */
  const waiting = new Map()
  let asked = 0
  let starting = false
  let tries = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watchdog
  /** @type {Unanswered | null} */
  let failure = null

  function start() {
    if (worker) return
    failure = null
    starting = true
    onState('loading')
    const { begun, heard, newWorker } = window.python // of early.js
    window.python.begun = null
    // A failed answer may sit in a cache, so another try asks by another address.
    worker = begun ?? newWorker(tries ? `?try=${tries + 1}` : '')
    tries++
    if (!worker) return fail(new Unanswered('browser'))
    worker.onmessage = ({ data }) => told(data)
    worker.onerror = lost
    for (const event of heard.splice(0)) event instanceof MessageEvent ? told(event.data) : lost(/** @type {ErrorEvent} */ (event))
    if (failure) return
    watch()
  }

  /** @param {Message} message */
  function told(message) {
    if ('failure' in message) return fail(new Unanswered(message.failure, message.detail))
    if ('ready' in message) {
      starting = false
      onState('ready')
    }
    if ('total' in message) onProgress(message)
    if ('id' in message) {
      waiting.get(message.id)?.resolve(message.answer)
      waiting.delete(message.id)
    }
    watch()
  }

  /** @param {ErrorEvent} event */
  function lost(event) {
    event.preventDefault()
    fail(new Unanswered('network', event.message))
  }

  function watch() {
    clearTimeout(watchdog)
    if (!starting && !waiting.size) return
    watchdog = setTimeout(() => fail(new Unanswered('stalled')), patience * 1000)
  }

  /** @param {Unanswered} error */
  function fail(error) {
    clearTimeout(watchdog)
    worker?.terminate()
    worker = null
    failure = error
    onState('failed')
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  return {
    start,

    /** Why the state is `failed`. */
    get failure() {
      return failure
    },

    /**
     * Return the answer to a request, both JSON; starts Python if that is still to be done.
     *
     * @param {string} request
     * @returns {Promise<string>}
     */
    ask(request) {
      return new Promise((resolve, reject) => {
        start()
        if (!worker) return reject(failure)
        const id = ++asked
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, request })
        watch()
      })
    },
  }
}

/** Return whether loading ahead costs the visitor nothing: a fast connection that is not metered. */
export function isFastAndUnmetered() {
  const { connection } = navigator
  if (!connection || connection.saveData || connection.effectiveType !== '4g') return false
  return [undefined, 'wifi', 'ethernet'].includes(connection.type)
}
