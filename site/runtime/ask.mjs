// @ts-check
// Prints what the built runtime answers to everything `all_cases.py` asks:  node site/runtime/ask.mjs OUT
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runAllCases, startBuilt } from './python.mjs'

const out = process.argv[2]
const { runtime } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
const answers = JSON.stringify(await runAllCases(await startBuilt(out, runtime)))
process.stdout.write(answers, () => process.exit(0))
