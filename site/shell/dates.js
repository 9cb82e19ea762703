// @ts-check
// Days as ISO text.  No clock and no time zone, except in `today`.

const DAY = 24 * 60 * 60 * 1000

/** Return whether `text` is a day of the calendar, `2026-06-01`. @param {string} text */
export function isDay(text) {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** Return a day as the answer writes it: `Mon 1 June 2026`. @param {string} iso @param {string} language */
export function dayInWords(iso, language) {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC',
  })
  return format.format(new Date(`${iso}T00:00:00Z`)).replace(',', '').replace('(', '（').replace(')', '）')
}

/** Return the day so many days after another. @param {string} iso @param {number} days */
export function later(iso, days) {
  return new Date(Date.parse(iso) + days * DAY).toISOString().slice(0, 10)
}

/** Return how many days there are from one day to another. @param {string} first @param {string} last */
export function daysBetween(first, last) {
  return (Date.parse(last) - Date.parse(first)) / DAY
}

/** Return the day it is now where the shop is. @param {string} timezone */
export function today(timezone) {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601',
  })
  const found = Object.fromEntries(format.formatToParts().map(({ type, value }) => [type, value]))
  return `${found.year}-${found.month}-${found.day}`
}
