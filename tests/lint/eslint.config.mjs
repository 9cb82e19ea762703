// @ts-check
// What the page and its workers may use: syntax of ES2022, the newest edition that all promised browsers read in
// full, and what those browsers have.  Names, types and what is unused are left to TypeScript.
import js from '@eslint/js'
import { fileURLToPath } from 'node:url'
import supported from './supported.mjs'

const site = fileURLToPath(new URL('../../site/', import.meta.url))
const IN_WORKERS = ['shell/{image,sw,worker}.js', 'pages/*.js']
const NO_MODULES = ['shell/{early,sw}.js', 'pages/*.js', 'theme/**/*.js']

/** @param {string} project @returns {import('eslint').Linter.Config} */
const browsers = project => ({
  languageOptions: { ecmaVersion: 2022 },
  plugins: { browsers: { rules: { supported } } },
  rules: { 'browsers/supported': ['error', site + project] },
})

/** @type {import('eslint').Linter.Config[]} */
export default [
  { basePath: site, ...js.configs.recommended },
  { rules: { 'no-undef': 'off', 'no-unused-vars': 'off' }, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { basePath: site, files: ['{shell,theme}/**/*.js'], ignores: IN_WORKERS, ...browsers('tsconfig.json') },
  { basePath: site, files: IN_WORKERS, ...browsers('tsconfig.worker.json') },
  { basePath: site, files: NO_MODULES, languageOptions: { sourceType: 'script' } },
]
