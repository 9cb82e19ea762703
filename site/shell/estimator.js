// @ts-check
// The estimator page: events of form, link and worker change one state, and one function draws it.
import { newActions } from './actions.js'
import { isFastAndUnmetered, newClient } from './client.js'
import { today } from './dates.js'
import { byId, nodesOf } from './dom.js'
import { newForm } from './form.js'
import { readLink, writeLink } from './link.js'
import { newRender } from './render.js'

/** @type {import('./types').Data} */
const data = JSON.parse(byId('estimate-data').textContent ?? '')
const now = today(data.timezone)
const page = JSON.stringify({ ...data.pages, read_on: now })
const form = newForm(data, note => update({ note }))
const render = newRender(data, form, retry)
const client = newClient({
  patience: data.patience,
  onLoading: () => update({ python: 'loading', failure: '', progress: { loaded: 0, total: 0 } }),
  onReady: () => update({ python: 'ready' }),
  onProgress: progress => update({ progress }),
  onAnswer: receive,
  onFailure: (kind, detail) => {
    update({ python: 'idle' })
    fail(kind, detail)
  },
})
newActions(data, () => state.shown.answer, renew)

/** @type {import('./types').State} */
const state = {
  python: 'idle',
  failure: '',
  progress: { loaded: 0, total: 0 },
  choice: '',
  waiting: false,
  shown: { choice: JSON.stringify({ ...form.read(), asked: now }), answer: null, nodes: [] },
  refused: null,
  note: '',
}
let byHand = false // whether the focus may go to the answer

begin()

function begin() {
  form.ask(now)
  update({ choice: choiceNow() })
  form.element.addEventListener('submit', event => {
    event.preventDefault()
    press(true)
  })
  for (const touch of ['focusin', 'pointerdown', 'change']) {
    form.element.addEventListener(touch, () => client.start(), { once: true })
  }
  for (const change of ['input', 'change']) form.element.addEventListener(change, follow)
  window.addEventListener('hashchange', followLink)
  form.enable()
  if (!followLink() && isFastAndUnmetered()) {
    // eslint-disable-next-line browsers/supported -- every browser that tells of its connection has it
    requestIdleCallback(() => client.start(), { timeout: 4000 })
  }
}

/** Change the state and draw it. @param {Partial<typeof state>} changes */
function update(changes) {
  Object.assign(state, changes)
  render(state)
}

/** Return the request in the form, as JSON. */
function choiceNow() {
  return JSON.stringify(form.read())
}

/** Take over a change of the form; who waits for an answer gets the one to the form as it is now. */
function follow() {
  const choice = choiceNow()
  if (choice === state.choice) return
  update({ choice, note: '' })
  if (state.waiting && !state.failure) ask()
}

/** Answer the choice in the address; return whether it holds one. */
function followLink() {
  const request = readLink(location.hash, data.offer, now)
  if (!request) return false
  form.fill(request)
  press(false)
  return true
}

/** Ask for the choice in the form.  @param {boolean} hand whether a person pressed a button */
function press(hand) {
  byHand = hand
  update({ choice: choiceNow(), waiting: true, failure: '', refused: null, note: '' })
  ask()
}

function ask() {
  client.ask({ request: state.choice, language: data.language, page })
}

/** Use today's prices. */
function renew() {
  form.ask(now)
  press(true)
}

/** Start again after a failure; what was asked is asked again. */
function retry() {
  if (state.waiting) press(byHand)
  else client.start()
}

/** Take over the answer to the newest question. @param {string} text JSON */
function receive(text) {
  if (choiceNow() !== state.choice) return follow() // a field has changed without an event
  try {
    /** @type {import('./types').Estimate | import('./types').Refusal} */
    const answer = JSON.parse(text)
    if (answer.ok) show(answer)
    else update({ waiting: false, refused: { nodes: nodesOf(answer.tree), problems: answer.problems } })
  } catch (error) {
    fail('python', String(error))
  }
}

/** @param {import('./types').Estimate} answer */
function show(answer) {
  const shown = { choice: state.choice, answer, nodes: nodesOf(answer.tree) }
  update({ waiting: false, shown, note: answer.announcement })
  history.replaceState(history.state, '', writeLink(JSON.parse(state.choice)))
  if (byHand) byId('estimate-heading').focus()
  keepOffline()
}

/** Say that there is no answer; what was asked stays asked. @param {string} kind @param {string} detail */
function fail(kind, detail) {
  console.warn(detail)
  update({ failure: kind })
}

/** From the first answer on, the page works without a connection. */
function keepOffline() {
  if (data.serviceWorker && 'serviceWorker' in navigator) {
    navigator.serviceWorker.register(new URL(data.serviceWorker, location.href)).catch(() => {}) // a private window
  }
}
