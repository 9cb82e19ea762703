// @ts-check
// The answer table: total and days of one piece, as texts that Python wrote when the page was built.  They are looked
// up by exact key and filled in; what the table does not have, Python answers.
import { daysBetween } from './dates.js'
import { filled } from './dom.js'

/**
 * @typedef {import('./types').Tree} Tree
 * @typedef {import('./types').Table} Table
 * @typedef {import('./link.js').Request} Request
 * @typedef {Record<string, string | Tree[]>} Values of fields; an empty one leaves its element out
 */

/** Return what looks up a choice. @param {Table} table */
export function newTable(table) {
  /** @param {string} day @returns {string | undefined} the day in words */
  const inWords = day => table.days[daysBetween(table.first, day)]
  /** @param {string} day */
  const editionOn = day => (day > table.until ? undefined : table.editions.findLast(({ from }) => from <= day))

  return {
    inWords,

    /**
     * Return headline and announcement for a choice as it is read on a day; null where the table does not have it.
     *
     * @param {Request} request
     * @param {string} today
     */
    answer(request, today) {
      const edition = editionOn(request.asked)
      const amount = edition && amountOf(request, edition, table.services)
      const at = daysBetween(table.first, request.arrives)
      const day = inWords(request.arrives)
      if (!amount || !day) return null
      const isOlder = edition !== editionOn(today)
      const asked = isOlder ? inWords(request.asked) : ''
      if (asked === undefined) return null
      const said = Object.fromEntries(Object.entries(table.schedules).map(([name, numbers]) => [name, table.texts[numbers[at]]]))
      const values = {
        ...said,
        notices: table.notices[table.noticed[at]],
        older: asked && filled(table.older, { day: asked }),
        question: questionOf(table, day, daysBetween(today, request.arrives)),
        total: table.totals[amount],
        net: table.nets[amount],
      }
      const announcement = [filled(table.announcement, values), values.question].filter(Boolean).join(table.gap)
      return { tree: filledTree(table.headline, values), announcement }
    },
  }
}

/**
 * Return the number of the amounts of a request; 0 where the table does not have them.
 *
 * @param {Request} request
 * @param {Table['editions'][number]} edition
 * @param {Record<string, number>} most of each service
 */
function amountOf({ items: [item, ...more] }, { rows, amounts }, most) {
  const { material, replating = 'not-sure', services } = item
  const key = `${material},${replating}`
  if (more.length || !Object.hasOwn(rows, key) || Object.keys(services).some(code => !Object.hasOwn(most, code))) return 0
  let at = 0 // each service is a digit of its place
  for (const [code, highest] of Object.entries(most)) {
    const count = Number(services[code] ?? 0)
    if (!(count <= highest)) return 0
    at = at * (highest + 1) + count
  }
  return amounts[rows[key]][at] ?? 0
}

/** Return the question about a day that has passed or is far ahead. @param {Table} table @param {string} day @param {number} ahead */
function questionOf({ passed, far, counts }, day, ahead) {
  if (ahead < 0) return filled(passed, { day })
  return ahead > far.after && counts[ahead] ? filled(far.text, { day, days: counts[ahead] }) : ''
}

/**
 * Return a tree with its fields filled in.  An element whose first child is left out is left out too.
 *
 * @param {Tree} tree
 * @param {Values} values
 * @returns {Tree[]}
 */
function filledTree(tree, values) {
  if (typeof tree === 'string') {
    const value = values[/^\{(\w+)\}$/.exec(tree)?.[1] ?? ''] ?? tree
    return typeof value === 'string' ? [value].filter(Boolean) : value
  }
  const [name, attributes, ...children] = tree
  const parts = children.map(child => filledTree(child, values))
  return parts.length && !parts[0].length ? [] : [[name, attributes, ...parts.flat()]]
}
