// SPDX-License-Identifier: Apache-2.0

// `ibest-pack check --report sarif` against SARIF's own schema, as code forges read it. Usage: node --test, with the program's
// path in IBEST_PACK.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const program = process.env.IBEST_PACK;
const courses = fileURLToPath(new URL('../content/', import.meta.url));
const work = mkdtempSync(path.join(os.tmpdir(), 'ibest-sarif-'));
after(() => rmSync(work, { recursive: true }));

const schemaFile = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json')),
  'lib/schemas/sarif-2.1.0-rtm.5.json',
);
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
// It is of draft 4, and says nothing that later drafts take otherwise.
const { $schema, id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
const follows = ajv.compile(schema);

function report(...subject) {
  const run = spawnSync(program, ['check', ...subject, '--report', 'sarif'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return JSON.parse(run.stdout);
}

function assertFollows(log) {
  assert.ok(follows(log), JSON.stringify(follows.errors));
  assert.equal(log.version, '2.1.0');
}

/** A folder whose manifest breaks much: a name with letters beyond ASCII, lines, elements, and more findings than are kept. */
function brokenPackage() {
  const manifest = '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="1">\n'
    + '<organizations default="none"/>\n<resources>\n'
    + '<resource identifier="R" href="gone.html"/>\n'.repeat(30)
    + '</resources>\n</manifest>\n';
  writeFileSync(path.join(work, 'imsmanifest.xml'), manifest);
  writeFileSync(path.join(work, 'café & co.html'), '<p>');
  return work;
}

test('a good course gives a log that follows the schema, with all rules and no result', () => {
  const log = report(path.join(courses, 'valid/smallest'));
  assertFollows(log);
  assert.equal(log.runs[0].results.length, 0);
  assert.ok(log.runs[0].tool.driver.rules.length > 100);
});

test('a broken package gives results that name their rules, files and lines', () => {
  const log = report(brokenPackage());
  assertFollows(log);
  const [run] = log.runs;
  assert.ok(run.results.length > 10);
  for (const result of run.results) {
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    assert.equal(result.level, run.tool.driver.rules[result.ruleIndex].defaultConfiguration.level);
  }
  assert.ok(run.results.some((result) => result.locations[0].physicalLocation.region?.startLine === 2));
  assert.ok(run.invocations[0].toolExecutionNotifications.length > 0, 'what is not kept is told');
});

test('a fault of a course source names its file', () => {
  const log = report(path.join(courses, 'invalid/course-without-title'));
  assertFollows(log);
  assert.match(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, /course\.json$/);
});

test('the schema is one that refuses', () => {
  const log = report(brokenPackage());
  log.runs[0].results[0].level = 'fatal';
  assert.equal(follows(log), false);
});
