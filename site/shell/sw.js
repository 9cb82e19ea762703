// @ts-check
/// <reference lib="webworker" />
// Service worker: keeps the pages, the search and the estimator at hand without a connection.
// It is installed after the first estimate.  Pages come from the network while there is one, so nobody
// sees an old price.  A new release waits until the pages of the old one are closed, so no page ever
// mixes two.

/** @type {{release: string, files: Record<string, string>}} */
const SITE = { release: '', files: {} } // written by site/runtime/offline.mjs

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const OURS = 'estimator-'
const CACHE = OURS + SITE.release
const HASHES = 'offline.json'
const IMMUTABLE = /\/estimator\/(shell-[0-9a-f]{12}\/|runtime\/)/
const PATIENCE = 4000 // milliseconds a page waits for the network before its copy is shown

/** @param {string} file */
const address = file => new URL(file, worker.registration.scope).href

worker.addEventListener('install', event => event.waitUntil(keep()))
worker.addEventListener('activate', event => event.waitUntil(forget()))
worker.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (IMMUTABLE.test(url.pathname)) event.respondWith(unchanging(request))
  else event.respondWith(fromNetwork(request))
})

/** Fill this release's cache; what did not change comes from the caches of releases before. */
async function keep() {
  const cache = await caches.open(CACHE)
  const known = await knownFiles()
  await Promise.all(Object.entries(SITE.files).map(async ([file, hash]) => {
    const kept = known.get(file)?.hash === hash ? await known.get(file)?.cache.match(address(file)) : undefined
    await cache.put(address(file), kept && await hashOf(kept.clone()) === hash ? kept : await intact(file, hash))
  }))
  const headers = { 'content-type': 'application/json' }
  await cache.put(address(HASHES), new Response(JSON.stringify(SITE.files), { headers }))
}

/** Return a file as it was released; one that is damaged is asked for once more. @param {string} file @param {string} hash */
async function intact(file, hash) {
  for (const cache of /** @type {RequestCache[]} */ ([IMMUTABLE.test(address(file)) ? 'default' : 'no-cache', 'reload'])) {
    const response = await fetch(address(file), { cache })
    if (response.ok && await hashOf(response.clone()) === hash) return response
  }
  throw new Error(`${file} is damaged`)
}

/** Return the hash of what a response holds, as site/runtime/offline.mjs writes it. @param {Response} response */
async function hashOf(response) {
  const sum = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
  return [...new Uint8Array(sum, 0, 6)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Return what complete caches of other releases hold, by file. */
async function knownFiles() {
  /** @type {Map<string, {hash: string, cache: Cache}>} */
  const known = new Map()
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS) || name === CACHE) continue
    const cache = await caches.open(name)
    const files = await (await cache.match(address(HASHES)))?.json() ?? {}
    for (const [file, hash] of Object.entries(files)) known.set(file, { hash: String(hash), cache })
  }
  return known
}

async function forget() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith(OURS) && name !== CACHE).map(name => caches.delete(name)))
}

/**
 * What never changes comes through the browser's own cache, which also holds its compiled code; where it is missing
 * or damaged, from ours.
 *
 * @param {Request} request
 */
async function unchanging(request) {
  const kept = await caches.match(request, { ignoreSearch: true, ignoreVary: true })
  if (!kept) return fetch(request)
  const fresh = fetch(request) // also puts an intact file into the browser's cache, where that holds a damaged one
  if (request.cache !== 'reload') return fresh.then(one => usable(one, kept), () => kept)
  fresh.catch(() => {})
  return kept
}

/** @param {Request} request */
async function fromNetwork(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true })
  if (!kept) return fetch(request).catch(error => toFolder(request, cache, error))
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE))
  return Promise.race([fetch(request), late]).then(fresh => usable(fresh, kept), () => kept)
}

/**
 * Without a connection nobody sends `/estimator` to `/estimator/`: do it for pages that are kept.
 *
 * @param {Request} request
 * @param {Cache} cache
 * @param {unknown} error of the network
 */
async function toFolder(request, cache, error) {
  const url = new URL(request.url)
  url.pathname += '/'
  if (request.mode !== 'navigate' || !await cache.match(url.origin + url.pathname)) throw error
  return Response.redirect(url.href, 302)
}

/** Return `fresh` where it can be what was asked for, else what is kept. @param {Response} fresh @param {Response} kept */
function usable(fresh, kept) {
  const isPage = (/** @type {Response} */ { headers }) => /^text\/html/.test(headers.get('content-type') ?? '')
  if (fresh.type === 'opaqueredirect') return fresh // of a page: the browser follows it
  return fresh.ok && (isPage(kept) || !isPage(fresh)) ? fresh : kept
}
