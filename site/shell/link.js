// @ts-check
// The choice as a hash, for a link: #asked=…&arrives=…&piece=material,replating,service,service:count
// A server never sees it.  What the form does not offer is dropped, so no text passes through.
import { isDay } from './dates.js'

/**
 * @typedef {{material: string, replating?: string, services: Record<string, number | string>}} Item
 * @typedef {{asked: string, arrives: string, items: Item[]}} Request
 * @typedef {{materials: string[], replating: string[], services: Record<string, number>, maxItems: number}} Offer
 *   services: the largest count of each
 */

const LONGEST = 20_000

/**
 * Return the request in a hash; null if it holds no piece or no day of arrival.
 *
 * @param {string} hash
 * @param {Offer} offer
 * @param {string} today the day it was asked, where the link does not say
 * @returns {Request | null}
 */
export function readLink(hash, offer, today) {
  if (hash.length > LONGEST) return null
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const days = ['asked', 'arrives'].map(name => fields.get(name) ?? '')
  const [asked, arrives] = days.map(day => (isDay(day) ? day : ''))
  const items = fields.getAll('piece').slice(0, offer.maxItems)
    .map(text => readPiece(text, offer)).filter(item => item !== null)
  return arrives && items.length ? { asked: asked || today, arrives, items } : null
}

/** @param {string} text @param {Offer} offer @returns {Item | null} */
function readPiece(text, offer) {
  const [material, replating, ...works] = text.split(',')
  if (!offer.materials.includes(material) || !offer.replating.includes(replating)) return null
  /** @type {Record<string, number>} */
  const services = {}
  for (const work of works) {
    const [code, count = '1'] = work.split(':')
    const most = Object.hasOwn(offer.services, code) ? offer.services[code] : 0
    if (/^[1-9]\d?\d?$/.test(count) && Number(count) <= most) services[code] = Number(count)
  }
  return { material, replating, services }
}

/** Return the hash of a request. @param {Request} request */
export function writeLink({ asked, arrives, items }) {
  const pieces = items.map(({ material, replating = 'not-sure', services }) => {
    const works = Object.entries(services).map(([code, n]) => (n === 1 ? code : `${code}:${n}`))
    return `piece=${[material, replating, ...works].join(',')}`
  })
  return `#${[`asked=${asked}`, `arrives=${arrives}`, ...pieces].join('&')}`
}
