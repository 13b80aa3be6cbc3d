// SPDX-License-Identifier: Apache-2.0

// Holds the courses under content/ and the broken ones under invalid/ against the schemas and the rules of content/README.md.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** The faults that an editor with the schemas at hand shows while the author types. */
const SEEN_BY_SCHEMA = {
  course: ['copyright-too-long', 'course-without-title', 'keyword-not-a-text', 'keyword-too-long', 'metadata-without-cost', 'metadata-without-keywords', 'iri-with-trailing-slash', 'minutes-not-a-number', 'module-id-index', 'module-id-not-a-name',
    'module-without-title', 'certificate-without-text', 'completion-over-100', 'completion-of-unknown-kind', 'no-modules', 'page-of-unknown-kind', 'page-path-absolute', 'page-path-climbs-out', 'page-path-with-two-dots', 'title-too-long', 'unknown-member'],
  quiz: ['quiz-choice-id-not-a-letter', 'quiz-multiple-without-correct-choice', 'quiz-of-unknown-type', 'quiz-pass-mark-over-100',
    'quiz-single-with-two-correct', 'quiz-with-one-choice', 'quiz-without-correct-choice', 'quiz-after-with-pass-mark',
    'quiz-after-attempts-without-attempts', 'quiz-check-without-pass-mark', 'quiz-item-with-unknown-key', 'quiz-matching-with-one-pair', 'quiz-numeric-answer-not-a-number', 'quiz-of-unknown-purpose',
    'quiz-ordering-with-one-item', 'quiz-text-answer-blank', 'quiz-true-false-with-choices', 'quiz-with-bank-and-questions',
    'quiz-with-no-attempts', 'quiz-without-questions', 'quiz-pair-without-match', 'quiz-bank-of-unknown-kind'],
  bank: ['bank-without-id'],
  survey: ['survey-choice-with-correct', 'survey-of-unknown-moment', 'survey-of-unknown-type', 'survey-scale-over-10', 'survey-scale-without-label',
    'survey-text-too-long', 'survey-without-instrument'],
  scenario: ['scenario-choice-id-not-a-letter', 'scenario-choice-without-to', 'scenario-of-one-step', 'scenario-with-one-choice'],
};
const FILE_OF = {
  course: 'course.json', quiz: 'first/check.quiz.json', bank: 'banks/colours.bank.json', survey: 'first/mood.survey.json',
  scenario: 'first/visitor.scenario.json',
};

/** The patient packs that a module's pages offer: { values, body } each. */
function patientPacks(course, module) {
  const pages = module.pages.filter((page) => page.endsWith('.md'));
  return pages.flatMap((page) => (readPage(readFileSync(path.join(course, page), 'utf8')).values.downloads ?? [])
    .filter((download) => download.title.startsWith('Patient pack: '))
    .map((download) => readPage(readFileSync(path.join(course, path.dirname(page), download.file), 'utf8'), ['title', 'subject', 'notice'])));
}

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
  // A pattern may allow for a column after the line, as messages about broken JSON have one.
  const place = /^(.+?):(\d+|\[\d+\])(?:\(:\[0-9\]\+\)\?)?: /;
  const [, file, line] = place.exec(readFileSync(path.join(folder, 'expected'), 'utf8').replaceAll("\\", ""));
  test(`invalid/${name} is refused in ${file}`, () => {
    assert.ok(checkCourse(folder).some((problem) => problem.file === file), JSON.stringify(checkCourse(folder)));
  });
  test(`invalid/${name} has the line that its expected message names`, () => {
    const last = Number(line.match(/\d(?=\]?$)|^\d+$/)[0]);
    assert.ok(readFileSync(path.join(folder, file), 'latin1').split('\n').length >= last);
  });
}

for (const [schema, names] of Object.entries(SEEN_BY_SCHEMA)) {
  for (const name of names) {
    test(`${schema}.schema.json refuses invalid/${name}`, () => {
      assert.equal(schemas[schema](JSON.parse(readFileSync(path.join(here, 'invalid', name, FILE_OF[schema]), 'utf8'))), false);
    });
  }
}

test('each session of the iBeST example has a pack of its own to take home, labelled, with the same words on when to get help', () => {
  const course = path.join(content, 'ibest');
  const { modules } = JSON.parse(readFileSync(path.join(course, 'course.json'), 'utf8'));
  const packs = modules.filter((module) => /session/i.test(module.title)).map((module) => patientPacks(course, module));
  assert.deepEqual(packs.map((each) => each.length), Array(7).fill(1));
  const help = packs.flat().map(({ body }) => /## When to get help at once\n[^]*?conditions\/back-pain\/\)\n/.exec(body)?.[0]);
  assert.match(help[0], /Call 999 or go to A&E[^]*call 111/);
  assert.equal(new Set(help).size, 1);
  assert.equal(new Set(packs.flat().map(({ values }) => values.title)).size, 7);
  packs.flat().forEach(({ values }) => assert.match(values.notice, /^This is an example, not a document for patients\./));
});

test('the examples in content/README.md are valid', () => {
  const readme = readFileSync(path.join(content, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/```json\n([^]*?)```/g)].map((match) => JSON.parse(match[1]));
  const kinds = Object.keys(schemas);
  assert.equal(examples.length, kinds.length);
  kinds.forEach((kind, index) => assert.ok(schemas[kind](examples[index]), `${kind}: ${JSON.stringify(schemas[kind].errors)}`));
  assert.equal(readPage(/```markdown\n([^]*?)```/.exec(readme)[1]).values.downloads.length, 1);
});

test('content/README.md explains every member of the schemas', () => {
  const readme = readFileSync(path.join(content, 'README.md'), 'utf8');
  const explained = new Set([...readme.matchAll(/^\| `([^`]+)`/gm)].map((row) => row[1].split('.').at(-1).replace('[]', '')));
  const members = Object.values(schemas).flatMap(({ schema }) => [...objectSchemas(schema)]).flatMap(({ schema }) => Object.keys(schema.properties));
  for (const member of members) assert.ok(explained.has(member), `'${member}' has no row`);
});

test('captions that outlast their film are refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'course-'));
  try {
    cpSync(path.join(here, 'valid/each-kind-of-page'), folder, { recursive: true });
    writeFileSync(path.join(folder, 'media/talk.vtt'), 'WEBVTT\n\n00:00.000 --> 00:01.001\nToo long.\n');
    assert.match(checkCourse(folder)[0].message, /ends after the video's 1 s/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every member that a schema allows is described, and no other is let through', () => {
  for (const name of Object.keys(schemas)) {
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
