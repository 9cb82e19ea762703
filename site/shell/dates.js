// @ts-check
// Days as ISO text, in words, and counted.  No clock and no time zone, except in `today`.

const DAY = 86_400_000

/** @param {string} iso */
const at = iso => Date.parse(`${iso}T00:00:00Z`)

/** Return whether `text` is a day of the calendar, `2026-06-01`. @param {string} text */
export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at(text)) && plus(text, 0) === text
}

/** Return the day `days` later. @param {string} iso @param {number} days */
export function plus(iso, days) {
  return new Date(at(iso) + days * DAY).toISOString().slice(0, 10)
}

/** Return the number of days from one day to another. @param {string} from @param {string} to */
export function between(from, to) {
  return Math.round((at(to) - at(from)) / DAY)
}

/** Return year, month, day and weekday (0 is Monday). @param {string} iso */
export function parts(iso) {
  const [year, month, day] = iso.split('-').map(Number)
  return { year, month, day, weekday: (new Date(at(iso)).getUTCDay() + 6) % 7 }
}

/** Return the day it is now where the shop is. @param {string} timezone */
export function today(timezone) {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601',
  })
  const found = Object.fromEntries(format.formatToParts().map(({ type, value }) => [type, value]))
  return `${found.year}-${found.month}-${found.day}`
}
