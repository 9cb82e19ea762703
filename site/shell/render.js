// @ts-check
// Draws the state of the page: the answer and whether it is old, problems of the form, and the status between them.
import { byId, filled, nodeOf } from './dom.js'

/** @typedef {import('./types').State} State */

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
  const answer = byId('estimate-answer')
  /** @type {{shown: unknown, refused: unknown, status: unknown}} */
  const drawn = { shown: null, refused: null, status: '' }

  return state => {
    document.documentElement.dataset.estimator = state.failure ? 'failed' : state.python
    renderAnswer(state)
    renderProblems(state)
    renderStatus(state)
  }

  /** @param {State} state */
  function renderAnswer({ shown, choice, damaged }) {
    if (shown.answer && drawn.shown !== shown) {
      drawn.shown = shown
      answer.replaceChildren(...shown.nodes)
      answer.querySelector('.estimator-actions')?.removeAttribute('hidden')
    }
    byId('estimate-example').hidden = damaged || shown.answer !== null
    answer.hidden = damaged
    answer.toggleAttribute('data-changed', shown.choice !== choice)
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
    const old = !state.refused && state.shown.choice !== state.choice
    const key = [kind, ...(kind ? [] : [state.note, old, state.unchecked])].join()
    if (drawn.status !== key) {
      drawn.status = key
      if (kind === 'loading') status.replaceChildren(...loading())
      else if (kind === 'calculating') status.replaceChildren(paragraph(texts.calculating))
      else if (kind === 'damaged') status.replaceChildren(paragraph(texts.damaged, 'estimator-failed'))
      else if (kind) status.replaceChildren(...failure(kind))
      else status.replaceChildren(...notes(state, old))
    }
    if (kind === 'loading') renderProgress(state.progress)
  }

  /** @param {State} state @param {boolean} old */
  function notes({ note, shown, unchecked }, old) {
    const isAnnouncement = note === shown.answer?.announcement
    const said = [note, old && !isAnnouncement ? texts.old : '', unchecked ? texts.unchecked : '']
    return said.filter(Boolean).map(text => paragraph(text, text === note && isAnnouncement ? 'estimator-announcement' : 'estimator-note'))
  }

  function loading() {
    return [
      paragraph(texts.queued),
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
    const sentence = nodeOf(['p', { class: 'estimator-failed', id: 'estimate-failed' }, isOld ? texts.outdated : texts[kind]])
    if (kind === 'failed-browser') return [sentence]
    const button = nodeOf(['button', { type: 'button', id: 'estimate-retry', class: 'estimator-button' },
      isOld ? texts.reload : texts.retry])
    button.addEventListener('click', isOld ? () => location.reload() : retry)
    return [sentence, button]
  }
}

/** Return what the status is about, empty for nothing but notes. @param {State} state */
function kindOf({ damaged, failure, waiting, python }) {
  if (damaged) return 'damaged'
  if (failure) return `failed-${failure}`
  if (!waiting) return ''
  return python === 'ready' ? 'calculating' : 'loading'
}

/** @param {string} text @param {string} [name] of its class */
function paragraph(text, name = 'estimator-note') {
  return nodeOf(['p', { class: name }, text])
}
