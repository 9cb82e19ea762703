// @ts-check
// The bar at the foot of a phone's screen: total and day, and the way to the answer.  It shows what the answer says.
import { byId } from './dom.js'

/** Bring the bar of the page to life. */
export function newBar() {
  const bar = byId('estimate-bar')
  const parts = ['total', 'back'].map(name => ({ from: `estimate-${name}`, to: byId(`estimate-bar-${name}`) }))
  const there = new IntersectionObserver(([{ isIntersecting }]) => bar.toggleAttribute('data-there', isIntersecting), {
    rootMargin: '0px 0px -25% 0px',
  })
  there.observe(byId('estimate-answer'))
  bar.addEventListener('click', () => {
    const heading = byId('estimate-heading')
    heading.focus({ preventScroll: true })
    heading.scrollIntoView({ block: 'start' })
  })

  return {
    /** @param {import('./types').State} state */
    show({ damaged }) {
      for (const { from, to } of parts) to.textContent = byId(from).textContent
      bar.hidden = damaged
      bar.toggleAttribute('data-old', byId('estimate-headline').hasAttribute('data-old'))
    },
  }
}
