// @ts-check
// What the files that Python starts from are made of: where none of it has changed, they are as they were.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { esbuild } from './bundles.mjs'
import { filesBelow, hash } from './files.mjs'
import { project } from './python.mjs'

const SCRIPT = 'site/runtime/engine.mjs'
const FOLDERS = ['estimator', 'site/runtime']
const FILES = ['site/.browserslistrc', 'tests/cases/estimates.toml']
const DATA = /^(?!.*node_modules).*\.(py|toml|json)$/

/** Return the hash of it: of `engine.mjs` with all that it imports, of what these scripts read, and of Node.js. */
export async function hashOfSources() {
  const { build } = await esbuild()
  const { metafile } = await build({
    entryPoints: [SCRIPT], absWorkingDir: project, bundle: true, platform: 'node', format: 'esm', packages: 'external',
    metafile: true, write: false, logLevel: 'silent',
  })
  const read = await Promise.all(FOLDERS.map(async folder =>
    (await filesBelow(join(project, folder))).filter(path => DATA.test(path)).map(path => `${folder}/${path}`)))
  const paths = [...Object.keys(metafile.inputs), ...FILES, ...read.flat()].sort()
  const contents = await Promise.all(paths.map(path => readFile(join(project, path))))
  return hash(process.version, ...paths.flatMap((path, at) => [path, contents[at]]))
}
