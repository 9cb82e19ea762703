// @ts-check
// The packing slip on paper: its estimate code as a QR code, drawn by a library that only printing loads.

const LIBRARY = './lean-qr.mjs' // of the npm package, put beside this module by site/runtime/build.mjs
const SVG = 'http://www.w3.org/2000/svg'
const QUIET = 4 // modules of white around a code, as its standard asks

/** @typedef {{generate: (text: string) => {size: number, get: (x: number, y: number) => boolean}}} Library */

/** Draw the code of the slip; where the library cannot be had, the code is there as text. @param {Element} slip */
export async function drawCode(slip) {
  const place = slip.querySelector('#estimate-qr')
  const text = slip.querySelector('code')?.textContent
  if (!place || !text || place.firstChild) return
  try {
    const { generate } = /** @type {Library} */ (await import(new URL(LIBRARY, import.meta.url).href))
    place.append(drawn(generate(text)))
  } catch { /* offline, before the site was kept */ }
}

/** @param {ReturnType<Library['generate']>} code */
function drawn({ size, get }) {
  const modules = []
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (get(x, y)) modules.push(`M${x} ${y}h1v1h-1z`)
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  const wide = size + 2 * QUIET
  svg.setAttribute('viewBox', `${-QUIET} ${-QUIET} ${wide} ${wide}`)
  path.setAttribute('d', modules.join(''))
  svg.append(path)
  return svg
}
