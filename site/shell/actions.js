// @ts-check
// What the buttons of an answer do: copy its message or its link, save its days, print, use today's prices.
import { byId, nodeOf } from './dom.js'
import { writeLink } from './link.js'
import { drawCode, loadLibrary } from './slip.js'

const BREATH = 100 // milliseconds in which screen readers notice that the place for what is said has moved
const PATIENCE = 2000 // milliseconds for a browser to begin to print
const INSIDE_AN_APP = /\b(Line|FBA[NV]|Instagram|Twitter|MicroMessenger)\b|; wv\)/ // these drop files without a word

/**
 * Make the buttons work, those of this answer and of all that follow.
 *
 * @param {import('./types').Data} data
 * @param {() => import('./types').Shown} shown the answer on the page and its choice
 * @param {() => void} renew
 */
export function newActions({ texts }, shown, renew) {
  /** @type {Record<string, (button: Element) => void>} */
  const actions = {
    'estimate-copy': button => copy(button, message().defaultValue, texts.copied),
    'estimate-link': button => copy(button, new URL(writeLink(JSON.parse(shown().choice)), location.href).href, texts.linked),
    'estimate-calendar': button => {
      const calendar = shown().answer?.calendar
      if (INSIDE_AN_APP.test(navigator.userAgent)) return instead(button, texts['not-saved'])
      if (calendar) save(calendar)
      say(button, texts.saved)
    },
    'estimate-print': print,
    'estimate-renew': renew,
  }
  byId('estimate-answer').addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('button')
    if (button) actions[button.id]?.(button)
  })
  addEventListener('beforeprint', () => drawCode(byId('estimate-answer')))

  /** @param {Element} button @param {string} text @param {string} done */
  async function copy(button, text, done) {
    try {
      await navigator.clipboard.writeText(text)
      say(button, done)
    } catch {
      instead(button, texts['not-copied'], text)
    }
  }

  /** Show the text to be copied by hand instead. @param {Element} button @param {string} why @param {string} text */
  function instead(button, why, text = message().defaultValue) {
    const area = message()
    area.closest('details')?.setAttribute('open', '')
    area.value = text
    area.focus()
    area.select()
    say(button, why)
  }

  /** Say just behind a button what it did. @param {Element} button @param {string} text */
  function say(button, text) {
    const place = byId('estimate-action')
    place.textContent = ''
    button.after(place)
    setTimeout(() => { place.textContent = text }, BREATH)
  }

  /** Print, and say where nothing happens: browsers inside other apps cannot. @param {Element} button */
  async function print(button) {
    say(button, '')
    if (!window.print) return instead(button, texts['not-printed'])
    await loadLibrary()
    const late = setTimeout(() => instead(button, texts['not-printed']), PATIENCE)
    addEventListener('beforeprint', () => clearTimeout(late), { once: true })
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
