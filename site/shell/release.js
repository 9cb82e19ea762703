// @ts-check
// Where this release's files are, and whether it is older than the site.

const script = /** @type {HTMLElement} */ (document.querySelector('script[data-worker]'))

/** The address of Python's worker; the other files of this release are beside it. */
export const address = new URL(String(script.dataset.worker), location.href).href

/** Return whether the site has another release of these scripts by now; false where it cannot be asked. */
export async function isOutdated() {
  try {
    const manifest = new URL('../manifest.json', address)
    const response = await fetch(manifest, { cache: 'no-store' })
    /** @type {{shell: {worker: string}}} */
    const { shell } = await response.json()
    return new URL(shell.worker, manifest).href !== address
  } catch {
    return false
  }
}

/** Ask for a file of this release past the browser's cache, which may hold a damaged one for ever. @param {string} file */
export async function fetchAnew(file) {
  await fetch(new URL(file, address), { cache: 'reload' }).catch(() => {})
}
