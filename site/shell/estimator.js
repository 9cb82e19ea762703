// @ts-check
// The estimator page: form → one message → worker → answer → view.
import { actions } from './actions.js'
import { isFastAndUnmetered, newClient } from './client.js'
import { byId, element } from './dom.js'
import { today } from './dates.js'
import { newForm } from './form.js'
import { readLink, writeLink } from './link.js'
import { shown } from './view.js'
import { dayInWords, filled, span, wordsOf } from './words.js'

/** @type {import('./types').Data} */
const data = JSON.parse(byId('estimate-data').textContent ?? '')
const words = wordsOf(data.language)
const now = today(data.shop.timezone)
const root = document.documentElement
const status = byId('estimate-status')
const place = byId('estimate-answer')
const form = newForm(data, words, say)
const offer = {
  materials: Object.keys(data.materials),
  replating: Object.keys(data.replating),
  services: Object.fromEntries(Object.entries(data.services).map(([code, { most }]) => [code, most])),
  maxItems: data.maxItems,
}
const client = newClient({
  patience: data.patience,
  onState,
  onProgress: showProgress,
})
let last = 0 // number of the newest press; older answers are not shown
let pressed = false // whether somebody waits

begin()

function begin() {
  root.dataset.estimator = 'idle'
  form.ask(now)
  form.form.addEventListener('submit', event => {
    event.preventDefault()
    press(true)
  })
  for (const touch of ['focusin', 'pointerdown', 'change']) {
    form.form.addEventListener(touch, () => client.start(), { once: true })
  }
  form.form.addEventListener('change', noteChange)
  window.addEventListener('hashchange', followLink)
  for (const button of form.form.querySelectorAll('button')) button.disabled = false
  byId('estimate-add').hidden = false
  if (!followLink() && isFastAndUnmetered()) {
    // eslint-disable-next-line browsers/supported -- every browser that tells of its connection has it
    requestIdleCallback(() => client.start(), { timeout: 4000 })
  }
}

/** Answer the choice that the address holds; return whether it holds one. */
function followLink() {
  const request = readLink(location.hash, offer, now)
  if (!request) return false
  form.fill(request)
  press(false)
  return true
}

/** Ask for the choice in the form.  @param {boolean} byHand whether the focus may go to the answer */
async function press(byHand) {
  const request = form.read()
  const turn = ++last
  pressed = true
  form.clear()
  waiting()
  try {
    const answer = /** @type {import('./types').Answer} */ (JSON.parse(await client.ask(JSON.stringify(request))))
    if (turn !== last) return
    pressed = false
    if (answer.ok) show(answer, request, byHand)
    else refuse(answer.problems)
  } catch (error) {
    if (turn === last) console.warn(String(error)) // onState has told it already
  }
}

/**
 * @param {import('./types').Estimate} answer
 * @param {import('./link.js').Request} request
 * @param {boolean} byHand
 */
function show(answer, request, byHand) {
  say(filled(words.done, {
    total: span(answer.total, data.currency, words), back: dayInWords(answer.back, data.language),
  }))
  place.replaceChildren(
    ...(request.asked === now ? [] : [renewal(request.asked)]),
    ...shown(answer, request, data, words),
    ...actions(answer, request, data, words, say))
  delete place.dataset.changed
  history.replaceState(history.state, '', writeLink(request))
  if (byHand) byId('estimate-heading').focus()
  keepOffline()
}

/** Return a word about a link with the prices of another day, and the way to today's. @param {string} day */
function renewal(day) {
  const button = element('button', { type: 'button', class: 'estimator-button' }, words.renew)
  button.addEventListener('click', () => {
    form.ask(now)
    press(true)
  })
  return element('p', { class: 'estimator-older' },
    filled(words.older, { day: dayInWords(day, data.language) }), ' ', button)
}

/** @param {import('./types').Problem[]} problems */
function refuse(problems) {
  say('')
  place.dataset.changed = ''
  form.refuse(problems)
}

function noteChange() {
  if (!place.querySelector('#estimate-code') || pressed) return
  place.dataset.changed = ''
  say(words.changed)
}

/** @param {string} state */
function onState(state) {
  root.dataset.estimator = state
  if (state === 'ready' && pressed) say(words.calculating)
  if (state === 'ready' && !pressed && status.querySelector('progress')) say('')
  if (state === 'loading' && pressed) waiting()
  if (state === 'failed') fail(client.failure?.kind ?? 'python')
}

function waiting() {
  if (root.dataset.estimator === 'ready') return say(words.calculating)
  if (root.dataset.estimator !== 'loading' || status.querySelector('progress')) return
  status.replaceChildren(
    element('p', {}, words.queued),
    element('label', { for: 'estimate-progress' }, words.loading),
    element('progress', { id: 'estimate-progress', max: 1, value: 0 }),
    element('span', { id: 'estimate-bytes', 'aria-hidden': 'true' }))
}

/** @param {{loaded: number, total: number}} progress */
function showProgress({ loaded, total }) {
  const bar = document.getElementById('estimate-progress')
  if (!(bar instanceof HTMLProgressElement)) return
  /** @param {number} bytes */
  const megabytes = bytes => (bytes / 1e6).toFixed(1)
  bar.max = total
  bar.value = loaded
  byId('estimate-bytes').textContent = loaded < total
    ? filled(words.loadingBytes, { loaded: megabytes(loaded), total: megabytes(total) }) : words.starting
}

/** Say in one sentence why there is no answer, and offer another try. @param {string} kind */
function fail(kind) {
  const wanted = pressed
  pressed = false
  const retry = element('button', { type: 'button', id: 'estimate-retry', class: 'estimator-button' }, words.retry)
  retry.addEventListener('click', () => (wanted ? press(true) : client.start()))
  const text = words.failed[/** @type {keyof typeof words.failed} */ (kind)]
  status.replaceChildren(
    element('p', { class: 'estimator-failed', id: 'estimate-failed' }, text, ' ', data.clauses.P18.text),
    ...(kind === 'browser' ? [] : [retry]))
}

/** @param {string} text */
function say(text) {
  status.replaceChildren(...(text ? [element('p', {}, text)] : []))
}

/** From the first answer on, the page works without a connection. */
function keepOffline() {
  if (data.serviceWorker && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register(new URL(data.serviceWorker, location.href)).catch(() => {}) // a private window
  }
}
