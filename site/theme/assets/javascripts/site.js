// @ts-check
// The language switch keeps the place on the page and the estimator's choice: both are in the hash.
const keep = () => {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('a.md-select__link[hreflang]')
  for (const link of links) link.hash = location.hash
}
keep()
addEventListener('hashchange', keep)
for (const kind of ['pointerdown', 'focusin']) {
  document.querySelector('.md-select')?.addEventListener(kind, keep)
}
// The theme's search listens to keys only; words that are pasted, dictated or chosen from a list count too.
const query = document.querySelector('.md-search__input')
query?.addEventListener('input', () => query.dispatchEvent(new Event('keyup')))
// The one page of hosts that know no other for what is missing has both languages: leave that of the address.
const japanese = document.querySelector('[data-missing]')
if (japanese instanceof HTMLElement) {
  const isJapanese = location.pathname.startsWith(String(japanese.dataset.missing))
  if (isJapanese) {
    document.documentElement.lang = 'ja'
    const title = japanese.querySelector('h2')
    const heading = document.querySelector('h1#missing')
    if (title && heading) heading.textContent = title.textContent
    title?.remove()
    for (const one of document.querySelectorAll('h1#missing ~ :is(p, ul)')) one.remove()
  } else japanese.remove()
}
