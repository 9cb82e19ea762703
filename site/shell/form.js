// @ts-check
// The form: pieces come and go, the choice is read into a request, problems are shown where they are.
// Fields are named as the paths of the estimate contract, so a problem names its field.
import { element, byId } from './dom.js'
import { isDay } from './dates.js'
import { dayInWords, filled } from './words.js'

/**
 * @typedef {import('./types').Data} Data
 * @typedef {import('./types').Problem} Problem
 * @typedef {import('./link.js').Request} Request
 * @typedef {import('./link.js').Item} Item
 * @typedef {import('./words.js').Words} Words
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

/**
 * Bring the form of the page to life.
 *
 * @param {Data} data
 * @param {Words} words
 * @param {(text: string) => void} say
 */
export function newForm(data, words, say) {
  const form = /** @type {HTMLFormElement} */ (byId('estimate-form'))
  const pieces = byId('estimate-pieces')
  const errors = byId('estimate-errors')
  const add = /** @type {HTMLButtonElement} */ (byId('estimate-add'))
  const template = /** @type {HTMLElement} */ (pieces.children[0].cloneNode(true))
  const asked = field('asked')
  const arrives = field('arrives')

  /** @param {string} name @returns {Field} */
  function field(name) {
    return /** @type {Field} */ (form.elements.namedItem(name))
  }

  function arrange() {
    const all = [...pieces.children]
    all.forEach((piece, at) => number(piece, at, words))
    for (const piece of all) piece.querySelector('[data-remove]')?.toggleAttribute('hidden', all.length < 2)
    all.forEach((piece, at) => askReplating(piece, at))
    add.hidden = all.length >= data.maxItems
    const day = arrives.value
    byId('arrives-words').textContent = isDay(day) ? dayInWords(day, data.language) : ''
  }

  function addPiece() {
    const piece = /** @type {HTMLElement} */ (template.cloneNode(true))
    fillPiece(piece, 0, { material: partOf(piece, 0, 'material')[0].value, services: {} })
    number(piece, pieces.children.length, words) // before it joins: radio buttons of one name exclude each other
    pieces.append(piece)
    arrange()
  }

  add.addEventListener('click', () => {
    addPiece()
    const count = pieces.children.length
    const last = pieces.children[count - 1]
    say(count < data.maxItems ? filled(words.added, { n: count }) : filled(words.full, { n: count }))
    enter(last)
    form.dispatchEvent(new Event('change'))
  })

  pieces.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-remove]')
    const piece = button && button.closest('[data-piece]')
    if (!piece || pieces.children.length < 2) return
    const at = [...pieces.children].indexOf(piece)
    piece.remove()
    arrange()
    say(filled(words.removed, { n: at + 1 }))
    enter(pieces.children[Math.max(0, at - 1)])
    form.dispatchEvent(new Event('change'))
  })

  form.addEventListener('change', arrange)
  form.addEventListener('input', event => {
    if (event.target === arrives) arrange()
  })
  arrange()

  return {
    form,

    /** Return the choice as a request, mistakes and all: Python names them. @returns {Request} */
    read() {
      const items = [...pieces.children].map((piece, at) => readPiece(piece, at))
      return { asked: asked.value, arrives: arrives.value, items }
    },

    /** Put a request that was read from a link into the form. @param {Request} request */
    fill(request) {
      asked.value = request.asked
      arrives.value = request.arrives
      pieces.replaceChildren(...request.items.map(() => template.cloneNode(true)))
      arrange()
      request.items.forEach((item, at) => fillPiece(pieces.children[at], at, item))
      arrange()
    },

    /** Set the day of the enquiry; a day of arrival before it moves there. @param {string} day */
    ask(day) {
      asked.value = day
      if (isDay(arrives.value) && arrives.value < day) arrives.value = day
      arrange()
    },

    /** Forget the problems shown. */
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

    /** Show problems beside their fields and together, and bring the focus there. @param {Problem[]} problems */
    refuse(problems) {
      this.clear()
      const links = problems.map(problem => {
        const text = problemText(problem, data, words)
        const place = placeOf(problem.field, form)
        const input = place?.matches('input, select') ? place : place?.querySelector('input, select')
        const named = place && nameOf(place, pieces)
        if (!place || !input) return element('li', {}, text)
        mark(place, input, text, words)
        const link = element('a', { href: `#${input.id}` }, named ? `${named}: ${text}` : text)
        link.addEventListener('click', event => {
          event.preventDefault() // the hash holds the choice
          enter(place)
        })
        return element('li', {}, link)
      })
      errors.replaceChildren(
        element('h2', { class: 'estimator-errors-title' }, words.errors), element('ul', {}, ...links))
      errors.hidden = false
      errors.focus()
    },
  }
}

/** Bring the focus to the first field. @param {Element} place */
function enter(place) {
  const field = place.matches('input, select') ? place : place.querySelector('input, select')
  if (field instanceof HTMLElement) field.focus()
}

/** Give a piece its number, in everything that names it. @param {Element} piece @param {number} at @param {Words} words */
function number(piece, at, words) {
  const names = ['name', 'id', 'for', 'data-field', 'aria-describedby', 'aria-labelledby']
  for (const part of piece.querySelectorAll('*')) {
    for (const name of names) {
      const value = part.getAttribute(name)
      if (value) part.setAttribute(name, value.replace(/items\[\d+\]/g, `items[${at}]`).replace(/items-\d+-/g, `items-${at}-`))
    }
  }
  const title = piece.querySelector('[data-piece-title]')
  if (title) title.textContent = filled(words.pieceTitle, { n: at + 1 })
}

/** Ask about re-plating only where the answer can count. @param {Element} piece @param {number} at */
function askReplating(piece, at) {
  const question = piece.querySelector('[data-materials]')
  const material = partOf(piece, at, 'material')[0]?.value
  question?.toggleAttribute('hidden', !question.getAttribute('data-materials')?.split(' ').includes(material))
}

/** @param {Element} piece @param {number} at @param {string} key @returns {Field[]} */
function partOf(piece, at, key) {
  return [...piece.querySelectorAll(`[name="items[${at}].${key}"]`)].map(part => /** @type {Field} */ (part))
}

/** @param {Element} piece @param {number} at @returns {Item} */
function readPiece(piece, at) {
  const question = piece.querySelector('[data-materials]')
  const answer = /** @type {HTMLInputElement[]} */ (partOf(piece, at, 'replating')).find(({ checked }) => checked)
  return {
    material: partOf(piece, at, 'material')[0].value,
    ...(answer && !question?.hasAttribute('hidden') && { replating: answer.value }),
    services: Object.fromEntries(works(piece, at).map(([code, input]) => [code, countIn(input)])
      .filter(([, count]) => count)),
  }
}

/** @param {Element} piece @param {number} at @returns {[string, HTMLInputElement][]} */
function works(piece, at) {
  const start = `items[${at}].services.`
  const inputs = /** @type {HTMLInputElement[]} */ ([...piece.querySelectorAll(`[name^="${start}"]`)])
  return inputs.map(input => [input.name.slice(start.length), input])
}

/** Return the count, 0 for none; what is no number stays as it is written. @param {HTMLInputElement} input */
function countIn(input) {
  if (input.type === 'checkbox') return input.checked ? 1 : 0
  const text = input.value.normalize('NFKC').trim()
  return /^\d*$/.test(text) ? Number(text) : text
}

/** @param {Element} piece @param {number} at @param {Item} item */
function fillPiece(piece, at, { material, replating = 'not-sure', services }) {
  partOf(piece, at, 'material')[0].value = material
  for (const radio of /** @type {HTMLInputElement[]} */ (partOf(piece, at, 'replating'))) {
    radio.checked = radio.value === replating
  }
  for (const [code, input] of works(piece, at)) {
    const count = services[code] ?? 0
    if (input.type === 'checkbox') input.checked = Boolean(count)
    else input.value = count ? String(count) : ''
  }
}

/** @param {Problem} problem @param {Data} data @param {Words} words */
function problemText({ field, code }, data, words) {
  const text = words.problems[/** @type {keyof Words['problems']} */ (code)] ?? words.otherProblem
  const service = data.services[field.split('.').pop() ?? '']
  return filled(text, {
    most: service?.most ?? '',
    first: dayInWords(data.calendar.first, data.language),
    last: dayInWords(data.calendar.last, data.language),
  })
}

/** @param {string} path @param {HTMLFormElement} form */
function placeOf(path, form) {
  const wanted = path === 'asked' ? 'arrives' : path
  return form.querySelector(`[data-field="${CSS.escape(wanted)}"]`)
    ?? form.querySelector(`[name="${CSS.escape(wanted)}"]`)
}

/** Return what a person calls a field: the piece, where there are several, and its label. @param {Element} place @param {Element} pieces */
function nameOf(place, pieces) {
  const label = place.querySelector('legend, label')?.textContent?.trim()
  const piece = pieces.children.length > 1 && place.closest('[data-piece]')
  const title = piece && piece.querySelector('[data-piece-title]')?.textContent
  return [title, label].filter(Boolean).join(', ')
}

/** @param {Element} place @param {Element} input @param {string} text @param {Words} words */
function mark(place, input, text, words) {
  const id = `${input.id}-error`
  const described = [input.getAttribute('aria-describedby'), id].filter(Boolean).join(' ')
  input.setAttribute('aria-invalid', 'true')
  input.setAttribute('aria-describedby', described)
  place.append(element('p', { class: 'estimator-error', id }, filled(words.error, { text })))
}
