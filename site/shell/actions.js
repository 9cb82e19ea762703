// @ts-check
// What a person does with an answer: send it, copy it, link to it, keep the days, print.
import { element } from './dom.js'
import { plus } from './dates.js'
import { writeLink } from './link.js'
import { lineName, pieceName } from './view.js'
import { dayInWords, filled, monthInWords, span } from './words.js'

/**
 * @typedef {import('./types').Data} Data
 * @typedef {import('./types').Estimate} Estimate
 * @typedef {import('./link.js').Request} Request
 * @typedef {import('./words.js').Words} Words
 */

export const LONGEST_MAIL = 1500
/** Bytes of a whole mailto address that every mail program takes; one kana is nine of them. */

/**
 * Return the buttons and the text of the message.
 *
 * @param {Estimate} answer
 * @param {Request} request
 * @param {Data} data
 * @param {Words} words
 * @param {(text: string) => void} say
 */
export function actions(answer, request, data, words, say) {
  const text = element('textarea', { id: 'estimate-enquiry', readonly: true, rows: 12 })
  text.textContent = enquiry(answer, request, data, words)
  const details = element('details', { class: 'estimator-enquiry' },
    element('summary', { id: 'estimate-enquiry-title' }, words.enquiry), text)
  text.setAttribute('aria-labelledby', 'estimate-enquiry-title')
  /** @param {string} written @param {string} done */
  const copy = async (written, done) => {
    try {
      await navigator.clipboard.writeText(written)
      say(done)
    } catch {
      details.setAttribute('open', '')
      const area = /** @type {HTMLTextAreaElement} */ (text)
      area.value = written
      area.focus()
      area.select()
      say(words.notCopied)
    }
  }
  return [
    element('h3', {}, words.actions),
    element('div', { class: 'estimator-actions' },
      element('a', { id: 'estimate-mail', class: 'estimator-button', href: mail(answer, request, data, words) }, words.mail),
      button('estimate-copy', words.copy, () => copy(enquiry(answer, request, data, words), words.copied)),
      button('estimate-link', words.link, () => copy(linkTo(request), words.linked)),
      button('estimate-calendar', words.calendar, () => {
        save(calendar(answer, data, words, new Date()), `${words.fileName}-${answer.back}.ics`)
        say(words.saved)
      }),
      button('estimate-print', words.print, () => window.print())),
    details,
  ]
}

/** @param {string} id @param {string} name @param {() => void} press */
function button(id, name, press) {
  const made = element('button', { id, type: 'button', class: 'estimator-button' }, name)
  made.addEventListener('click', press)
  return made
}

/** @param {Request} request */
function linkTo(request) {
  return new URL(writeLink(request), location.href).href
}

/**
 * Return the message to the shop.  Short: the pieces are left to the estimate code, which holds them.
 *
 * @param {Estimate} answer
 * @param {Request} request
 * @param {Data} data
 * @param {Words} words
 * @param {boolean} [short]
 */
export function enquiry(answer, request, data, words, short = false) {
  return [
    words.greeting,
    words.opening,
    '',
    ...(short ? [] : [...request.items.map((_, at) => pieceText(at, request, data, words)), '']),
    `${words.arriving} ${dayInWords(request.arrives, data.language)}`,
    `${words.estimate}: ${span(answer.total, data.currency, words)}`,
    `${words.back}: ${dayInWords(answer.back, data.language)}`,
    `${words.code}: ${answer.code}`,
    '',
    words.name,
    words.order,
    words.photos,
    words.limit,
    '',
  ].join('\n')
}

/** @param {number} at @param {Request} request @param {Data} data @param {Words} words */
function pieceText(at, request, data, words) {
  const { services, replating } = request.items[at]
  const works = Object.entries(services).map(([code, count]) => lineName({ code, quantity: Number(count) }, data))
  if (replating) works.push(`${words.noReplating}: ${data.replating[replating]}`)
  return [pieceName(at + 1, request, data, words), works.join(words.separator)].join('\n  ')
}

/**
 * Return the address that opens a mail program, at most 1,500 bytes.
 *
 * @param {Estimate} answer
 * @param {Request} request
 * @param {Data} data
 * @param {Words} words
 */
export function mail(answer, request, data, words) {
  const subject = filled(words.subject, { code: '' }).trim()
  const bodies = [
    enquiry(answer, request, data, words),
    enquiry(answer, request, data, words, true),
    [`${words.code}: ${answer.code}`, words.name, words.order, words.limit].join('\n'),
    `${words.code}: ${answer.code}`,
    '',
  ]
  const urls = bodies.map(body => `mailto:${encodeURIComponent(data.shop.contact).replace('%40', '@')}`
    + `?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`)
  return urls.find(url => url.length <= LONGEST_MAIL) ?? `mailto:${data.shop.contact}`
}

/**
 * Return a calendar file with the last day for the parcel and the day of return.
 *
 * @param {Estimate} answer
 * @param {Data} data
 * @param {Words} words
 * @param {Date} now
 */
export function calendar(answer, data, words, now) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const shop = data.shop.name
  /** @param {string} kind @param {string} day @param {string} title */
  const event = (kind, day, title) => [
    'BEGIN:VEVENT',
    `UID:${answer.code}-${kind}@${data.shop.contact.split('@')[1]}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${plus(day, 1).replaceAll('-', '')}`,
    'TRANSP:TRANSPARENT',
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(`${words.code}: ${answer.code}`)}`,
    'END:VEVENT',
  ]
  const month = answer.batch ? monthInWords(answer.batch, data.language) : ''
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//${escaped(shop)}//Repair estimate//EN`, 'CALSCALE:GREGORIAN',
    ...(answer.cutoff ? event('cutoff', answer.cutoff, filled(words.eventCutoff, { shop, month })) : []),
    ...event('back', answer.back, filled(words.eventBack, { shop })),
    'END:VCALENDAR', '',
  ].map(folded).join('\r\n')
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

/** Return a line in rows of at most 75 bytes, as RFC 5545 wants. @param {string} line */
function folded(line) {
  const rows = ['']
  const encoder = new TextEncoder()
  for (const sign of line) {
    if (encoder.encode(rows[rows.length - 1] + sign).length > 75) rows.push(' ')
    rows[rows.length - 1] += sign
  }
  return rows.join('\r\n')
}

/** @param {string} text @param {string} name */
function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }))
  element('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
