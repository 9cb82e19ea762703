// @ts-check
// Shows what is true today where the shop is, of what a page says for a time only (site/pages/periods.py): a page is
// older than the day, and a tab may be open over midnight.
{
  /** @type {HTMLMetaElement | null} */
  const meta = document.querySelector('meta[name="shop:days"]')
  const [offsets, built] = (meta?.content ?? '').split(' ')
  const clock = offsets.split(',').map(one => one.split(':').map(Number))

  const showToday = () => {
    const time = Date.now()
    const [, minutes] = clock.findLast(([from]) => from <= time) ?? [0, 0]
    const now = new Date(time + minutes * 60_000).toISOString().slice(0, 10)
    const today = now < built ? built : now // a clock that is behind
    /** @type {NodeListOf<HTMLElement>} */
    const parts = document.querySelectorAll('[data-from], [data-until]')
    for (const part of parts) {
      const { from = today, until = today } = part.dataset
      part.hidden = today < from || today > until
    }
  }
  showToday()
  setInterval(showToday, 30_000)
  for (const moment of ['pageshow', 'focus']) addEventListener(moment, showToday)
  for (const moment of ['visibilitychange', 'change']) document.addEventListener(moment, showToday, true) // a piece comes as a copy
}
