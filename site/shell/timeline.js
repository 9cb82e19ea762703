// @ts-check
// The way of a parcel as a picture, and the same as a list.
import { element, shape } from './dom.js'
import { between, parts, plus } from './dates.js'
import { dayInWords, dayShort, filled } from './words.js'

const WIDE = 360
const HIGH = 92
const [LEFT, RIGHT] = [8, WIDE - 8]
const [TOP, BAR] = [38, 16]

/**
 * Return the timeline of an answer.
 *
 * @param {import('./types').Estimate} answer
 * @param {string} arrives
 * @param {import('./types').Data} data
 * @param {import('./words.js').Words} words
 */
export function timeline(answer, arrives, data, words) {
  const holidays = holidaysBetween(arrives, answer.back, answer, data)
  return element('figure', { class: 'estimator-timeline' },
    picture(answer, arrives, holidays, data.language, words),
    element('ol', { id: 'estimate-timeline' }, ...list(answer, arrives, data.language, words)),
    holidays.length > 0 && element('ul', { class: 'estimator-holidays' }, ...holidays.map(holiday => element('li', {},
      filled(words.holiday, {
        name: holiday.label,
        first: dayInWords(holiday.first, data.language),
        last: dayInWords(holiday.last, data.language),
      })))),
  )
}

/**
 * @param {import('./types').Estimate} answer
 * @param {string} arrives
 * @param {string} language
 * @param {import('./words.js').Words} words
 */
function list({ cutoff, dispatch, back }, arrives, language, words) {
  /** @type {[string, string | null][]} */
  const steps = [
    [words.arrives, arrives], [words.cutoff, cutoff], [words.dispatch, dispatch], [words.returns, back],
  ]
  return steps.filter(([, day]) => day).map(([what, day]) => element('li', {},
    element('span', { class: 'estimator-step' }, what), ' ',
    element('time', { datetime: day }, dayInWords(/** @type {string} */ (day), language))))
}

/**
 * @param {import('./types').Estimate} answer
 * @param {string} arrives
 * @param {{first: string, last: string}[]} holidays
 * @param {string} language
 * @param {import('./words.js').Words} words
 */
function picture({ dispatch, back }, arrives, holidays, language, words) {
  const days = Math.max(1, between(arrives, back))
  /** @param {string} day */
  const x = day => {
    const share = Math.min(1, Math.max(0, between(arrives, day) / days))
    return Math.round(LEFT + share * (RIGHT - LEFT))
  }
  /** @param {string} from @param {string} to @param {string} name */
  const bar = (from, to, name) => shape('rect', {
    class: name, x: x(from), y: TOP, width: Math.max(2, x(to) - x(from)), height: BAR,
  })
  /** @param {string} day @param {number} y @param {string} anchor @param {string} what */
  const mark = (day, y, anchor, what) => [
    shape('line', { class: 'estimator-mark', x1: x(day), x2: x(day), y1: TOP - 4, y2: TOP + BAR + 4 }),
    shape('text', { x: x(day), y, 'text-anchor': anchor }, `${dayShort(day, language)} ${what}`),
  ]
  const middle = x(dispatch) < WIDE / 3 ? 'start' : x(dispatch) > (2 * WIDE) / 3 ? 'end' : 'middle'
  return shape('svg', {
    viewBox: `0 0 ${WIDE} ${HIGH}`, role: 'img', 'aria-label': words.timeline,
    'aria-describedby': 'estimate-timeline',
  },
  bar(arrives, dispatch, 'estimator-waiting'),
  bar(dispatch, back, 'estimator-workshop'),
  ...holidays.map(({ first, last }) => bar(first, plus(last, 1), 'estimator-holiday')),
  ...mark(arrives, 14, 'start', words.arrives),
  ...mark(dispatch, 84, middle, words.dispatch),
  ...mark(back, 30, 'end', words.returns))
}

/**
 * Return the long holidays that the answer speaks of, with the days they have this time.
 *
 * @param {string} from
 * @param {string} to
 * @param {import('./types').Estimate} answer
 * @param {import('./types').Data} data
 */
function holidaysBetween(from, to, { notices }, { holidays }) {
  return notices.filter(({ code }) => code in holidays).flatMap(({ code }) => {
    const { label, starts, ends } = holidays[code]
    const years = [parts(from).year - 1, parts(from).year, parts(to).year]
    return [...new Set(years)].map(year => ({
      label, first: `${year}-${starts}`, last: `${ends < starts ? year + 1 : year}-${ends}`,
    })).filter(({ first, last }) => first <= to && last >= from)
  }).sort((one, other) => (one.first < other.first ? -1 : 1))
}
