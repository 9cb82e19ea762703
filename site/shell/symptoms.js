// @ts-check
// What happened to a piece: a picture that is chosen ticks the services that answer it, and its material.
// Nothing is remembered: whether a picture counts as chosen follows from the fields of its piece.

const LINK = /^#what=([a-z0-9-]+)$/

/**
 * Bring the pictures of a form to life.
 *
 * @param {HTMLElement} form
 */
export function newSymptoms(form) {
  form.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-symptom]')
    if (button instanceof HTMLButtonElement) press(button, !isChosen(button))
  })
  for (const change of ['change', 'input']) form.addEventListener(change, event => {
    if (event.target instanceof Element) event.target.closest('[data-example]')?.removeAttribute('data-example')
  })
  return {
    /** Show which pictures agree with the form. */
    show() {
      for (const button of buttonsIn(form)) button.setAttribute('aria-pressed', String(isChosen(button)))
    },

    /** Choose what a link of the page of symptoms names; return whether it does. @param {string} hash */
    follow(hash) {
      const code = LINK.exec(hash)?.[1]
      const button = buttonsIn(form).find(one => one.dataset.symptom === code)
      const piece = button?.closest('[data-piece]')
      if (!code || !button || !piece) return false
      piece.setAttribute('data-example', '')
      press(button, true)
      return true
    },
  }
}

/** @param {HTMLElement} form @returns {HTMLButtonElement[]} */
function buttonsIn(form) {
  return [...form.querySelectorAll('[data-symptom]')].map(button => /** @type {HTMLButtonElement} */ (button))
}

/** Tick what answers a symptom, or take it back; the example that the page is built with goes first. @param {HTMLButtonElement} button @param {boolean} chosen */
function press(button, chosen) {
  const piece = /** @type {HTMLElement} */ (button.closest('[data-piece]'))
  if (piece.hasAttribute('data-example')) for (const field of worksIn(piece)) set(field, false)
  for (const field of fieldsOf(button)) set(field, chosen)
  const material = materialIn(piece)
  if (chosen && button.dataset.material && material) material.value = button.dataset.material
  piece.removeAttribute('data-example')
  fieldsOf(button)[0]?.dispatchEvent(new Event('change', { bubbles: true }))
}

/** @param {HTMLButtonElement} button */
function isChosen(button) {
  const piece = /** @type {HTMLElement} */ (button.closest('[data-piece]'))
  const { material } = button.dataset
  return fieldsOf(button).every(field => field.type === 'checkbox' ? field.checked : Boolean(field.value)) &&
    (!material || materialIn(piece)?.value === material)
}

/** @param {HTMLButtonElement} button */
function fieldsOf(button) {
  const codes = button.dataset.services?.split(' ') ?? []
  return worksIn(/** @type {HTMLElement} */ (button.closest('[data-piece]')))
    .filter(field => codes.includes(field.name.split('.').pop() ?? ''))
}

/** @param {Element} piece */
function worksIn(piece) {
  return [...piece.querySelectorAll('input[name*=".services."]')].map(field => /** @type {HTMLInputElement} */ (field))
}

/** @param {Element} piece @returns {HTMLSelectElement | null} */
function materialIn(piece) {
  return piece.querySelector('select[name$=".material"]')
}

/** @param {HTMLInputElement} field @param {boolean} chosen */
function set(field, chosen) {
  if (field.type === 'checkbox') field.checked = chosen
  else field.value = chosen ? field.value || '1' : ''
}
