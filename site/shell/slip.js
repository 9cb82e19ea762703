// @ts-check
// The packing slip on paper: its estimate code as a QR code.  The library is loaded with the first answer, because a
// browser that begins to print waits for nothing.

import { nodeOf } from './dom.js'
import { address } from './release.js'

const LIBRARY = './lean-qr.mjs' // of the npm package, put beside the worker by site/runtime/build.mjs
const QUIET = 4 // modules of white around a code, as its standard asks

/** @typedef {{generate: (text: string) => {size: number, get: (x: number, y: number) => boolean}}} Library */

/** @type {Promise<Library | null> | undefined} */
let loading
/** @type {Library | null} */
let library = null

/** Load the library, once; offline, before the site was kept, there is none. */
export async function loadLibrary() {
  loading ??= import(new URL(LIBRARY, address).href).catch(() => null)
  library = await loading
}

/** Draw the code of the slip; without the library it is there as text. @param {Element} slip */
export function drawCode(slip) {
  const place = slip.querySelector('#estimate-qr')
  const text = slip.querySelector('code')?.textContent
  if (library && place && text && !place.firstChild) place.append(drawn(library.generate(text)))
}

/** @param {ReturnType<Library['generate']>} code */
function drawn({ size, get }) {
  const modules = []
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (get(x, y)) modules.push(`M${x} ${y}h1v1h-1z`)
  const wide = size + 2 * QUIET
  return nodeOf(['svg', { viewBox: `${-QUIET} ${-QUIET} ${wide} ${wide}` }, ['path', { d: modules.join('') }]])
}
