// @ts-check
// What is read aloud: one sentence after a pause, not each step on the way to it.

const PAUSE = 1200 // milliseconds without a change

/**
 * Return what says a sentence, in an element that screen readers listen to.
 *
 * @param {HTMLElement} place
 * @returns {(text: string) => void} another sentence within the pause takes the place of the one before
 */
export function newVoice(place) {
  let newest = place.textContent
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  return text => {
    if (text === newest) return
    newest = text
    clearTimeout(waiting)
    waiting = setTimeout(() => { place.textContent = newest }, text ? PAUSE : 0)
  }
}
