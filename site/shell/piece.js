// @ts-check
// The fields of one piece: what it is of, whether it is plated anew, what is done to it.  They are found by the end of their
// names, as its number is in the rest.

/** @typedef {import('./link.js').Item} Item */

/** @param {Element} piece @returns {HTMLSelectElement} */
export function materialIn(piece) {
  return /** @type {HTMLSelectElement} */ (piece.querySelector('[name$=".material"]'))
}

/** Return the fields of the work on a piece, with the codes of the services. @param {Element} piece @returns {[string, HTMLInputElement][]} */
export function worksIn(piece) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (piece.querySelectorAll('[name*=".services."]'))
  return [...fields].map(field => [field.name.split('.').at(-1) ?? '', field])
}

/** @param {Element} piece */
function replatingsIn(piece) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (piece.querySelectorAll('[name$=".replating"]'))]
}

/** Ask about re-plating only where the answer can count. @param {Element} piece */
export function askReplating(piece) {
  const question = piece.querySelector('[data-materials]')
  question?.toggleAttribute('hidden', !question.getAttribute('data-materials')?.split(' ').includes(materialIn(piece).value))
}

/** @param {Element} piece @returns {Item} */
export function readPiece(piece) {
  const answer = replatingsIn(piece).find(({ checked }) => checked)
  return {
    material: materialIn(piece).value,
    ...(answer && !answer.closest('[data-materials][hidden]') && { replating: answer.value }),
    services: Object.fromEntries(worksIn(piece).map(([code, field]) => [code, countIn(field)]).filter(([, count]) => count)),
  }
}

/** Return the count, 0 for none; what is no number stays as it is written. @param {HTMLInputElement} field */
function countIn(field) {
  if (field.type === 'checkbox') return field.checked ? 1 : 0
  const text = field.value.normalize('NFKC').trim()
  return /^\d*$/.test(text) ? Number(text) : text
}

/** @param {Element} piece @param {Item} item */
export function fillPiece(piece, { material, replating = 'not-sure', services }) {
  materialIn(piece).value = material
  for (const radio of replatingsIn(piece)) radio.checked = radio.value === replating
  for (const [code, field] of worksIn(piece)) setCount(field, services[code] ?? 0)
}

/** @param {HTMLInputElement} field @param {number | string} count */
export function setCount(field, count) {
  if (field.type === 'checkbox') field.checked = Boolean(count)
  else field.value = count ? String(count) : ''
}
