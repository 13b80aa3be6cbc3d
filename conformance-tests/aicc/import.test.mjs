// SPDX-License-Identifier: Apache-2.0

// The interchange files of AICC packages, imported by a strict LMS; and that this LMS refuses what is broken.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { course as source, unpackedPackage } from '../browser/harness.mjs';
import { importCourse } from './interchange.mjs';

const modules = JSON.parse(readFileSync(join(source, 'course.json'), 'utf8')).modules;

function filesOf(folder) {
  return Object.fromEntries(['crs', 'des', 'au', 'cst'].map((ending) => [ending, readFileSync(join(folder, `course.${ending}`), 'utf8')]));
}

test('a course has one unit a module, in their order, each with a page that shows that module', (t) => {
  const folder = unpackedPackage(t, '--format', 'aicc');
  const { course, units } = importCourse(filesOf(folder));
  assert.equal(course.course_id, 'ibest');
  assert.deepEqual(units.map(({ developer_id: id, title }) => [id, title]), modules.map(({ id, title }) => [id, title]));
  for (const { file_name: page, developer_id: id } of units) assert.match(readFileSync(join(folder, page), 'utf8'), new RegExp(`data-module="${id}"`));
});

test('a module by itself keeps its number', (t) => {
  const whole = importCourse(filesOf(unpackedPackage(t, '--format', 'aicc')));
  const one = importCourse(filesOf(unpackedPackage(t, '--format', 'aicc', '--module', modules[2].id)));
  assert.deepEqual(one.units, [whole.units[2]]);
  assert.notEqual(one.course.course_id, whole.course.course_id);
});

test('--content-url goes before each file name', (t) => {
  const { units } = importCourse(filesOf(unpackedPackage(t, '--format', 'aicc', '--content-url', 'https://content.example.org/ibest')));
  assert.deepEqual(units.map(({ file_name: name }) => name), modules.map(({ id }) => `https://content.example.org/ibest/${id}.html`));
});

const faults = [
  ['crs', '\r\n', '\n', /CR or LF by itself/],
  ['crs', '[Course_Behavior]', '[Behavior]', /no \[course_behavior\]/],
  ['crs', 'Course_Creator=', 'Creator=', /no course_creator/],
  ['crs', 'Course_ID=ibest', 'Course_ID=i best', /course_id/],
  ['crs', 'Version=4.0', 'Version=4', /version/],
  ['crs', 'Max_Normal=99', 'Max_Normal=100', /max_normal/],
  ['crs', `Max_Fields_CST=${modules.length + 1}`, `Max_Fields_CST=${modules.length}`, /max_fields_cst/],
  ['crs', `Total_AUs=${modules.length}`, `Total_AUs=${modules.length + 1}`, /total_aus/],
  ['crs', 'Course_Title=', 'Course_Title=a=', /no name=value/],
  ['au', '"Type","Command_Line"', '"Command_Line","Type"', /columns/],
  ['au', '"100"', '100', /quoted fields/],
  ['au', '"100",""', '"100","80"', /mastery score/],
  ['au', '.html"', '.html"x"', /quoted fields/],
  ['des', ',"about-best"', '', /another length/],
  ['des', modules[0].title, 'x'.repeat(256), /255/],
  ['cst', '"root","A', '"root","B', /ids/],
  ['cst', '"root","A02855573"', '"root","A11347258"', /member twice/],
  ['cst', '"root",', '"course",', /the root/],
];

test('each rule can be broken, and is then refused', (t) => {
  const good = filesOf(unpackedPackage(t, '--format', 'aicc'));
  for (const [ending, old, broken, message] of faults) {
    assert.ok(good[ending].includes(old), `${ending} has no ${old}`);
    assert.throws(() => importCourse({ ...good, [ending]: good[ending].replace(old, broken) }), message, `${ending}: ${broken}`);
  }
});
