// SPDX-License-Identifier: Apache-2.0

// The import of course structures: the package that ibest-pack makes is taken, and each thing that can be wrong is refused with the requirement's id.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { course as source, unpackedPackage } from '../browser/harness.mjs';
import { importCourse } from './structure.mjs';
import { readXml } from './xml.mjs';

const text = (words) => `<title><langstring lang="en-GB">${words}</langstring></title><description><langstring lang="en-GB">${words}</langstring></description>`;
const NAMESPACE = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const GOOD = `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="${NAMESPACE}"><course id="https://example.org/course">${text('Course &amp; more')}</course>
<objectives><objective id="https://example.org/o1">${text('First')}</objective><objective id="https://example.org/o2">${text('Second')}</objective></objectives>
<block id="https://example.org/b1">${text('Block')}<au id="https://example.org/a1" moveOn="Passed" masteryScore="0.8">${text('One')}<url> one.html?x=1 </url>
<launchParameters>p</launchParameters><entitlementKey>k</entitlementKey></au></block>
<block id="https://example.org/b2">${text('Block')}<au id="https://example.org/a2">${text('Two')}<url>https://example.org/two</url></au></block></courseStructure>`;
const FILES = ['cmi5.xml', 'one.html'];

test('a course structure is read with its defaults, its blocks and without the blanks around values', () => {
  const { id, units } = importCourse(GOOD, FILES);
  assert.equal(id, 'https://example.org/course');
  assert.deepEqual(units[0], { id: 'https://example.org/a1', title: 'One', url: 'one.html?x=1', moveOn: 'Passed', launchMethod: 'AnyWindow', masteryScore: 0.8, launchParameters: 'p', entitlementKey: 'k' });
  assert.deepEqual([units[1].moveOn, units[1].masteryScore], ['NotApplicable', null]);
});

test('the package of a course has one AU a module, in their order', (t) => {
  const folder = unpackedPackage(t, '--format', 'cmi5');
  const { modules } = JSON.parse(readFileSync(join(source, 'course.json'), 'utf8'));
  const { units } = importCourse(readFileSync(join(folder, 'cmi5.xml'), 'utf8'), ['cmi5.xml', ...modules.map(({ id }) => `${id}.html`), 'index.html']);
  assert.deepEqual(units.map(({ id, title }) => [id.split('/').at(-1), title]), modules.map(({ id, title }) => [id, title]));
  for (const { moveOn } of units) assert.notEqual(moveOn, 'NotApplicable');
});

/* [requirement, text, in place of it]; null for files that came without a zip. */
const FAULTS = [
  ['13.2.0.0-1', '</courseStructure>', ''], ['13.2.0.0-1', NAMESPACE, 'https://example.org/other'], ['13.2.0.0-1', '<course id', '<about id'], ['13.2.0.0-1', 'moveOn="Passed"', 'moveOn="Later"'],
  ['13.2.0.0-1', 'masteryScore="0.8"', 'masteryScore="80"'], ['13.2.0.0-1', 'masteryScore="0.8"', 'masteryScore="0.80000001"'], ['13.2.0.0-1', '<url> one.html?x=1 </url>', ''],
  ['13.2.0.0-1', 'id="https://example.org/a2"', 'id="https://example.org/a2" launchMethod="Frame"'], ['13.2.0.0-1', '&amp;', '&nbsp;'],
  ['13.2.0.0-1', text('Two'), '<title/><description/>'], ['3.0.0.0-1', 'id="https://example.org/a2"', 'id="a2"'], ['3.0.0.0-1', 'id="https://example.org/course"', 'id="course"'],
  ['13.1.4.0-1', 'id="https://example.org/a2"', 'id="https://example.org/a1"'], ['13.1.2.0-1', 'id="https://example.org/b2"', 'id="https://example.org/b1"'],
  ['13.1.3.0-1', 'id="https://example.org/o2"', 'id="https://example.org/o1"'], ['14.1.0.0-3', 'one.html?x=1', 'three.html'], ['8.1.0.0-6', 'one.html?x=1', 'one.html?fetch=1'],
];

test('each thing that can be wrong is refused with its requirement', () => {
  for (const [id, right, wrong] of FAULTS) {
    assert.ok(GOOD.includes(right), right);
    assert.throws(() => importCourse(GOOD.replace(right, wrong), FILES), { id }, `${right} → ${wrong}`);
  }
  assert.throws(() => importCourse(GOOD, ['course/cmi5.xml', 'one.html']), { id: '14.1.0.0-2' });
  assert.throws(() => importCourse(GOOD, null), { id: '14.2.0.0-1' });
});

test('a course of more than a thousand AUs is imported', () => {
  const units = Array.from({ length: 1001 }, (_, index) => `<au id="https://example.org/${index}">${text('AU')}<url>one.html</url></au>`);
  assert.equal(importCourse(GOOD.replace(/<block[\s\S]*<\/block>/, units.join('')), FILES).units.length, 1001);
});

test('vendors\' elements of their own namespace are passed over', () => {
  const vendor = '<v:note xmlns:v="https://example.org/vendor" v:kind="a">text</v:note></courseStructure>';
  assert.equal(importCourse(GOOD.replace('</courseStructure>', vendor), FILES).units.length, 2);
});

test('XML is read with entities, comments and both quotes, and refused where it is broken', () => {
  const root = readXml(`<?xml version="1.0"?><!-- a --><a b='1 &lt; 2'>x&#233;<c/>y</a>\n`);
  assert.deepEqual([root.attributes.b, root.text, root.children[0].local], ['1 < 2', 'xéy', 'c']);
  for (const broken of ['<a><b></a></b>', '<a/><b/>', '<a', '<a b="1" b="2"/>', '<a>&unknown;</a>', '<!DOCTYPE a><a/>']) assert.throws(() => readXml(broken), /XML/, broken);
});
