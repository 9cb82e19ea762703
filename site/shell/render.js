// @ts-check
// Draws the state of the page: the answer and whether it is old, problems of the form, and the status between them.
import { newBar } from './bar.js'
import { byId, filled, nodeOf } from './dom.js'
import { newFolds } from './folds.js'

/** @typedef {import('./types').State} State */

const PAUSE = 1200 // milliseconds without a change, before an answer is read aloud

/**
 * Return the function that draws a state.
 *
 * @param {import('./types').Data} data
 * @param {{refuse: (refusal: import('./types').Refused) => void, clear: () => void}} form
 * @param {() => void} retry
 * @returns {(state: State) => void}
 */
export function newRender({ texts }, form, retry) {
  const status = byId('estimate-status')
  const adding = byId('estimate-adding')
  const answer = byId('estimate-answer')
  const bar = newBar()
  const folds = newFolds(answer)
  const say = newVoice(byId('estimate-said'))
  /** @type {{nodes: Node[], refused: unknown, status: string, adding: boolean}} */
  const drawn = { nodes: [...answer.children], refused: null, status: '', adding: false }

  return state => {
    const { dataset } = document.documentElement
    dataset.estimator = state.failure ? 'failed' : state.python
    dataset.answeredBy = answeredBy(state)
    renderAnswer(state)
    renderProblems(state)
    renderStatus(state)
  }

  /** @param {State} state */
  function renderAnswer(state) {
    const { shown, looked, damaged, python, waiting, failure } = state
    const isFull = isAnswered(state)
    const [headline, ...more] = shown.nodes
    draw(isFull || !looked ? [headline, ...more] : [...looked.nodes, ...more])
    byId('estimate-example').hidden = damaged || !isFull || shown.answer !== null
    answer.hidden = damaged
    answer.toggleAttribute('data-changed', !isFull)
    document.documentElement.dataset.print = isFull && shown.answer ? 'slip' : 'page'
    byId('estimate-headline').toggleAttribute('data-old', !isFull && !looked)
    byId('estimate-more').hidden = !isFull && looked !== null && (python !== 'ready' || !waiting || failure !== '')
    bar.show(state)
    say(answeredBy(state) === 'none' ? '' : isFull ? shown.announcement : looked?.announcement ?? '')
  }

  /** Draw nodes in place of those there; what has the focus, and what is folded, stays so. @param {Node[]} nodes */
  function draw(nodes) {
    if (nodes.every((node, at) => node === drawn.nodes[at])) return
    drawn.nodes = nodes
    const focused = answer.contains(document.activeElement) ? document.activeElement?.id : ''
    const open = folds.read()
    answer.replaceChildren(...nodes)
    folds.restore(open)
    answer.querySelector('.estimator-actions')?.removeAttribute('hidden')
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  }

  /** @param {State} state */
  function renderProblems({ refused }) {
    if (drawn.refused === refused) return
    drawn.refused = refused
    if (refused) form.refuse(refused)
    else form.clear()
  }

  /** Draw the status anew only where it differs: it is read aloud each time. @param {State} state */
  function renderStatus(state) {
    const kind = kindOf(state)
    const notes = [state.refused ? '' : state.note, state.unchecked ? texts.unchecked : ''].filter(Boolean)
    const key = kind || notes.join()
    if (drawn.status !== key) {
      drawn.status = key
      if (kind === 'loading') status.replaceChildren(paragraph(texts.queued), ...loading())
      else if (kind === 'calculating') status.replaceChildren(paragraph(texts.calculating))
      else if (kind === 'damaged') status.replaceChildren(paragraph(texts.damaged, 'estimator-failed'))
      else if (kind) status.replaceChildren(...failure(kind))
      else status.replaceChildren(...notes.map(note => paragraph(note)))
    }
    renderAdding(state)
    if (document.getElementById('estimate-progress')) renderProgress(state.progress)
  }

  /** Say below the table's answer what Python will add.  It is not read aloud. @param {State} state */
  function renderAdding(state) {
    const { looked, waiting, python, failure, damaged } = state
    const isAdding = Boolean(looked && waiting && python !== 'ready' && !failure && !damaged && answeredBy(state) !== 'python')
    if (drawn.adding === isAdding) return
    drawn.adding = isAdding
    adding.replaceChildren(...isAdding ? [paragraph(texts.adding), ...loading()] : [])
  }

  function loading() {
    return [
      nodeOf(['label', { for: 'estimate-progress' }, texts.loading]),
      nodeOf(['progress', { id: 'estimate-progress', value: '0', max: '1' }]),
      nodeOf(['span', { id: 'estimate-bytes', 'aria-hidden': 'true' }]),
    ]
  }

  /** @param {{loaded: number, total: number}} progress */
  function renderProgress({ loaded, total }) {
    if (!total) return
    const bar = /** @type {HTMLProgressElement} */ (byId('estimate-progress'))
    /** @param {number} bytes */
    const megabytes = bytes => (bytes / 1e6).toFixed(1)
    bar.max = total
    bar.value = loaded
    byId('estimate-bytes').textContent = loaded < total
      ? filled(texts.bytes, { loaded: megabytes(loaded), total: megabytes(total) }) : texts.starting
  }

  /** Return the sentence that says why there is no answer, and the button for another try. @param {string} kind */
  function failure(kind) {
    const isOld = kind === 'failed-outdated'
    const sentences = [
      nodeOf(['p', { class: 'estimator-failed', id: 'estimate-failed' }, isOld ? texts.outdated : texts[kind]]),
      ...isOld ? [] : [paragraph(texts.without)],
    ]
    if (kind === 'failed-browser') return sentences
    const button = nodeOf(['button', { type: 'button', id: 'estimate-retry', class: 'estimator-button' },
      isOld ? texts.reload : texts.retry])
    button.addEventListener('click', isOld ? () => location.reload() : retry)
    return [...sentences, button]
  }
}

/** Return whether the answer in full on the page is to the choice in the form. @param {State} state */
function isAnswered({ shown, choice }) {
  return shown.choice === choice
}

/** Return who has answered the choice in the form; what was built was answered at build time. @param {State} state */
function answeredBy(state) {
  if (state.damaged) return 'none'
  if (isAnswered(state) && state.shown.answer) return 'python'
  return state.looked || isAnswered(state) ? 'table' : 'none'
}

/** Return what the status is about, empty for nothing but notes. @param {State} state */
function kindOf({ damaged, failure, waiting, python, looked, byHand }) {
  if (damaged) return 'damaged'
  if (failure) return `failed-${failure}`
  if (!waiting) return ''
  if (python === 'ready') return byHand && !looked ? 'calculating' : ''
  return looked ? '' : 'loading'
}

/** @param {string} text @param {string} [name] of its class */
function paragraph(text, name = 'estimator-note') {
  return nodeOf(['p', { class: name }, text])
}

/**
 * Return what says a sentence, in an element that screen readers listen to: one after a pause, not each step on the way
 * to it.
 *
 * @param {HTMLElement} place
 * @returns {(text: string) => void} another sentence within the pause takes the place of the one before
 */
function newVoice(place) {
  let newest = place.textContent
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  return text => {
    if (text === newest) return
    newest = text
    clearTimeout(waiting)
    waiting = setTimeout(() => { place.textContent = newest }, text ? PAUSE : 0)
  }
}
