// SPDX-License-Identifier: Apache-2.0

// Prints the README's table of results, as Markdown, of a run's held.json:
//   node conformance-tests/play/results.mjs [build/dev/conformance-tests/play/held.json]
import { readFileSync } from 'node:fs';
import { markdownOf } from './table.mjs';

const [file = new URL('../../build/dev/conformance-tests/play/held.json', import.meta.url)] = process.argv.slice(2);
process.stdout.write(markdownOf(JSON.parse(readFileSync(file, 'utf8'))));
