// @ts-check
// Stands in for the theme's script where the page has something better to do first: that script is the longest task of
// the estimator page.  It is loaded when somebody turns to the header, to its keys or back to the top.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const header = document.querySelector('.md-header')
  const palette = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-md-component=palette] input'))]
  /** @type {(() => void)[]} what happened before the script was there, for it */
  const missed = []
  let isAsked = false

  const load = () => {
    if (isAsked) return
    isAsked = true
    const theirs = document.createElement('script')
    theirs.src = String(script.dataset.script)
    theirs.onload = () => { for (const repeat of missed.splice(0)) repeat() }
    theirs.onerror = () => { isAsked = false } // offline: the next turn to the header asks again
    document.body.append(theirs)
  }

  /** The colours that were chosen here before, else those of the device. */
  const showColours = () => {
    const kept = localStorage.getItem(`${new URL('/', location.href).pathname}.__palette`)
    const at = kept ? JSON.parse(kept).index : palette.findIndex(one => matchMedia(one.dataset.mdColorMedia ?? '').matches)
    const chosen = palette[at] ?? palette[0]
    const { mdColorScheme } = chosen.dataset
    if (document.body.dataset.mdColorScheme !== mdColorScheme) document.body.dataset.mdColorScheme = mdColorScheme // it draws all anew
    chosen.nextElementSibling?.removeAttribute('hidden')
  }

  document.documentElement.classList.replace('no-js', 'js')
  showColours()
  for (const turn of ['pointerover', 'pointerdown', 'focusin']) header?.addEventListener(turn, load)
  header?.addEventListener('change', ({ target, isTrusted }) => {
    if (isTrusted && palette.includes(/** @type {HTMLElement} */ (target))) missed.push(() => target?.dispatchEvent(new Event('change')))
    load()
  }, { once: true })
  document.addEventListener('keydown', ({ key, target }) => {
    if (isAsked || !['/', 'f', 's'].includes(key) || /** @type {Element} */ (target).closest('input, select, textarea')) return
    missed.push(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
    load()
  })
  let before = 0 // asked for here, the place would have to be worked out before the page is drawn
  let moved = -Infinity // when somebody last moved the page by hand
  for (const kind of ['wheel', 'touchmove']) addEventListener(kind, ({ timeStamp }) => { moved = timeStamp }, { passive: true })
  addEventListener('scroll', ({ timeStamp }) => {
    if (scrollY < before && timeStamp - moved < 1000) load() // on the way up it offers the way to the top
    before = scrollY
  }, { passive: true })
}
