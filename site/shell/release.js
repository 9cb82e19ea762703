// @ts-check
// Whether this page is older than the site.

/** Return whether the site has another release of these scripts by now; false where it cannot be asked. */
export async function isOutdated() {
  try {
    const response = await fetch(new URL('../manifest.json', import.meta.url), { cache: 'no-store' })
    /** @type {{shell: {start: string}}} */
    const { shell } = await response.json()
    return new URL(`../${shell.start}`, import.meta.url).href !== new URL('estimator.js', import.meta.url).href
  } catch {
    return false
  }
}

/**
 * Ask for a file of this release past the browser's cache, which may hold a damaged one for ever.
 *
 * @param {string} file
 */
export async function fetchAnew(file) {
  await fetch(new URL(file, import.meta.url), { cache: 'reload' }).catch(() => {})
}
