// @ts-check
// Elements with text: nothing a person or a link wrote is ever parsed as HTML.

const SVG = 'http://www.w3.org/2000/svg'

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Return an element.  Attributes that are null or false are left out, true is written empty.
 *
 * @param {string} name
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  return /** @type {HTMLElement} */ (filledIn(document.createElement(name), attributes, children))
}

/**
 * Return an element of a picture.
 *
 * @param {string} name
 * @param {Record<string, string | number | boolean | null>} [attributes]
 * @param {...(Child | Child[])} children
 */
export function shape(name, attributes = {}, ...children) {
  return filledIn(document.createElementNS(SVG, name), attributes, children)
}

/**
 * @param {Element} made
 * @param {Record<string, string | number | boolean | null>} attributes
 * @param {(Child | Child[])[]} children
 */
function filledIn(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : String(value))
  }
  for (const child of children.flat()) if (child) made.append(child)
  return made
}

/** Return the element with this id, which the page must have. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}
