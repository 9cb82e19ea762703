// @ts-check
// Stands in the head of every page: where the browser refuses its storage, the theme's scripts, search among them, get
// one that lasts as long as the page.
for (const name of /** @type {const} */ (['localStorage', 'sessionStorage'])) {
  try {
    window[name].getItem(name)
  } catch {
    /** @type {Map<string, string>} */
    const items = new Map()
    Object.defineProperty(window, name, { configurable: true, value: {
      getItem: (/** @type {string} */ key) => items.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {unknown} */ value) => { items.set(key, String(value)) },
      removeItem: (/** @type {string} */ key) => { items.delete(key) },
      clear: () => { items.clear() },
    } })
  }
}
