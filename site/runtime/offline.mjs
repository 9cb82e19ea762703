// @ts-check
// Writes the service worker of a finished site:  node site/runtime/offline.mjs SITE_FOLDER
// It lists each file to keep with the hash of what it holds, so it changes exactly when they do.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filesBelow, hash } from './files.mjs'
import { project } from './python.mjs'

const KEPT = /\.(html|css|js|mjs|json|wasm|zip|svg)$/
const LEFT = /(^|\/)(sw\.js|404\.html|manifest\.json|_headers|manual\/.*)$/
const EMPTY = "const SITE = { release: '', files: {} }"

/** Write `sw.js` into `site`. @param {string} site */
async function write(site) {
  /** @type {Record<string, string>} */
  const files = {}
  const rare = await startedFrom(site)
  const kept = (await filesBelow(site)).filter(path => KEPT.test(path) && !LEFT.test(path) && !rare.has(path))
  for (const path of kept.sort()) {
    files[path.replace(/(^|\/)index\.html$/, '$1')] = hash(await readFile(join(site, path)))
  }
  const template = await readFile(join(project, 'site', 'shell', 'sw.js'), 'utf8')
  if (!template.includes(EMPTY)) throw new Error('sw.js has no constant SITE')
  const release = hash(JSON.stringify(files) + template)
  const filled = template.replace(EMPTY, () => `const SITE = ${JSON.stringify({ release, files })}`)
  await writeFile(join(site, 'sw.js'), filled)
}

/**
 * Return the files that Python starts from only where its image cannot be used: what they hold is in the image already.
 *
 * @param {string} site
 * @returns {Promise<Set<string>>}
 */
async function startedFrom(site) {
  const text = await readFile(join(site, 'estimator', 'manifest.json'), 'utf8')
  const { library, estimator, fullModule, fullWasm, module, wasm } = JSON.parse(text).runtime
  const used = [module.file, wasm.file]
  const files = [library, estimator, fullModule, fullWasm].map(({ file }) => file).filter(file => !used.includes(file))
  return new Set(files.map(file => `estimator/${file}`))
}

const site = process.argv[2]
if (!site || process.argv.length > 3) {
  console.error('usage: node site/runtime/offline.mjs SITE_FOLDER')
  process.exit(2)
}
write(site).catch(error => {
  console.error(error.message ?? error)
  process.exit(1)
})
