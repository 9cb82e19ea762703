// @ts-check
// What happened to a piece: a picture that is chosen ticks the services that answer it, and its material.
// Nothing is remembered: whether a picture counts as chosen follows from the fields of its piece.
import { materialIn, setCount, worksIn } from './piece.js'

const LINK = /^#what=([a-z0-9-]+)$/

/** Bring the pictures of a form to life. @param {HTMLElement} form */
export function newSymptoms(form) {
  form.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-symptom]')
    if (button instanceof HTMLButtonElement) press(button, !isChosen(button))
  })
  for (const change of ['change', 'input']) form.addEventListener(change, event => {
    if (event.target instanceof Element) event.target.closest('[data-example]')?.removeAttribute('data-example')
  })
  const buttons = () => [.../** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll('[data-symptom]'))]
  return {
    /** Show which pictures agree with the form. */
    show() {
      for (const button of buttons()) button.setAttribute('aria-pressed', String(isChosen(button)))
    },

    /** Choose what a link of the page of symptoms names; return whether it does. @param {string} hash */
    follow(hash) {
      const code = LINK.exec(hash)?.[1]
      const button = buttons().find(one => one.dataset.symptom === code)
      if (!code || !button) return false
      pieceOf(button).setAttribute('data-example', '')
      press(button, true)
      return true
    },
  }
}

/** Tick what answers a symptom, or take it back; the example that the page is built with goes first. @param {HTMLButtonElement} button @param {boolean} chosen */
function press(button, chosen) {
  const piece = pieceOf(button)
  const fields = fieldsOf(button)
  if (piece.hasAttribute('data-example')) for (const [, field] of worksIn(piece)) setCount(field, 0)
  for (const field of fields) setCount(field, chosen ? field.value || 1 : 0)
  if (chosen && button.dataset.material) materialIn(piece).value = button.dataset.material
  piece.removeAttribute('data-example')
  fields[0]?.dispatchEvent(new Event('change', { bubbles: true }))
}

/** @param {HTMLButtonElement} button */
function isChosen(button) {
  const { material } = button.dataset
  return fieldsOf(button).every(field => field.type === 'checkbox' ? field.checked : Boolean(field.value)) &&
    (!material || materialIn(pieceOf(button)).value === material)
}

/** @param {HTMLButtonElement} button */
function fieldsOf(button) {
  const codes = button.dataset.services?.split(' ') ?? []
  return worksIn(pieceOf(button)).filter(([code]) => codes.includes(code)).map(([, field]) => field)
}

/** @param {HTMLButtonElement} button */
function pieceOf(button) {
  return /** @type {HTMLElement} */ (button.closest('[data-piece]'))
}
