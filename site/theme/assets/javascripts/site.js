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
