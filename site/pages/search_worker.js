// @ts-check
// Stands before the theme's search worker: keeps one language, cuts Japanese queries sign by sign as
// the index is cut, and shows only pages that hold the whole word.

/**
 * @typedef {{location: string}} Place
 * @typedef {{type: 0, data: {docs: (Place & {title: string, text: string})[]}}} Setup of the theme, as are these
 * @typedef {{type: 2, data: string}} Query
 * @typedef {{type: 3, data: {items: Place[][]}}} Result
 */

const JAPANESE = /[々〆〇\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Han}]+/gu
/** @param {string} text */
const plain = text => text.replace(/<[^>]+>|\u200b/g, '')
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
    for (const { location, title, text } of message.data.docs) texts.set(location, plain(`${title} ${text}`))
  }
  if (message.type === 2) {
    const query = message.data.normalize('NFKC').replaceAll('"', ' ')
    wanted = query.match(JAPANESE) ?? []
    message.data = query.replace(JAPANESE, word => ` ${[...word].map(sign => `+${sign}`).join(' ')} `).trim()
  }
})

const send = self.postMessage.bind(self)
self.postMessage = (/** @type {Result | {type: 1}} */ message) => {
  if (message.type === 3 && wanted.length) {
    /** @param {Place} place */
    const holds = ({ location }) => wanted.every(word => texts.get(location)?.includes(word))
    const whole = message.data.items.filter(articles => articles.some(holds))
    if (whole.length) message.data.items = whole
  }
  send(message)
}

importScripts('THEIRS')
