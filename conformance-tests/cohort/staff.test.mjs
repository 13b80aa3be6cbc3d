// SPDX-License-Identifier: Apache-2.0

// The cohort's staff records: they fit its statements, an LRS takes them without a word, and the published figures stay exact.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cohortStore, outline as course } from './store.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ibest-staff-'));
after(() => rmSync(folder, { recursive: true }));
const big = { encoding: 'utf8', maxBuffer: 1 << 28 };
const ods = ['Organisation_Details.csv', 'Role_Details.csv', 'Relationship_Details.csv', 'Successor_Details.csv'];

const cohort = (...options) => spawnSync(process.env.IBEST_COHORT, ['--course', course, ...options], big);
const { statements, store } = cohortStore(folder);
const lrs = (...options) => {
  const result = spawnSync(process.env.IBEST_LRS, [...options, '--store', store], { ...big, cwd: folder });
  assert.equal(result.status, 0, result.stderr);
  return result;
};
const lines = name => readFileSync(join(folder, name), 'utf8').trimEnd().split('\r\n').map(line => line.split(','));

assert.equal(cohort('--staff', folder).status, 0);
const rows = lines('roster.csv').slice(1).map(([homePage, account, , organisation, , , , , , from]) => ({ homePage, account, organisation, from }));

test('each learner has a row at the organisation that the registration names', () => {
  const output = readFileSync(statements, 'utf8').trimEnd().split('\n');
  const latest = new Map(rows.map(row => [`${row.homePage}|${row.account}`, row.organisation]));
  const registered = output.map(line => JSON.parse(line)).filter(each => each.verb.id.endsWith('/registered'));
  assert.equal(registered.length, 1270);
  for (const { actor, context } of registered) {
    const code = Object.entries(context.extensions).find(([iri]) => iri.endsWith('/organisation'))[1];
    assert.equal(latest.get(`${actor.account.homePage}|${actor.account.name}`), code);
  }
});

test('every code is among the organisations and begins with SYN', () => {
  const known = new Set(lines(ods[0]).slice(1).map(([code]) => code));
  assert.equal(known.size, 68);
  for (const { organisation } of rows) assert.ok(known.has(organisation));
  for (const code of known) assert.match(code, /^SYN/);
});

test('the same seed gives the same files', () => {
  const before = readFileSync(join(folder, 'roster.csv'), 'utf8');
  assert.equal(cohort('--staff', folder).status, 0);
  assert.equal(readFileSync(join(folder, 'roster.csv'), 'utf8'), before);
});

test('an LRS takes them, joins the accounts, and the figures of April 2018 stay exact', () => {
  const before = lrs('report', 'funnel').stdout;
  lrs('ods', 'import', ...ods);
  const imported = JSON.parse(lrs('roster', 'import', 'roster.csv', '--json').stdout);
  assert.deepEqual([imported.rows, imported.added, imported.problems.warnings.total], [rows.length, rows.length, 0]);
  assert.equal(imported.joined, 2 * Math.floor(1270 / 40));
  assert.equal(JSON.parse(lrs('people', 'list', '--json').stdout).length, imported.joined);
  assert.equal(lrs('report', 'funnel').stdout, before);
  assert.match(before, /,1270,744,462,58\.6,36\.4\r\n/);
  assert.match(lrs('report', 'evaluation').stdout, /\r\n36,\d+,628,/);
});

test('what is exported is what was imported', () => {
  const again = JSON.parse((lrs('roster', 'export', 'again.csv'), lrs('roster', 'import', 'again.csv', '--json')).stdout);
  assert.deepEqual([again.added, again.changed, again.ended, again.unchanged], [0, 0, 0, rows.length]);
});

test('a bad file ends with 1, a wrong line with 2, and nothing is kept', () => {
  writeFileSync(join(folder, 'bad.csv'), 'account,organisation\nx,SYN01\ny,?\n');
  const run = (...options) => spawnSync(process.env.IBEST_LRS, [...options, '--store', store], { ...big, cwd: folder });
  const bad = run('roster', 'import', 'bad.csv', '--home-page', 'https://x.invalid');
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /bad\.csv:3: organisation '\?' is no ODS code/);
  assert.equal(run('roster', 'import', 'bad.csv').status, 2);
  assert.equal(run('roster', 'import').status, 2);
  assert.equal(run('ods', 'import', 'bad.csv').status, 2);
  assert.doesNotMatch(run('roster', 'list', '--account', 'account:https://x.invalid|x').stdout, /SYN01/);
});
