// @ts-check
// The form: pieces come and go, the choice is read into a request, problems are shown where they are.
// Fields are named as the paths of the estimate contract, so a problem names its field.
import { byId, filled, nodeOf } from './dom.js'
import { daysBetween, dayInWords, isDay, later, today } from './dates.js'
import { askReplating, fillPiece, materialIn, readPiece } from './piece.js'
import { newSymptoms } from './symptoms.js'

/**
 * @typedef {import('./types').Data} Data
 * @typedef {import('./types').Refused} Refused
 * @typedef {import('./link.js').Request} Request
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/**
 * Bring the form of the page to life.
 *
 * @param {Data} data
 * @param {(day: string) => string | undefined} inWords what the answer table calls a day
 */
export function newForm({ language, offer, texts }, inWords) {
  const form = /** @type {HTMLFormElement} */ (byId('estimate-form'))
  const pieces = byId('estimate-pieces')
  const errors = byId('estimate-errors')
  const note = byId('estimate-pieces-note')
  const add = /** @type {HTMLButtonElement} */ (byId('estimate-add'))
  const template = /** @type {HTMLElement} */ (pieces.children[0].cloneNode(true))
  template.removeAttribute('data-example')
  const symptoms = newSymptoms(form)
  const [asked, arrives] = ['asked', 'arrives'].map(name => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)))
  let askedToday = '' // the day it was when somebody asked as of today

  function arrange() {
    const all = [...pieces.children]
    all.forEach((piece, at) => {
      number(piece, at, texts.piece)
      piece.querySelector('[data-remove]')?.toggleAttribute('hidden', all.length < 2)
      askReplating(piece)
    })
    symptoms.show()
    const isFull = all.length >= offer.maxItems
    add.hidden = isFull
    say(isFull ? filled(texts.full, { n: offer.maxItems }) : '')
    const day = arrives.value
    byId('arrives-words').textContent = isDay(day) ? inWords(day) ?? dayInWords(day, language) : ''
  }

  /** Say beside the button what there is to say about the pieces; what is there already is not read aloud again. @param {string} text */
  function say(text) {
    if (note.textContent !== text) note.textContent = text
  }

  /** @param {import('./link.js').Item} item @param {number} at */
  function newPiece(item, at) {
    const piece = /** @type {HTMLElement} */ (template.cloneNode(true))
    number(piece, at, texts.piece) // before it joins: radio buttons of one name exclude each other
    fillPiece(piece, item)
    return piece
  }

  /** @param {Element} piece to go on with @param {string} text */
  function changed(piece, text) {
    form.dispatchEvent(new Event('change'))
    inputIn(piece)?.focus()
    say([text, note.textContent].filter(Boolean).join(' ')) // after the focus, whose field is read aloud first
  }

  add.addEventListener('click', () => {
    const piece = newPiece({ material: materialIn(template).value, services: {} }, pieces.children.length)
    pieces.append(piece)
    changed(piece, filled(texts.added, { n: pieces.children.length }))
  })

  pieces.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-remove]')
    const piece = button && button.closest('[data-piece]')
    if (!piece || pieces.children.length < 2) return
    const at = [...pieces.children].indexOf(piece)
    piece.remove()
    changed(pieces.children[Math.max(0, at - 1)], filled(texts.removed, { n: at + 1 }))
  })

  for (const change of ['change', 'input']) form.addEventListener(change, arrange)
  arrange()

  return {
    element: form,

    /** Let people use what needs this script. */
    enable() {
      for (const button of form.querySelectorAll('button')) button.disabled = false
      arrange()
    },

    /** Return the choice as a request, mistakes and all: Python names them. @returns {Request} */
    read() {
      const day = today()
      if (askedToday && asked.value === askedToday && day !== askedToday) { // it is past midnight
        asked.value = askedToday = arrives.min = day // only then: it empties a day that is half typed
      }
      return { asked: asked.value, arrives: arrives.value, items: [...pieces.children].map(readPiece) }
    },

    /** Choose in the first piece what a link of the page of symptoms names; return whether it does. @param {string} hash */
    chooseSymptom: hash => symptoms.follow(hash),

    /** Put a request that was read from a link into the form. @param {Request} request */
    fill(request) {
      asked.value = request.asked
      arrives.value = request.arrives
      pieces.replaceChildren(...request.items.map(newPiece))
      arrange()
    },

    /**
     * Ask as of today.  A day of arrival that has passed stays, as the answer asks about it; only that of the built
     * form moves.
     *
     * @param {string} day
     */
    ask(day) {
      if (!askedToday) arrives.value = later(day, daysBetween(asked.value, arrives.value))
      asked.value = askedToday = arrives.min = day
      arrange()
    },

    /** Remove all problems. */
    clear() {
      errors.hidden = true
      errors.replaceChildren()
      for (const text of form.querySelectorAll('.estimator-error')) text.remove()
      for (const wrong of form.querySelectorAll('[aria-invalid]')) {
        wrong.removeAttribute('aria-invalid')
        const rest = (wrong.getAttribute('aria-describedby') ?? '').split(' ').filter(id => !id.endsWith('-error'))
        if (rest.join('')) wrong.setAttribute('aria-describedby', rest.join(' '))
        else wrong.removeAttribute('aria-describedby')
      }
    },

    /** Show problems beside their fields and together, and bring the focus there. @param {Refused} refused */
    refuse({ nodes, problems }) {
      this.clear()
      for (const { field, text } of problems) mark(containerOf(field), text)
      errors.replaceChildren(...nodes)
      /** @type {NodeListOf<HTMLAnchorElement>} */
      const links = errors.querySelectorAll('a[data-for]')
      for (const link of links) lead(link, containerOf(link.dataset.for ?? ''))
      errors.hidden = false
      errors.focus()
    },
  }

  /** Return the element that contains the field at a path of the estimate contract. @param {string} path */
  function containerOf(path) {
    const name = CSS.escape(path)
    return form.querySelector(`[data-field="${name}"]`) ?? form.querySelector(`[name="${name}"]:not([type=hidden])`)
  }
}

/** Return the first field in a container. @param {Element | null} container @returns {Field | null} */
function inputIn(container) {
  const input = container?.matches('input, select') ? container : container?.querySelector('input, select')
  return /** @type {Field | null} */ (input ?? null)
}

/** Lead a link to a field. @param {HTMLAnchorElement} link @param {Element | null} container */
function lead(link, container) {
  const input = inputIn(container)
  if (!input) return
  link.href = `#${input.id}`
  link.addEventListener('click', event => {
    event.preventDefault() // the hash holds the choice
    input.focus()
  })
}

/** Show a problem beside its field. @param {Element | null} container @param {string} text */
function mark(container, text) {
  const input = inputIn(container)
  if (!container || !input) return
  const id = `${input.id}-error`
  const described = [input.getAttribute('aria-describedby'), id].filter(Boolean).join(' ')
  input.setAttribute('aria-invalid', 'true')
  input.setAttribute('aria-describedby', described)
  container.append(nodeOf(['p', { class: 'estimator-error', id }, text]))
}

/** Give a piece its number, in everything that names it. @param {Element} piece @param {number} at @param {string} title */
function number(piece, at, title) {
  const names = ['name', 'id', 'for', 'data-field', 'aria-describedby', 'aria-labelledby']
  for (const part of piece.querySelectorAll('*')) {
    for (const name of names) {
      const value = part.getAttribute(name)
      if (value) part.setAttribute(name, value.replace(/items\[\d+\]/g, `items[${at}]`).replace(/items-\d+-/g, `items-${at}-`))
    }
  }
  const legend = piece.querySelector('[data-piece-title]')
  if (legend) legend.textContent = filled(title, { n: at + 1 })
}
