// @ts-check
// Wraps the theme's search worker: keeps one language, splits Japanese queries into single characters as
// the index is split, and shows only pages that contain each word of the query.

/**
 * @typedef {{location: string}} Place
 * @typedef {{type: 0, data: {docs: (Place & {title: string, text: string})[]}}} Setup of the theme, as are these
 * @typedef {{type: 2, data: string}} Query
 * @typedef {{type: 3, data: {items: Place[][]}}} Result
 */

const JAPANESE = /[々〆〇\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Han}]+/gu
/** @param {string} html */
const textOf = html => html.replace(/<[^>]+>|\u200b/g, '')
/** @type {Map<string, string>} */
const texts = new Map()
/** @type {string[]} */
let wanted = []

/** @param {Place} place */
const isOurs = ({ location }) =>
  location.startsWith('FOLDER') && !['OTHERS'].some(folder => location.startsWith(`${folder}/`))

addEventListener('message', (/** @type {MessageEvent<Setup | Query>} */ { data: message }) => {
  if (message.type === 0) {
    message.data.docs = message.data.docs.filter(isOurs)
    for (const { location, title, text } of message.data.docs) texts.set(location, textOf(`${title} ${text}`))
  }
  if (message.type === 2) {
    const query = message.data.normalize('NFKC').replaceAll('"', ' ')
    wanted = query.match(JAPANESE) ?? []
    message.data = query.replace(JAPANESE, word => ` ${[...word].map(character => `+${character}`).join(' ')} `).trim()
  }
})

const send = self.postMessage.bind(self)
self.postMessage = (/** @type {Result | {type: 1}} */ message) => {
  if (message.type === 3 && wanted.length) {
    /** @param {Place} place */
    const matches = ({ location }) => wanted.every(word => texts.get(location)?.includes(word))
    const matching = message.data.items.filter(articles => articles.some(matches))
    if (matching.length) message.data.items = matching
  }
  send(message)
}

importScripts('THEIRS')
