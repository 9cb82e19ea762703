// @ts-check
// Wraps the theme's search worker: keeps one language, splits Japanese queries into single characters as
// the index is split, shows only pages that contain each word of the query, and first the place that the
// words of the query lead to (`search_words.toml`, and the symptoms of the policy).

/**
 * @typedef {{location: string, title: string, text: string}} Place
 * @typedef {Place & {score: number, terms: Record<string, boolean>}} Found
 * @typedef {{type: 0, data: {docs: Place[]}}} Setup of the theme, as are these
 * @typedef {{type: 2, data: string}} Query
 * @typedef {{type: 3, data: {items: Found[][]}}} Result
 */

const JAPANESE = /[々〆〇\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Han}]+/gu
const KANA = /^[\p{sc=Hiragana}\p{sc=Katakana}ー]$/u
/** @type {Record<string, string>} */
const LEADS = JSON.parse('LEADS')
/** @param {string} html */
const textOf = html => html.replace(/<[^>]+>|\u200b/g, '')
/** @type {Map<string, Place>} */
const places = new Map()
let asked = ''
/** @type {string[]} */
let wanted = []

/** @param {Place} place */
const isOurs = ({ location }) =>
  location.startsWith('FOLDER') && !['OTHERS'].some(folder => location.startsWith(`${folder}/`))

/** Return where the words lead: all of them, the longest that is among them, or the first that they begin. @param {string} words */
function leadOf(words) {
  const text = words.toLowerCase().trim().split(/\s+/).join(' ')
  if (Object.hasOwn(LEADS, text)) return LEADS[text]
  const joined = text.replaceAll(' ', '')
  if (Object.hasOwn(LEADS, joined)) return LEADS[joined]
  const isAmong = (/** @type {string} */ word) =>
    word.match(JAPANESE) ? word.length > 1 && text.includes(word) : ` ${text} `.includes(` ${word} `)
  const words_ = Object.keys(LEADS)
  const among = words_.filter(isAmong).sort((one, other) => other.length - one.length)[0]
  const begun = text.length > (text.match(JAPANESE) ? 1 : 2) ? words_.find(word => word.startsWith(text)) : undefined
  return LEADS[among ?? begun ?? '']
}

addEventListener('message', (/** @type {MessageEvent<Setup | Query>} */ { data: message }) => {
  if (message.type === 0) {
    message.data.docs = message.data.docs.filter(isOurs)
    for (const place of message.data.docs) places.set(place.location, { ...place })
  }
  if (message.type === 2) {
    const query = asked = message.data.normalize('NFKC').replaceAll('"', ' ')
    wanted = query.match(JAPANESE) ?? []
    message.data = query.replace(JAPANESE, word => ` ${[...word].map(character => `+${character}`).join(' ')} `).trim()
  }
})

/** Mark the words of the query in a text, each as a whole and never a single kana. @param {string} html */
function marked(html) {
  const words = asked.split(/\s+/).filter(word => word && !KANA.test(word)).map(word => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const text = html.replace(/<\/?mark[^>]*>|\u200b/g, '')
  if (!words.length) return text
  const any = new RegExp(`(<[^>]*>)|(${words.join('|')})`, 'gi')
  return text.replace(any, (all, tag) => tag ?? `<mark>${all}</mark>`)
}

const send = self.postMessage.bind(self)
self.postMessage = (/** @type {Result | {type: 1}} */ message) => {
  if (message.type === 3) message.data.items = arranged(message.data.items)
  send(message)
}

/** @param {Found[][]} items */
function arranged(items) {
  if (wanted.length) {
    /** @param {Place} found */
    const matches = ({ location }) => wanted.every(word => {
      const { title, text } = places.get(location) ?? { title: '', text: '' }
      return textOf(`${title} ${text}`).includes(word)
    })
    const matching = items.filter(articles => articles.some(matches))
    if (matching.length) items = matching
    for (const found of items.flat()) {
      found.title = marked(found.title)
      found.text = marked(found.text)
    }
  }
  const lead = places.get(leadOf(asked))
  if (!lead) return items
  const rest = items.map(articles => articles.filter(({ location }) => location !== lead.location))
  const first = { ...lead, title: marked(lead.title), text: marked(lead.text), score: Infinity, terms: {} }
  return [[first], ...rest.filter(articles => articles.some(({ location }) => !location.includes('#')))]
}

importScripts('THEIRS')
