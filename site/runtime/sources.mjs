// @ts-check
// What the files that Python starts from are made of: where none of it has changed, they are as they were.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { esbuild } from './bundles.mjs'
import { project } from './python.mjs'

const SCRIPT = 'site/runtime/engine.mjs'
const READ = ['estimator', 'site/runtime', 'site/.browserslistrc', 'tests/cases/estimates.toml']
const DATA = /\.(py|toml|json)$/

/** Return the hash of it: of `engine.mjs` with all that it imports, of what these scripts read, and of Node.js. */
export async function hashOfSources() {
  const { build } = await esbuild()
  const { metafile } = await build({
    entryPoints: [SCRIPT], absWorkingDir: project, bundle: true, platform: 'node', format: 'esm', packages: 'external',
    metafile: true, write: false, logLevel: 'silent',
  })
  const read = await Promise.all(READ.map(filesBelow))
  const paths = [...Object.keys(metafile.inputs), ...read.flat()].sort()
  const contents = await Promise.all(paths.map(path => readFile(join(project, path))))
  return hash([process.version, ...paths.flatMap((path, at) => [path, contents[at]])])
}

/** @param {string} path of a file, or of a folder @returns {Promise<string[]>} */
async function filesBelow(path) {
  const entries = await readdir(join(project, path), { recursive: true, withFileTypes: true }).catch(() => null)
  if (!entries) return [path]
  return entries.filter(entry => entry.isFile() && DATA.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map(entry => relative(project, join(entry.parentPath, entry.name)))
}

/** @param {(string | Uint8Array)[]} contents */
export function hash(contents) {
  const sum = createHash('sha256')
  for (const content of contents) sum.update(content)
  return sum.digest('hex').slice(0, 12)
}
