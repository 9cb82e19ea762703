// Wraps the theme's search worker: keeps one language, splits Japanese queries into single characters as
// the index is split, and shows only pages that contain each word of the query.
const JAPANESE = /[々〆〇\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Han}]+/gu
const textOf = html => html.replace(/<[^>]+>|\u200b/g, '')
const texts = new Map()
let wanted = []

const isOurs = ({ location }) =>
  location.startsWith('FOLDER') && !'OTHERS'.some(folder => location.startsWith(`${folder}/`))

addEventListener('message', ({ data: message }) => {
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
self.postMessage = message => {
  if (message.type === 3 && wanted.length) {
    const matches = ({ location }) => wanted.every(word => texts.get(location)?.includes(word))
    const matching = message.data.items.filter(articles => articles.some(matches))
    if (matching.length) message.data.items = matching
  }
  send(message)
}

importScripts('THEIRS')
