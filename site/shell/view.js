// @ts-check
// The answer as a person reads it: what comes back from Python, and nothing computed here.
import { element } from './dom.js'
import { between } from './dates.js'
import { timeline } from './timeline.js'
import { dayInWords, filled, monthInWords, price, span } from './words.js'

/**
 * @typedef {import('./types').Data} Data
 * @typedef {import('./types').Estimate} Estimate
 * @typedef {import('./link.js').Request} Request
 * @typedef {import('./words.js').Words} Words
 */

/**
 * Return the answer, ready to stand in the page.
 *
 * @param {Estimate} answer
 * @param {Request} request
 * @param {Data} data
 * @param {Words} words
 */
export function shown(answer, request, data, words) {
  return [
    ...headline(answer, data, words),
    clock(answer, request, data, words),
    element('h3', {}, words.timeline),
    timeline(answer, request.arrives, data, words),
    element('h3', {}, words.lines),
    breakdown(answer, request, data, words),
    element('h3', {}, words.know),
    element('ul', { class: 'estimator-notices' }, ...notices(answer, data)),
    element('h3', {}, words.excluded),
    element('ul', {}, ...excluded(request, data)),
    element('h3', {}, words.next),
    element('ol', {}, ...next(data, words)),
    element('p', { class: 'estimator-small' }, words.code, ' ',
      element('code', { id: 'estimate-code' }, answer.code), element('br'),
      filled(words.edition, {
        day: dayInWords(answer.edition, data.language), day2: dayInWords(request.asked, data.language),
      })),
  ]
}

/** @param {Estimate} answer @param {Data} data @param {Words} words */
function headline({ total, net, tax, back, days }, data, words) {
  return [
    element('h2', { id: 'estimate-heading', tabindex: -1 }, words.estimate),
    element('p', { class: 'estimator-total' },
      element('span', {}, tax ? words.total : words.totalExempt), ' ',
      element('strong', { id: 'estimate-total' }, span(total, data.currency, words))),
    tax && element('p', { class: 'estimator-net' }, words.net, ' ',
      element('span', { id: 'estimate-net' }, span(net, data.currency, words)), ' ',
      data.tax && why(data.tax.clause, data)),
    element('p', { class: 'estimator-back' },
      element('span', {}, words.back), ' ',
      element('strong', { id: 'estimate-back' }, dayInWords(back, data.language)), ' ',
      element('span', {}, `(${filled(words.days, { days })})`)),
  ].filter(part => part instanceof Node)
}

/** @param {Estimate} answer @param {Request} request @param {Data} data @param {Words} words */
function clock({ batch, cutoff }, { arrives }, { language }, words) {
  if (!batch || !cutoff) return ''
  const days = between(arrives, cutoff)
  const left = days > 1 ? words.clockLeft : days === 1 ? words.clockOneLeft : words.clockLast
  return element('p', { class: 'estimator-clock', id: 'estimate-clock' },
    filled(words.clock, { cutoff: dayInWords(cutoff, language), month: monthInWords(batch, language) }),
    ' ', filled(left, { days }))
}

/** @param {Estimate} answer @param {Request} request @param {Data} data @param {Words} words */
function breakdown(answer, request, data, words) {
  return element('table', { class: 'estimator-lines' },
    element('thead', {}, element('tr', {}, ...[words.what, words.amount, words.why].map(
      title => element('th', { scope: 'col' }, title)))),
    ...[...grouped(answer.lines)].map(([item, lines]) => element('tbody', {},
      element('tr', {}, element('th', { colspan: 3, scope: 'rowgroup' }, pieceName(item, request, data, words))),
      ...lines.map(line => element('tr', { class: line.certain ? null : 'estimator-perhaps' },
        element('td', {}, lineName(line, data), line.certain ? '' : ` (${words.perhaps})`),
        element('td', {}, price(line.amount, data.currency)),
        element('td', {}, why(line.clause, data)))))),
    element('tfoot', {}, ...sums(answer, data, words)))
}

/** @param {import('./types').Line[]} lines */
function grouped(lines) {
  /** @type {Map<number | null, import('./types').Line[]>} */
  const groups = new Map()
  for (const line of lines) groups.set(line.item, [...(groups.get(line.item) ?? []), line])
  return groups
}

/** @param {Estimate} answer @param {Data} data @param {Words} words */
function sums({ net, tax, total }, data, words) {
  /** @param {string} name @param {import('./types').Span} amount @param {string | undefined} clause */
  const sum = (name, amount, clause) => element('tr', {},
    element('th', { scope: 'row' }, name),
    element('td', {}, span(amount, data.currency, words)),
    element('td', {}, clause ? why(clause, data) : ''))
  if (!tax) return [sum(words.totalExempt, total, undefined)]
  return [
    sum(words.net, net, undefined),
    sum(data.tax?.label ?? '', tax, data.tax?.clause),
    sum(words.total, total, undefined),
  ]
}

/** @param {number | null} item @param {Request} request @param {Data} data @param {Words} words */
export function pieceName(item, { items }, { materials }, words) {
  if (item === null) return words.request
  return filled(words.piece, { n: item, material: materials[items[item - 1].material] })
}

/** Return what a line is for, with its count. @param {{code: string, quantity: number}} line @param {Data} data */
export function lineName({ code, quantity }, { services, handling, language }) {
  const service = services[code]
  if (!service) return quantity === 1 ? handling : `${handling} × ${quantity}`
  const name = `${service.sign} ${service.label}`
  if (!service.counted) return quantity === 1 ? name : `${name} × ${quantity}`
  const counted = filled(service.counted, { n: quantity })
  return language === 'ja' ? `${name} ${counted}` : `${name}, ${counted}`
}

/** Return a link to the place of a rule on the policy page. @param {string} clause @param {Data} data */
export function why(clause, { clauses, policyPage }) {
  return element('a', { class: 'estimator-why', href: `${policyPage}#${clause.toLowerCase()}` },
    clauses[clause]?.title ?? clause)
}

/** @param {Estimate} answer @param {Data} data */
function notices(answer, data) {
  return answer.notices.map(({ code, clause, day }) => element('li', {},
    filled(data.notices[code] ?? data.holidays[code]?.text ?? code, {
      day: day ? dayInWords(day, data.language) : '',
    }), ' ', why(clause, data)))
}

/** @param {Request} request @param {Data} data */
function excluded({ items }, data) {
  const chosen = new Set(items.flatMap(({ services }) => Object.keys(services)))
  const notes = [...chosen].map(code => data.services[code]?.note).filter(note => note != null)
  return [
    ...['P13', 'P17'].map(id => element('li', {}, data.clauses[id].text, ' ', why(id, data))),
    ...notes.map(note => element('li', {}, note)),
  ]
}

/** @param {Data} data @param {Words} words */
function next(data, words) {
  return [
    ...['P1', 'P2', 'P3', 'P14'].map(id => element('li', {}, data.clauses[id].text, ' ', why(id, data))),
    element('li', {}, data.clauses.P16.text, ' ', element('a', { href: data.packingPage }, words.packing)),
  ]
}
