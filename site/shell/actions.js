// @ts-check
// What the buttons of an answer do: copy its message or its link, save its days, print, use today's prices.
import { byId, nodeOf } from './dom.js'

/**
 * Make the buttons work, those of this answer and of all that follow.
 *
 * @param {import('./types').Data} data
 * @param {() => import('./types').Estimate | null} answer on the page
 * @param {() => void} renew
 */
export function newActions({ texts }, answer, renew) {
  /** @type {Record<string, () => void>} */
  const actions = {
    'estimate-copy': () => copy(message().value, texts.copied),
    'estimate-link': () => copy(location.href, texts.linked),
    'estimate-calendar': () => {
      const calendar = answer()?.calendar
      if (calendar) save(calendar)
      say(texts.saved)
    },
    'estimate-print': () => window.print(),
    'estimate-renew': renew,
  }
  byId('estimate-answer').addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button')
    if (button) actions[button.id]?.()
  })

  /** @param {string} text @param {string} done */
  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text)
      say(done)
    } catch {
      const area = message()
      area.closest('details')?.setAttribute('open', '')
      area.value = text
      area.focus()
      area.select()
      say(texts['not-copied'])
    }
  }
}

function message() {
  return /** @type {HTMLTextAreaElement} */ (byId('estimate-message'))
}

/** Say beside the buttons what one of them did. @param {string} text */
function say(text) {
  byId('estimate-action').textContent = text
}

/** @param {{name: string, text: string}} file */
function save({ name, text }) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }))
  nodeOf(['a', { href: url, download: name }]).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
