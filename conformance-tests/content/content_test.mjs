// SPDX-License-Identifier: Apache-2.0

// Holds the courses under content/ and the broken ones under invalid/ against the schemas and the rules of content/README.md.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkCourse, readPage, schemas } from './course_source.mjs';
import { readMp4 } from './mp4.mjs';
import { readWebVtt } from './webvtt.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const content = fileURLToPath(new URL('../../content/', import.meta.url));
const folders = (parent) => readdirSync(parent, { withFileTypes: true })
  .filter((entry) => entry.isDirectory()).map((entry) => path.join(parent, entry.name));
const courses = folders(content).filter((folder) => existsSync(path.join(folder, 'course.json')));

/** Every object schema of a schema, with its place. */
function* objectSchemas(schema, place = '#') {
  if (schema === null || typeof schema !== 'object') return;
  if (schema.properties) yield { schema, place };
  for (const [key, value] of Object.entries(schema)) yield* objectSchemas(value, `${place}/${key}`);
}

test('there is a course to check', () => assert.notEqual(courses.length, 0));

for (const folder of [...courses, ...folders(path.join(here, 'valid'))]) {
  test(`${path.relative(content, folder)} has nothing wrong`, () => assert.deepEqual(checkCourse(folder), []));
}

for (const folder of folders(path.join(here, 'invalid'))) {
  const name = path.basename(folder);
  const [, file, line] = /^(.+):(\d+|\[\d+\]): /.exec(readFileSync(path.join(folder, 'expected'), 'utf8').replaceAll('\\', ''));
  test(`invalid/${name} is refused in ${file}`, () => {
    assert.ok(checkCourse(folder).some((problem) => problem.file === file), JSON.stringify(checkCourse(folder)));
  });
  test(`invalid/${name} has the line that its expected message names`, () => {
    const last = Number(line.match(/\d(?=\]?$)|^\d+$/)[0]);
    assert.ok(readFileSync(path.join(folder, file), 'latin1').split('\n').length >= last);
  });
}

test('every member that a schema allows is described, and no other is let through', () => {
  for (const name of ['course', 'quiz']) {
    for (const { schema, place } of objectSchemas(schemas[name].schema)) {
      const members = Object.entries(schema.properties);
      // Conditions ("if", "then", "contains") narrow an object that is described and closed elsewhere.
      if (/\/(if|then|correct)$/.test(place)) continue;
      assert.equal(schema.additionalProperties, false, `${name} ${place} is open`);
      for (const [key, member] of members) assert.ok(member.description, `${name} ${place}: '${key}' has no description`);
    }
  }
});

test('a page title may be quoted and hold a colon', () => {
  assert.equal(readPage('---\ntitle: "One: two"\n---\nText.\n').values.title, 'One: two');
});

test('a cue keeps its times to the millisecond, with and without hours', () => {
  const [first, second] = readWebVtt('WEBVTT\n\n00:01.250 --> 00:02.000\nOne\ntwo.\n\n01:00:00.000 --> 01:00:01.500 line:0\nThree.\n');
  assert.deepEqual(first, { start: 1.25, end: 2, text: ['One', 'two.'] });
  assert.deepEqual([second.start, second.end], [3600, 3601.5]);
});

test('a truncated MP4 file is refused', () => {
  const whole = readFileSync(path.join(here, 'valid/each-kind-of-page/media/talk.mp4'));
  assert.equal(readMp4(whole).seconds, 1);
  assert.throws(() => readMp4(whole.subarray(0, whole.length - 1)), /does not fit/);
});
