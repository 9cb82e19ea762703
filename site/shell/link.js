// @ts-check
// The choice as a hash, for a link: #check=…&asked=…&arrives=…&piece=material,replating,service,service:count
// A server never sees it.  A link is read in full or not at all: it never shows another choice than it was
// written for, and no text passes through.
import { isDay } from './dates.js'

/**
 * @typedef {{material: string, replating?: string, services: Record<string, number | string>}} Item
 * @typedef {{asked: string, arrives: string, items: Item[]}} Request
 * @typedef {import('./types').Offer} Offer
 */

const LONGEST = 20_000
const NAMES = ['check', 'asked', 'arrives', 'piece']
const CHECKED = /^check=(\w*)&(.*)$/

/**
 * Return the request in a hash; null if the hash is about something else, `damaged` if a part of the request is missing.
 *
 * @param {string} hash
 * @param {Offer} offer
 * @param {{asked: string, arrives: string}} days where the link has none, as those that pages are written with
 * @returns {Request | 'damaged' | null}
 */
export function readLink(hash, offer, days) {
  const text = decoded(hash)
  if (!NAMES.some(name => text.startsWith(`${name}=`) || (text && name.startsWith(text)))) return null
  if (hash.length > LONGEST) return 'damaged'
  const [, check, rest] = CHECKED.exec(text) ?? [undefined, undefined, text]
  if (check !== undefined && check !== checksum(rest)) return 'damaged'
  return readChoice(rest, offer, days, check !== undefined) ?? 'damaged'
}

/** Return whether a hash begins with a check.  Without one, a link that is cut between two parts cannot be told from a whole one. @param {string} hash */
export function hasCheck(hash) {
  return CHECKED.test(decoded(hash))
}

/** Return whether Python can answer a request: each piece has work, and a day of arrival is chosen. @param {Request} request */
export function isComplete({ arrives, items }) {
  return isDay(arrives) && items.every(({ services }) => Object.keys(services).length)
}

/** Return the hash of a request; counts that are no numbers are left out. @param {Request} request */
export function writeLink({ asked, arrives, items }) {
  const pieces = items.map(({ material, replating = 'not-sure', services }) => {
    const works = Object.entries(services).filter(([, n]) => /^\d{1,3}$/.test(String(n)))
      .map(([code, n]) => (n === 1 ? code : `${code}:${n}`))
    return `piece=${[material, replating, ...works].join(',')}`
  })
  const text = [`asked=${asked}`, `arrives=${arrives}`, ...pieces].join('&')
  return `#check=${checksum(text)}&${text}` // first, so that it stays where the end of a link is cut off
}

/** Return a hash as it was written, before programs for mail escaped it. @param {string} hash */
function decoded(hash) {
  const text = hash.replace(/^#/, '').replaceAll('&amp;', '&')
  try {
    return decodeURIComponent(text).replaceAll('&amp;', '&')
  } catch {
    return text // half a sign: the link is cut there
  }
}

/**
 * @param {string} text
 * @param {Offer} offer
 * @param {{asked: string, arrives: string}} days
 * @param {boolean} checked whether it is as it was written; only then it may be a choice that is not complete
 * @returns {Request | null}
 */
function readChoice(text, offer, days, checked) {
  const fields = text.split('&').map(part => part.split('='))
  if (fields.some(field => field.length !== 2 || !NAMES.includes(field[0]))) return null
  const [checks, askings, arrivals, pieces] = NAMES.map(name => fields.filter(([key]) => key === name).map(([, value]) => value))
  const [asked = days.asked] = askings
  const [arrives = text.startsWith('piece=') ? days.arrives : ''] = arrivals
  const items = pieces.map(piece => readPiece(piece, offer, checked))
  if (checks.length || askings.length > 1 || arrivals.length > 1 || !items.length || items.length > offer.maxItems) return null
  if (!isDay(asked) || asked < offer.firstDay || asked > offer.lastDay) return null
  if (!isDay(arrives) && !(checked && !arrives)) return null
  const read = items.filter(item => item !== null)
  return read.length === items.length ? { asked, arrives, items: read } : null
}

/** @param {string} text @param {Offer} offer @param {boolean} checked @returns {Item | null} */
function readPiece(text, offer, checked) {
  const [material, replating, ...works] = text.split(',')
  if (!offer.materials.includes(material) || !offer.replating.includes(replating)) return null
  /** @type {Record<string, number>} */
  const services = {}
  for (const work of works) {
    const [code, count = '1', ...more] = work.split(':')
    const most = Object.hasOwn(offer.services, code) ? offer.services[code] : 0
    const isCount = /^[1-9]\d{0,2}$/.test(count) && (checked || Number(count) <= most)
    if (!most || !isCount || more.length || Object.hasOwn(services, code)) return null
    services[code] = Number(count)
  }
  return works.length || checked ? { material, replating, services } : null
}

/** Return a short sum of a text (FNV-1a), which any change of the text changes. @param {string} text */
function checksum(text) {
  let sum = 0x811c9dc5
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (sum >>> 0).toString(36)
}
