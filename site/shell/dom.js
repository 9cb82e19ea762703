// @ts-check
// Nodes from trees of plain values: names and attributes from a list, text as text, nothing is ever parsed as HTML.

/**
 * @typedef {import('./types').Tree} Tree
 * @typedef {import('./types').Element} Element
 */

const SVG = 'http://www.w3.org/2000/svg'
const SHAPES = new Set(['svg', 'rect', 'line', 'path', 'text'])
const NAMES = new Set([...SHAPES,
  'a', 'br', 'button', 'code', 'details', 'div', 'figure', 'h2', 'h3', 'h4', 'label', 'li', 'ol', 'p', 'progress', 'small',
  'span', 'strong', 'summary', 'table', 'tbody', 'td', 'textarea', 'tfoot', 'th', 'thead', 'time', 'tr', 'ul',
])
const ATTRIBUTES = new Set([
  'aria-describedby', 'aria-hidden', 'aria-label', 'aria-labelledby', 'class', 'colspan', 'd', 'data-for', 'datetime',
  'download', 'for', 'height', 'hidden', 'href', 'id', 'max', 'open', 'readonly', 'role', 'rows', 'scope', 'tabindex',
  'text-anchor', 'type', 'value', 'viewBox', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2',
])
const ADDRESS = /^(mailto:|blob:|#|\.{1,2}\/)/

/** Return the nodes of trees. @param {Tree[]} trees @returns {Node[]} */
export function nodesOf(trees) {
  return trees.map(tree => (typeof tree === 'string' ? new Text(tree) : nodeOf(tree)))
}

/** Return the node of an element. @param {Element} tree @returns {HTMLElement} */
export function nodeOf([name, attributes, ...children]) {
  if (!NAMES.has(name)) throw new Error(`an answer has no <${name}>`)
  const node = SHAPES.has(name) ? document.createElementNS(SVG, name) : document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(key) || (key === 'href' && !ADDRESS.test(value))) throw new Error(`an answer has no ${key}="${value}"`)
    node.setAttribute(key, value)
  }
  node.append(...nodesOf(children))
  return /** @type {HTMLElement} */ (node) // what is asked of it, shapes have too
}

/** Return the element with this id, which the page must have. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}

/** Return `text` with each {name} replaced. @param {string} text @param {Record<string, unknown>} values */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (field, name) => (name in values ? String(values[name]) : field))
}
