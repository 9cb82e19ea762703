// @ts-check
// Writes the image of Python's memory, as site/shell/image.js reads it, and as the one section of a WebAssembly module.
import { BLOCK, DATA, LONGEST_HEAD, SECTION, sumOf } from '../shell/image.js'

const SIZE = 4 * BLOCK // bytes of a block

/**
 * Return the image of `snapshot` (as Pyodide makes it), as it differs from `fresh`, the memory of an instance that has not run.
 *
 * @param {Uint8Array} snapshot
 * @param {Uint8Array<ArrayBuffer>} fresh
 */
export function imageOf(snapshot, fresh) {
  const head = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1] // bytes
  const now = Buffer.from(snapshot.subarray(head))
  if (now.length !== fresh.length || head > LONGEST_HEAD || fresh.subarray(4 * DATA).some(Boolean)) throw new Error('Pyodide makes other snapshots now')
  /** @type {number[]} */
  const runs = []
  const blocks = []
  for (let at = 0; at < now.length; at += SIZE) {
    const block = now.subarray(at, at + SIZE)
    if (block.equals(fresh.subarray(at, at + SIZE))) continue
    const number = at / SIZE
    if (runs.at(-1) === number) runs[runs.length - 1]++
    else runs.push(number, number + 1)
    blocks.push(block)
  }
  const front = [head, runs.length / 2, sumOf(new Uint32Array(fresh.buffer, 0, DATA))]
  return Buffer.concat([bytesOf(front), snapshot.subarray(0, head), bytesOf(runs), ...blocks])
}

/** @param {number[]} words */
function bytesOf(words) {
  return new Uint8Array(Uint32Array.from(words).buffer)
}

/** Return a WebAssembly module that holds `content` as its one section. @param {Uint8Array} content */
export function inModule(content) {
  const name = Buffer.from(SECTION)
  const inside = Buffer.concat([Buffer.from([name.length]), name, content])
  const size = []
  for (let rest = inside.length; rest; rest = Math.floor(rest / 128)) { // LEB128, as WebAssembly writes lengths
    size.push(rest % 128 + (rest >= 128 ? 128 : 0))
  }
  return Buffer.concat([Buffer.from('\0asm\x01\0\0\0', 'latin1'), Buffer.from([0, ...size]), inside])
}
