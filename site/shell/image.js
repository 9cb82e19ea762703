// @ts-check
// Python's memory just after its first answer, as the blocks in which it differs from a new instance: loaded
// into a new instance, Python is there without importing anything.  Written by site/runtime/image_file.mjs,
// loaded by the worker.  It travels as the one section of a WebAssembly module, a type that hosts compress.
//
// Words of 32 bits: bytes of head, number of runs, sum of a new instance's data; the head as Pyodide wants it;
// for each run its first block and the one after its last; the blocks.  Everything else is as in an instance
// that has not run yet: the module's own data, then zeros.

export const BLOCK = 64 // words
const FRONT = 3 // words before the head
export const DATA = 1 << 20 // words within which the module's own data end
export const LONGEST_HEAD = 4096 // bytes
export const SECTION = 'memory'

/**
 * Return what Pyodide takes for a snapshot, and the functions that fill it and that note the memory of the
 * instance it is for, before that runs.
 */
export function restorable() {
  /** @type {Uint32Array} */
  let image
  /** @type {WebAssembly.Memory} */
  let memory
  /** @type {Uint32Array} */
  let data

  /** Pyodide reads the head, then copies all that follows; at that moment the memory is restored instead. */
  class Snapshot extends Uint8Array {
    /** @param {number} [start] @param {number} [end] */
    subarray(start, end) {
      if (end !== undefined) return new Uint8Array(this.buffer).subarray(start, end)
      restore(image, data, new Uint32Array(memory.buffer))
      return new Uint8Array() // nothing is left to copy
    }
  }
  const snapshot = new Snapshot(LONGEST_HEAD)

  return {
    snapshot,

    /** @param {ArrayBuffer} content the image */
    fill(content) {
      image = new Uint32Array(content)
      snapshot.set(new Uint8Array(content, FRONT * 4, image[0]))
    },

    /** @param {WebAssembly.Memory} ofInstance */
    note(ofInstance) {
      memory = ofInstance
      data = new Uint32Array(memory.buffer).slice(0, DATA)
    },
  }
}

/** @param {Uint32Array} image @param {Uint32Array} data of the module @param {Uint32Array} words of its instance */
function restore(image, data, words) {
  if (sumOf(data) !== image[2]) throw new Error('the image was made for other data')
  const start = FRONT + image[0] / 4
  const runs = image.subarray(start, start + 2 * image[1])
  words.set(data)
  words.fill(0, DATA, runs[runs.length - 1] * BLOCK)
  let at = start + runs.length
  for (let run = 0; run < runs.length; run += 2) {
    const length = (runs[run + 1] - runs[run]) * BLOCK
    words.set(image.subarray(at, at + length), runs[run] * BLOCK)
    at += length
  }
}

/** @param {Uint32Array} words */
export function sumOf(words) {
  let sum = 0
  for (let at = 0; at < words.length; at++) sum = (Math.imul(sum, 31) + words[at]) | 0
  return sum >>> 0
}
