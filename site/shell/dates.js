// @ts-check
// Days as ISO text.  No clock, except in `today`; no time zone, as Intl takes longer to start than all else that the
// page does before it is drawn.

const DAY = 24 * 60 * 60 * 1000

/** @type {Record<string, Intl.DateTimeFormat>} by locale: each takes milliseconds to make */
const formats = {}
/** @type {number[][] | undefined} moments, with the minutes that the shop is ahead of UTC from then on */
let clock

/** Return whether `text` is a day of the calendar, `2026-06-01`. @param {string} text */
export function isDay(text) {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Return a day as the answer writes it: `Mon 1 June 2026`. @param {string} iso @param {string} language */
export function dayInWords(iso, language) {
  formats[language] ??= new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC',
  })
  return formats[language].format(new Date(`${iso}T00:00:00Z`)).replace(',', '').replace('(', '（').replace(')', '）')
}

/** Return the day so many days after another. @param {string} iso @param {number} days */
export function later(iso, days) {
  return new Date(Date.parse(iso) + days * DAY).toISOString().slice(0, 10)
}

/** Return how many days there are from one day to another. @param {string} first @param {string} last */
export function daysBetween(first, last) {
  return (Date.parse(last) - Date.parse(first)) / DAY
}

/** Return the day it is now where the shop is, as `meta[name="shop:days"]` has its time. */
export function today() {
  const now = Date.now()
  clock ??= /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="shop:days"]')).content
    .split(' ')[0].split(',').map(one => one.split(':').map(Number))
  const [, minutes] = clock.findLast(([from]) => from <= now) ?? [0, 0]
  return new Date(now + minutes * 60_000).toISOString().slice(0, 10)
}
