// @ts-check
// Builds what the estimator page serves:  node site/runtime/build.mjs OUT
// What Python starts from takes most of a minute and is kept while nothing that it is made of has changed; the shell,
// which takes no second, is made each time.  What lands in OUT is described in site/shell/README.md.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundles, inlineScripts } from './bundles.mjs'
import { writeEngine } from './engine.mjs'
import { hash } from './files.mjs'
import { project } from './python.mjs'
import { hashOfSources } from './sources.mjs'

/** @typedef {import('./python.mjs').File} File */

const QR = join(project, 'site', 'runtime', 'node_modules', 'lean-qr')

/** Build everything into `out`. @param {string} out */
export async function build(out) {
  const sources = await hashOfSources()
  const kept = await built(out, sources)
  if (!kept) await rm(out, { recursive: true, force: true })
  await mkdir(join(out, 'runtime'), { recursive: true })
  const runtime = kept ?? await writeEngine(out)
  const { shell, files } = await shellFor(runtime) // stops here at a mistake in a script, before anything goes
  const others = (await readdir(out)).filter(name => name !== 'runtime')
  await Promise.all(others.map(name => rm(join(out, name), { recursive: true })))
  for (const [file, content] of files) {
    await mkdir(dirname(join(out, file)), { recursive: true })
    await writeFile(join(out, file), content)
  }
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify({ sources, shell, runtime }, null, 1)}\n`)
}

/**
 * Return what Python starts from, where `out` has it, intact, of these sources.
 *
 * @param {string} out
 * @param {string} sources
 * @returns {Promise<Record<string, File> | null>}
 */
async function built(out, sources) {
  try {
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
    const files = Object.values(/** @type {Record<string, File>} */ (manifest.runtime))
    const intact = await Promise.all(files.map(async ({ file }) => file.includes(hash(await readFile(join(out, file))))))
    return manifest.sources === sources && intact.every(Boolean) ? manifest.runtime : null
  } catch {
    return null
  }
}

/**
 * Return the shell: its files in a folder named by all of it, so that they find each other, and what stands in the page.
 *
 * @param {Record<string, File>} runtime
 */
async function shellFor(runtime) {
  const [files, inline] = await Promise.all([bundles(runtime), inlineScripts()])
  files.set('lean-qr.mjs', // slip.js loads it
    `/*! ${await readFile(join(QR, 'LICENSE'), 'utf8')}*/\n${await readFile(join(QR, 'nano.mjs'), 'utf8')}`)
  const folder = `shell-${hash(...[...files, ...inline].sort().flat())}`
  const inFolder = (/** @type {string} */ name) => `${folder}/${name}`
  return {
    shell: {
      early: 'inline/early.js', page: 'inline/estimator.js', styles: inFolder('styles.css'), worker: inFolder('worker.js'),
      files: [...files.keys()].map(inFolder),
    },
    files: new Map([
      ...[...files].map(([name, content]) => /** @type {const} */ ([inFolder(name), content])),
      ...[...inline].map(([name, content]) => /** @type {const} */ ([`inline/${name}`, content])),
    ]),
  }
}

const out = process.argv[2]
if (!out || process.argv.length > 3) {
  console.error('usage: node site/runtime/build.mjs OUT')
  process.exit(2)
}
build(out).then(() => process.exit(0), error => {
  console.error(error.message ?? error)
  process.exit(1)
})
