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
import { loadLibrary } from './slip.js'
import { newTable } from './table.js'

const HEARTBEAT = 30_000 // milliseconds between looks at the clock

/** @type {import('./types').Data} */
const data = JSON.parse(byId('estimate-data').textContent ?? '')
const table = newTable(data.table)
const form = newForm(data, table.inWords)
const render = newRender(data, form, retry)
const client = newClient({
  onLoading: () => update({ python: 'loading', failure: '', progress: { loaded: 0, total: 0 } }),
  onReady,
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
  choice: choiceNow(),
  waiting: false,
  byHand: false,
  shown: { choice: choiceNow(), answer: null, nodes: [...byId('estimate-answer').children], announcement: '' },
  looked: null,
  refused: null,
  damaged: false,
  unchecked: false,
  note: '',
}
let inAddress = false // whether the address holds the choice
let address = location.hash // as it was read or written last: another one is a link whose event comes later
let day = today()
/** @type {ReturnType<typeof setTimeout> | undefined} */
let late // the address will be written

begin()

function begin() {
  form.ask(day)
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
    address = location.hash
    if (!followLink() && inAddress) keepInAddress() // it names a part of the page, which is on the screen by now
  })
  for (const moment of ['focus', 'pageshow']) window.addEventListener(moment, followDay)
  document.addEventListener('visibilitychange', followDay)
  setInterval(followDay, HEARTBEAT)
  form.enable()
  if (followLink()) return
  update(lookedUp())
  if (isFastAndUnmetered()) {
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

/** Return the choice in the form, what the table says of it, and why there is no answer, as changes of the state. */
function lookedUp() {
  const choice = choiceNow()
  const request = JSON.parse(choice)
  const found = table.answer(request, day)
  const looked = found && { choice, nodes: nodesOf(found.tree), announcement: found.announcement }
  const note = request.asked > data.offer.lastDay ? data.texts.over : isComplete(request) ? '' : data.texts.incomplete
  return { choice, looked, note }
}

/** Take over another choice. @param {Partial<typeof state>} [changes] more of the state */
function choose(changes) {
  update({ ...lookedUp(), damaged: false, unchecked: false, waiting: false, byHand: false, ...changes })
}

/** Take over a change of the form, and answer it: the table at once, Python as soon as it can. */
function follow() {
  if (choiceNow() === state.choice) return
  choose()
  keepInAddress()
  answer()
}

/** Take over a new day, in a tab that was open over midnight: an answer speaks of days to come. */
function followDay() {
  if (day === today()) return
  day = today()
  if (state.damaged) return
  update({ ...lookedUp(), shown: { ...state.shown, choice: '' }, waiting: false })
  answer()
}

/** Answer the choice in the address; return whether there is one. */
function followLink() {
  const { hash } = location
  const isSymptom = form.chooseSymptom(hash)
  const request = isSymptom ? null : readLink(hash, data.offer, { asked: today(), arrives: form.read().arrives })
  if (request === 'damaged') {
    update({ damaged: true, waiting: false, failure: '', refused: null, note: '' })
    return true
  }
  if (request) {
    form.fill(request)
    inAddress = true
  } else if (!isSymptom) return false
  choose({ unchecked: request !== null && !hasCheck(hash), failure: '', refused: null })
  if (!state.note) ask()
  return true
}

/** Write the choice into the address: a reload, another language and the way back find it there. */
function keepInAddress() {
  clearTimeout(late)
  if (location.hash !== address) return
  inAddress = true
  try {
    history.replaceState(history.state, '', writeLink(JSON.parse(state.choice)))
    address = location.hash
  } catch (error) {
    console.warn(String(error)) // Safari takes 100 in half a minute
    late = setTimeout(keepInAddress, 5000)
  }
}

/** Ask for the choice in the form.  @param {boolean} byHand whether a person pressed a button */
function press(byHand) {
  update({ ...lookedUp(), byHand, failure: '', refused: null, damaged: false, note: '' })
  keepInAddress()
  if (byHand && state.looked) byId('estimate-heading').focus()
  ask()
}

/** Have the choice answered in full, where it can be and is not: after a failure only who asks again starts Python. */
function answer() {
  const isAnswered = state.shown.choice === state.choice
  if (!isAnswered && !state.failure && !state.note) ask()
}

function ask() {
  update({ waiting: true })
  const page = JSON.stringify({ ...data.pages, read_on: today() }) // the tab may be older
  client.ask({ request: state.choice, language: data.language, page })
}

function onReady() {
  update({ python: 'ready' })
  if (!state.waiting && !state.damaged) answer()
}

/** Use today's prices. */
function renew() {
  form.ask(day)
  press(true)
}

/** Start again after a failure; what was asked is asked again. */
function retry() {
  if (state.waiting) press(state.byHand)
  else client.start()
}

/** Take over the answer to the newest question. @param {string} text JSON */
function receive(text) {
  if (!state.waiting) return // for a choice that another has replaced
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
  if (problems.some(({ field }) => field === 'asked')) { // nobody types this day: it comes from a link
    form.ask(day)
    update({ ...lookedUp(), waiting: false, damaged: !state.byHand, refused: state.byHand ? refused : null })
  } else if (state.byHand) update({ waiting: false, refused })
  else update({ waiting: false, note: problems.map(({ text }) => text).join(' ') })
}

/** @param {import('./types').Estimate} answer */
function show(answer) {
  const { choice, byHand } = state
  const shown = { choice, answer, nodes: nodesOf(answer.tree), announcement: answer.announcement }
  update({ waiting: false, byHand: false, shown, refused: null, note: '' })
  if (!state.unchecked) keepInAddress() // else nobody has looked at it yet
  if (byHand) byId('estimate-heading').focus()
  loadLibrary()
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
