// @ts-check
// Makes of the shell's modules what a browser gets: what is always loaded together is one file, without comments.
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { project } from './python.mjs'

const SHELL = join(project, 'site', 'shell')
const FILES = ['worker.js', 'image.js', 'styles.css']
const LATER = ['./image.js'] // loaded by itself
const NO_FILES = "const FILES = JSON.parse('{}')"
const BROWSERS = /^(\w+) >= ([\d.]+)$/gm
const NAMES = /** @type {Record<string, string>} */ ({ ios_saf: 'ios' })

/** Return the scripts that stand in the page itself, by name. @returns {Promise<Map<string, string>>} */
export async function inlineScripts() {
  const [early, page] = await Promise.all([
    bundled({ entryPoints: ['early.js'], format: 'iife', target: 'es2015' }), // older browsers run it too
    bundled({ entryPoints: ['estimator.js'], format: 'iife', target: await promised() }),
  ])
  return new Map([...early, ...page])
}

/**
 * Return the files of the shell by name.
 *
 * @param {Record<string, import('./python.mjs').File>} runtime the files that the worker loads
 * @returns {Promise<Map<string, string>>}
 */
export async function bundles(runtime) {
  return bundled({
    entryPoints: FILES,
    format: 'esm',
    external: LATER,
    target: await promised(),
    plugins: [{
      name: 'files of the runtime',
      setup: ({ onLoad }) => onLoad({ filter: /[\\/]worker\.js$/ }, async ({ path }) => ({
        contents: withFiles(await readFile(path, 'utf8'), runtime),
        loader: 'js',
      })),
    }],
  })
}

/** Return esbuild, or say how to bring it. */
export function esbuild() {
  return import('esbuild').catch(() => {
    throw new Error('esbuild is not there. Run: npm ci --prefix site/runtime')
  })
}

/** @param {import('esbuild').BuildOptions & {entryPoints: string[]}} options @returns {Promise<Map<string, string>>} */
async function bundled({ entryPoints, ...options }) {
  const { build } = await esbuild()
  const { outputFiles } = await build({
    ...options,
    entryPoints: entryPoints.map(name => join(SHELL, name)),
    outdir: SHELL,
    write: false,
    bundle: true,
    minify: true,
    logLevel: 'silent',
  })
  return new Map((outputFiles ?? []).map(({ path, text }) => [basename(path), text.trim()]))
}

/** @param {string} worker @param {object} runtime */
function withFiles(worker, runtime) {
  if (!worker.includes(NO_FILES)) throw new Error('worker.js has no constant FILES')
  return worker.replace(NO_FILES, () => `const FILES = ${JSON.stringify(runtime)}`)
}

/** Return the oldest browsers that we promise, as esbuild names them. */
export async function promised() {
  const text = await readFile(join(project, 'site', '.browserslistrc'), 'utf8')
  return [...text.matchAll(BROWSERS)].map(([, name, version]) => `${NAMES[name] ?? name}${version}`)
}
