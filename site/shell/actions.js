// @ts-check
// What the buttons of an answer do: copy its message or its link, save its days, print, use today's prices.
import { byId, nodeOf } from './dom.js'
import { writeLink } from './link.js'

const BREATH = 100 // milliseconds in which screen readers notice that the place for what is said has moved
const PATIENCE = 2000 // milliseconds for a browser to begin to print

/**
 * Make the buttons work, those of this answer and of all that follow.
 *
 * @param {import('./types').Data} data
 * @param {() => import('./types').Shown} shown the answer on the page and its choice
 * @param {() => void} renew
 */
export function newActions({ texts }, shown, renew) {
  /** @type {Record<string, () => void>} */
  const actions = {
    'estimate-copy': () => copy(message().defaultValue, texts.copied),
    'estimate-link': () => copy(new URL(writeLink(JSON.parse(shown().choice)), location.href).href, texts.linked),
    'estimate-calendar': () => {
      const calendar = shown().answer?.calendar
      if (calendar) save(calendar)
      say(texts.saved)
    },
    'estimate-print': print,
    'estimate-renew': renew,
  }
  let pressed = byId('estimate-answer')
  byId('estimate-answer').addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button')
    if (!button || !actions[button.id]) return
    pressed = button
    actions[button.id]()
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

  /** Say just behind the button what it did. @param {string} text */
  function say(text) {
    const place = byId('estimate-action')
    place.textContent = ''
    pressed.after(place)
    setTimeout(() => { place.textContent = text }, BREATH)
  }

  /** Print, and say where nothing happens: browsers inside other apps cannot. */
  function print() {
    say('')
    if (!window.print) return say(texts['not-printed'])
    const late = setTimeout(() => say(texts['not-printed']), PATIENCE)
    window.addEventListener('beforeprint', () => clearTimeout(late), { once: true })
    window.print()
  }
}

function message() {
  return /** @type {HTMLTextAreaElement} */ (byId('estimate-message'))
}

/** @param {{name: string, text: string}} file */
function save({ name, text }) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }))
  nodeOf(['a', { href: url, download: name }]).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
