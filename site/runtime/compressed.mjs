// @ts-check
// Puts a brotli and a gzip copy beside each file of a finished site:  node site/runtime/compressed.mjs SITE_FOLDER
// Copies of an earlier build go first, so that none is ever older than its file.
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { filesBelow } from './files.mjs'

const GAINS = /\.(html|css|js|mjs|json|wasm|zip|svg|xml|txt)$/
const COPIES = /\.(br|gz)$/
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
/** @type {{ending: string, packed: (content: Buffer) => Promise<Buffer>}[]} */
const methods = [
  { ending: '.br', packed: content => promisify(brotliCompress)(content, BROTLI) },
  { ending: '.gz', packed: content => promisify(gzip)(content, { level: 9 }) },
]

/** Write the copies of `file` that are smaller than it. @param {string} file */
async function compress(file) {
  const content = await readFile(file)
  await Promise.all(methods.map(async ({ ending, packed }) => {
    const small = await packed(content)
    if (small.length < content.length) await writeFile(file + ending, small)
  }))
}

/** @param {string} site */
async function main(site) {
  const files = (await filesBelow(site)).map(file => join(site, file))
  await Promise.all(files.filter(file => COPIES.test(file)).map(file => rm(file)))
  await Promise.all(files.filter(file => GAINS.test(file)).map(compress))
}

const site = process.argv[2]
if (!site || process.argv.length > 3) {
  console.error('usage: node site/runtime/compressed.mjs SITE_FOLDER')
  process.exit(2)
}
main(site).catch(error => {
  console.error(error.message ?? error)
  process.exit(1)
})
