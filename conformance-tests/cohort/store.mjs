// SPDX-License-Identifier: Apache-2.0

// A store with the cohort's statements in it, and these as a file: made once for all tests that read it, as making it takes longer than most of them.
//
//     IBEST_COHORT=… IBEST_LRS=… node store.mjs FOLDER     makes FOLDER anew

import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The outline of the course that the statements are about. */
export const outline = fileURLToPath(new URL('fixtures/course.json', import.meta.url));

const cohort = process.env.IBEST_COHORT ?? 'build/dev/conformance-tests/cohort/ibest-cohort';
const lrs = process.env.IBEST_LRS ?? 'build/dev/lrs/ibest-lrs';
const files = folder => ({ statements: join(folder, 'statements.ndjson'), store: `sqlite:${join(folder, 'lrs.db')}` });

function makeStore(folder) {
  const { statements, store } = files(folder);
  const output = openSync(statements, 'w');
  execFileSync(cohort, ['--dry-run', '--course', outline], { stdio: ['ignore', output, 'inherit'] });
  closeSync(output);
  execFileSync(lrs, ['import', statements, '--store', store], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * Puts a store of the caller's own into `folder`, which is there: { statements, store }, a file's path and a store's URL. It is a copy of the one in the folder
 * IBEST_COHORT_STORE, or made here where that is not set.
 */
export function cohortStore(folder) {
  const made = process.env.IBEST_COHORT_STORE;
  if (made === undefined) makeStore(folder);
  else cpSync(made, folder, { recursive: true });
  return files(folder);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  makeStore(folder);
}
