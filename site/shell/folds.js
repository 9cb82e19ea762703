// @ts-check
// The parts of an answer that fold: closed on a phone, open where there is room and on paper.

const NARROW = '(max-width: 59.99em)' // as in styles.css

/** Close them on a phone, and open them for printing. @param {HTMLElement} answer */
export function newFolds(answer) {
  /** @type {Record<string, boolean>} */
  let beforePrint = {}
  const all = () => [...answer.querySelectorAll('details')]
  const read = () => Object.fromEntries(all().map(fold => [fold.id, fold.open]))
  /** @param {Record<string, boolean>} open by id */
  const restore = open => {
    for (const fold of all()) fold.open = open[fold.id] ?? fold.open
  }
  if (matchMedia(NARROW).matches) for (const fold of all()) fold.open = false
  addEventListener('beforeprint', () => {
    beforePrint = read()
    for (const fold of all()) fold.open = fold.id !== 'estimate-fold-message'
  })
  addEventListener('afterprint', () => restore(beforePrint))
  return { read, restore }
}
