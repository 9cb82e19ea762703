// Stands before the theme's search worker: keeps one language, cuts Japanese queries sign by sign as
// the index is cut, and shows only pages that hold the whole word.
const JAPANESE = /[々〆〇\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Han}]+/gu
const plain = text => text.replace(/<[^>]+>|\u200b/g, '')
const texts = new Map()
let wanted = []

const isOurs = ({ location }) =>
  location.startsWith('FOLDER') && !'OTHERS'.some(folder => location.startsWith(`${folder}/`))

addEventListener('message', ({ data: message }) => {
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
self.postMessage = message => {
  if (message.type === 3 && wanted.length) {
    const holds = ({ location }) => wanted.every(word => texts.get(location)?.includes(word))
    const whole = message.data.items.filter(articles => articles.some(holds))
    if (whole.length) message.data.items = whole
  }
  send(message)
}

importScripts('THEIRS')
