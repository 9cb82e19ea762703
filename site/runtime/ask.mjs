// @ts-check
// Prints what the built runtime answers to everything `exercise.py` asks:  node site/runtime/ask.mjs OUT
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exercised, startBuilt } from './python.mjs'

const out = process.argv[2]
const { runtime } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))
const answers = JSON.stringify(await exercised(await startBuilt(out, runtime)))
process.stdout.write(answers, () => process.exit(0))
