// @ts-check
// The estimator page: events of form, link and worker change one state, and one function draws it.
import { newActions } from './actions.js'
import { isFastAndUnmetered, newClient } from './client.js'
import { today } from './dates.js'
import { byId, nodesOf } from './dom.js'
import { newForm } from './form.js'
import { hasCheck, isComplete, readLink, writeLink } from './link.js'
import { isOutdated } from './release.js'
import { newRender } from './render.js'

/** @type {import('./types').Data} */
const data = JSON.parse(byId('estimate-data').textContent ?? '')
const now = today(data.timezone)
const form = newForm(data)
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
newActions(data, () => state.shown, renew)

/** @type {import('./types').State} */
const state = {
  python: 'idle',
  failure: '',
  progress: { loaded: 0, total: 0 },
  choice: '',
  waiting: false,
  shown: { choice: JSON.stringify({ ...form.read(), asked: now }), answer: null, nodes: [] },
  refused: null,
  damaged: false,
  unchecked: false,
  note: '',
}
let byHand = false // whether the focus may go to the answer
let inAddress = false // whether the address holds the choice

begin()

function begin() {
  form.ask(now)
  update({ choice: choiceNow() })
  form.element.addEventListener('submit', event => {
    event.preventDefault()
    update({ unchecked: false })
    press(true)
  })
  for (const touch of ['focusin', 'pointerdown', 'change']) {
    form.element.addEventListener(touch, () => client.start(), { once: true })
  }
  for (const change of ['input', 'change']) form.element.addEventListener(change, follow)
  window.addEventListener('hashchange', () => {
    if (!followLink() && inAddress) keepInAddress() // it names a part of the page, which is on the screen by now
  })
  form.enable()
  if (!followLink() && isFastAndUnmetered()) {
    // eslint-disable-next-line browsers/supported -- every browser with navigator.connection has it
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
  update({ choice, damaged: false, unchecked: false, note: '' })
  keepInAddress()
  if (state.waiting && !state.failure) ask()
}

/** Answer the choice in the address, if it is complete; return whether there is one. */
function followLink() {
  if (form.chooseSymptom(location.hash)) {
    press(false)
    return true
  }
  const request = readLink(location.hash, data.offer, today(data.timezone))
  if (!request) return false
  if (request === 'damaged') {
    update({ damaged: true, waiting: false, failure: '', refused: null, note: '' })
    return true
  }
  form.fill(request)
  inAddress = true
  update({ unchecked: !hasCheck(location.hash) })
  if (isComplete(request)) press(false)
  else update({ choice: choiceNow(), damaged: false, waiting: false, refused: null, note: '' })
  return true
}

/** Write the choice into the address: a reload, another language and the way back find it there. */
function keepInAddress() {
  inAddress = true
  try {
    history.replaceState(history.state, '', writeLink(JSON.parse(state.choice)))
  } catch (error) {
    console.warn(String(error)) // Safari takes 100 in half a minute; the next change writes it
  }
}

/** Ask for the choice in the form.  @param {boolean} hand whether a person pressed a button */
function press(hand) {
  byHand = hand
  update({ choice: choiceNow(), waiting: true, failure: '', refused: null, damaged: false, note: '' })
  ask()
}

function ask() {
  const page = JSON.stringify({ ...data.pages, read_on: today(data.timezone) }) // the tab may be older
  client.ask({ request: state.choice, language: data.language, page })
}

/** Use today's prices. */
function renew() {
  form.ask(today(data.timezone))
  press(true)
}

/** Start again after a failure; what was asked is asked again. */
function retry() {
  if (state.waiting) press(byHand)
  else client.start()
}

/** Take over the answer to the newest question. @param {string} text JSON */
function receive(text) {
  if (!state.waiting) return // for a choice that a damaged link has replaced
  if (choiceNow() !== state.choice) return follow() // a field has changed without an event
  try {
    /** @type {import('./types').Estimate | import('./types').Refusal} */
    const answer = JSON.parse(text)
    if (answer.ok) show(answer)
    else refuse(answer)
  } catch (error) {
    fail('python', String(error))
  }
}

/** @param {import('./types').Refusal} answer */
function refuse({ tree, problems }) {
  const refused = { nodes: nodesOf(tree), problems }
  if (!problems.some(({ field }) => field === 'asked')) return update({ waiting: false, refused })
  form.ask(today(data.timezone)) // nobody types this day: it comes from a link
  update({ waiting: false, choice: choiceNow(), damaged: !byHand, refused: byHand ? refused : null })
}

/** @param {import('./types').Estimate} answer */
function show(answer) {
  const shown = { choice: state.choice, answer, nodes: nodesOf(answer.tree) }
  update({ waiting: false, shown, note: answer.announcement })
  if (!state.unchecked) keepInAddress() // else nobody has looked at it yet
  if (byHand) byId('estimate-heading').focus()
  keepOffline()
}

/** Say that there is no answer; what was asked stays asked. @param {string} kind @param {string} detail */
async function fail(kind, detail) {
  console.warn(detail)
  update({ failure: kind })
  const isOfNetwork = ['network', 'stalled'].includes(kind)
  if (isOfNetwork && await isOutdated() && state.failure === kind) update({ failure: 'outdated' })
}

/** From the first answer on, the page works without a connection. */
async function keepOffline() {
  if (!data.serviceWorker || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(new URL(data.serviceWorker, location.href))
  } catch (error) {
    console.warn(String(error)) // a private window
  }
}
