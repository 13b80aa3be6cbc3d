// SPDX-License-Identifier: Apache-2.0

// The table of what was held: its text has a line a row, and the table of LMSs has each of them once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LMSS } from './lms/lms.mjs';
import { reportOf } from './lms/statements.mjs';
import { FORMATS } from './packages.mjs';
import { markdownOf, textOf } from './table.mjs';

test('a row is a line in columns, and what is empty is a dash', () => {
  const row = { format: 'scorm12', lms: 'esr', package: 'understanding-pain', situation: 'completed', status: 'completed', success: '', score: '100', seconds: 2.5, suspend_data: 67, found: '' };
  assert.equal(textOf([row]), 'format   lms  package             situation  status     success  score  seconds  suspend_data  found\n'
    + 'scorm12  esr  understanding-pain  completed  completed  -        100    2.5      67            -\n');
});

test('the Markdown table has a line for each LMS, and what differs among its packages', () => {
  const row = { format: 'cmi5', lms: 'strict', package: 'a', situation: 'completed', status: 'completed', success: 'passed', score: '100', found: '' };
  const [, , line, ...rest] = markdownOf([row, { ...row, package: 'whole course, AU 1' }, { ...row, package: 'whole course, AU 2', success: '', score: '' },
    { ...row, situation: 'opened again', found: 'starts anew' }]).trimEnd().split('\n');
  assert.deepEqual([line, rest], ['| cmi5 | `strict` | 2 | – | – | completed, or completed passed 100 | completed passed 100 | – | starts anew |', []]);
});

test('the README has the results of each LMS', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const told = [...readme.matchAll(/^\| (\w+) \| `([\w-]+)` \|/gm)].map(([, format, id]) => `${format} ${id}`);
  assert.deepEqual(told, LMSS.map(({ format, id }) => `${format} ${id}`));
});

test('each format has an LMS, and no LMS stands in the table twice', () => {
  const names = LMSS.map(({ format, id }) => `${format} ${id}`);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual([...new Set(LMSS.map(({ format }) => format))].sort(), [...FORMATS].sort());
  for (const { format, isLikeAnother } of LMSS) assert.ok(!isLikeAnother || LMSS.some((other) => other.format === format && !other.isLikeAnother), 'what is like another needs that other');
});

const statement = (verb, id, result) => ({ verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` }, object: { id }, result });

test('statements about an activity are told by the last result, with the time of visits that have ended', () => {
  const sent = [statement('initialized', 'a'), statement('terminated', 'a', { duration: 'PT1M0.5S' }), statement('completed', 'b'), statement('completed', 'a'),
    statement('passed', 'a', { score: { scaled: 0.9 } }), statement('terminated', 'a', { duration: 'PT2S' })];
  assert.deepEqual(reportOf(sent, 'a'), { status: 'completed', success: 'passed', score: '90', seconds: 62.5 });
  assert.deepEqual(reportOf(sent.slice(0, 2), 'a'), { status: 'initialized', success: '', score: '', seconds: 60.5 });
  assert.deepEqual(reportOf([], 'a'), { status: '', success: '', score: '', seconds: 0 });
});
