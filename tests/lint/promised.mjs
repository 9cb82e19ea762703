// @ts-check
// What the promised browsers, those of site/.browserslistrc, have of what MDN's data know.
import data from '@mdn/browser-compat-data/forLegacyNode'
import { readFileSync } from 'node:fs'

/**
 * @typedef {import('@mdn/browser-compat-data').BrowserName} BrowserName
 * @typedef {import('@mdn/browser-compat-data').CompatStatement} Feature
 * @typedef {import('@mdn/browser-compat-data').SimpleSupportStatement} Statement
 */

/** @type {Record<string, BrowserName[]>} names of Browserslist, and in the data */
const NAMES = {
  chrome: ['chrome', 'chrome_android'], edge: ['edge'], firefox: ['firefox', 'firefox_android'],
  safari: ['safari'], ios_saf: ['safari_ios'],
}

const PROMISED = readFileSync(new URL('../../site/.browserslistrc', import.meta.url), 'utf8')
  .split('\n').filter(line => /^[^#]/.test(line)).flatMap(line => {
    const [, name, version] = /^(\w+) >= ([\d.]+)$/.exec(line) ?? []
    if (!Object.hasOwn(NAMES, name ?? '')) throw new Error(`.browserslistrc: write "chrome >= 112", not "${line}"`)
    return NAMES[name].map(browser => ({ browser, version: Number(version) }))
  })

/** Return what the data know of `key`, as `api.Response.json_static`. @param {string} key @returns {Feature | undefined} */
export function feature(key) {
  /** @type {unknown} */
  let found = data
  for (const part of [...key.split('.'), '__compat']) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
    found = /** @type {Record<string, unknown>} */ (found)[part]
  }
  return /** @type {Feature} */ (found)
}

/** Return the promised browsers that lack `feature`, in words. @param {Feature} feature */
export function lacking({ support }) {
  return PROMISED.flatMap(({ browser, version }) => {
    const statements = [support[browser] ?? []].flat()
    if (statements.some(statement => isThere(statement, version))) return []
    const since = statements.map(({ version_added }) => version_added).find(added => added && added !== 'preview')
    return [`${data.browsers[browser].name} ${version}${since ? ` (${since} has it)` : ''}`]
  })
}

/** @param {Statement} statement @param {number} version */
function isThere({ version_added: added, version_removed: removed, ...special }, version) {
  if (special.flags || special.prefix || special.alternative_name || special.partial_implementation) return false
  return Boolean(added) && number(added) <= version && !(removed && number(removed) <= version)
}

/** @param {string | false | undefined} version `preview` is no number and compares with none */
function number(version) {
  return Number.parseFloat(String(version).replace('≤', ''))
}
