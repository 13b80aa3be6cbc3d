// SPDX-License-Identifier: Apache-2.0

// The profile keeps to the specification, and its rules say what its examples, valid and invalid, say.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brokenIn, constraintName, constraintsOf, extensionChecker, followsPattern, matchingTemplates } from './matching.mjs';
import { profileFaults } from './structure.mjs';

const folder = new URL('../xapi/ibest/', import.meta.url);
const read = name => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const examples = kind => readdirSync(new URL(`${kind}/`, folder)).map(name => ({ name: name.replace(/\.json$/, ''), statement: read(`${kind}/${name}`) }));
const profile = read('profile.jsonld');
const nameOf = part => part.id.split('/').pop();
const extensionFaults = extensionChecker(profile);

test('the profile keeps to the specification', () => assert.deepEqual(profileFaults(profile), []));

/** A copy of the profile after `change`, which gets the copy. */
function changed(change) {
  const copy = structuredClone(profile);
  change(copy);
  return copy;
}

for (const [rule, change, fault] of [
  ['a profile names its author', copy => delete copy.author, /author/],
  ['properties that the specification does not have are refused', copy => (copy.colour = 'red'), /additional/],
  ['an extension has one schema at most', copy => (copy.concepts[1].schema = 'https://w3id.org/xapi/ibest/x'), /concepts\/1/],
  ['a result extension recommends verbs, not activity types', copy => (copy.concepts[2].recommendedActivityTypes = ['http://example.org/x']), /concepts\/2/],
  ['a rule has a constraint', copy => (copy.templates[0].rules[0] = { location: '$.id' }), /rules\/0/],
  ['a template has a label', copy => delete copy.templates[0].prefLabel, /prefLabel/],
  ['a primary pattern has a definition', copy => delete copy.patterns[0].definition, /definition/],
  ['a pattern is of one kind', copy => (copy.patterns[0].optional = copy.templates[0].id), /patterns\/0/],
  ['no value is empty', copy => (copy.templates[0].rules[0].any = ['']), /is empty/],
  ['an id identifies one thing', copy => (copy.templates[1].id = copy.templates[0].id), /two things/],
  ['terms of others are not defined here', copy => (copy.concepts[0].id = 'http://adlnet.gov/expapi/activities/course'), /not this profile's/],
  ['each part is in the newest version', copy => (copy.templates[3].inScheme = 'https://w3id.org/xapi/ibest/v0'), /not inScheme/],
  ['a later version says what it revised', copy => copy.versions.push({ ...copy.versions[0], id: 'https://w3id.org/xapi/ibest/v0' }), /revised/],
  ['inline schemas are JSON Schemas', copy => (copy.concepts[1].inlineSchema = '{"type": "number", "minimum": "0"}'), /minimum/],
  ['locations are JSONPath', copy => (copy.templates[0].rules[0].location = '$.context[?(@.id)]'), /cannot be read/],
  ['two templates differ in determining properties', copy => (copy.templates[1].verb = copy.templates[0].verb), /another template/],
  ['patterns use what the profile has', copy => (copy.patterns[1].optional = 'https://w3id.org/xapi/ibest/templates/none'), /does not have/],
  ['an alternate cannot match nothing', copy => (copy.patterns[3].alternates[0] = copy.patterns[1].id), /match nothing/],
  ['a pattern is not within itself', copy => (copy.patterns[2].zeroOrMore = copy.patterns[0].id), /contains itself/],
  ['a sequence has two members', copy => copy.patterns[4].sequence.splice(1), /sequence of one/],
])
  test(`structure: ${rule}`, () => assert.match(profileFaults(changed(change)).join('\n'), fault));

/** The template of an example in valid/: TEMPLATE.json, or TEMPLATE.imported.json for what is made of an LMS's report. */
const templateOf = name => name.replace(/\.imported$/, '');

test('each template has one valid example', () => {
  const names = examples('valid').map(({ name }) => name).filter(name => templateOf(name) === name);
  assert.deepEqual(names.sort(), profile.templates.map(nameOf).sort());
});

const importedFrom = `${profile.id}/extensions/imported-from`;
const importable = profile.templates.filter(({ rules }) => rules.some(({ location }) => location.includes(importedFrom)));

test('each template that reports are imported by has an example of that', () => {
  const names = examples('valid').map(({ name }) => name).filter(name => templateOf(name) !== name);
  assert.deepEqual(names.map(templateOf).sort(), importable.map(nameOf).sort());
  for (const { statement } of examples('valid').filter(({ name }) => names.includes(name)))
    assert.ok(statement.context.extensions[importedFrom]);
});

for (const { name, statement } of examples('valid'))
  test(`valid: ${name} matches its template alone and keeps its rules`, () => {
    const templates = matchingTemplates(profile, statement);
    assert.deepEqual(templates.map(nameOf), [templateOf(name)]);
    assert.deepEqual(brokenIn(profile, templates[0], statement), []);
    assert.deepEqual(extensionFaults(statement), []);
  });

test('each constraint of each rule has one example that breaks it', () => {
  const names = profile.templates.flatMap(template =>
    template.rules.flatMap(rule => constraintsOf(rule).map(kind => `${nameOf(template)}.${constraintName(profile, rule, kind)}`)),
  );
  assert.deepEqual(examples('invalid').map(({ name }) => name).sort(), names.sort());
});

for (const { name, statement } of examples('invalid'))
  test(`invalid: ${name} is broken, and nothing else`, () => {
    const templates = matchingTemplates(profile, statement);
    assert.equal(templates.length, 1);
    const broken = brokenIn(profile, templates[0], statement);
    assert.deepEqual(broken.map(constraint => `${nameOf(templates[0])}.${constraint}`), [name]);
  });

test('examples differ in their ids', () => {
  const ids = [...examples('valid'), ...examples('invalid')].map(({ statement }) => statement.id);
  assert.equal(new Set(ids).size, ids.length);
});

test('an extension is checked by its schema and its place', () => {
  const patients = 'https://w3id.org/xapi/ibest/extensions/patients';
  assert.deepEqual(extensionFaults({ result: { extensions: { [patients]: 0 } } }), []);
  for (const value of [-1, 1.5, '7']) assert.match(extensionFaults({ result: { extensions: { [patients]: value } } })[0], /patients/);
  assert.match(extensionFaults({ context: { extensions: { [patients]: 7 } } })[0], /belongs in result/);
  assert.deepEqual(extensionFaults({ context: { extensions: { [importedFrom]: 'moodle-scorm' } } }), []);
  for (const value of ['', 'Totara', '-x', 7, ['totara']])
    assert.match(extensionFaults({ context: { extensions: { [importedFrom]: value } } })[0], /imported-from/);
  assert.match(extensionFaults({ result: { extensions: { [importedFrom]: 'totara' } } })[0], /belongs in context/);
});

test('a single context activity counts as a list of one', () => {
  const statement = read('valid/page-experienced.json');
  statement.context.contextActivities.parent = statement.context.contextActivities.parent[0];
  assert.deepEqual(brokenIn(profile, matchingTemplates(profile, statement)[0], statement), []);
});

const follows = names => followsPattern(profile, names.split(' ').map(name => `${profile.id}/templates/${name}`));

for (const names of [
  'course-registered',
  'course-registered module-initialized page-experienced module-terminated module-initialized module-completed module-terminated course-completed',
  'course-initialized module-initialized video-played video-interacted video-paused video-seeked video-completed module-completed module-terminated course-completed course-terminated',
  'module-initialized page-experienced',
  'module-initialized question-answered assessment-failed question-answered assessment-passed module-completed',
  'module-initialized survey-answered survey-completed question-answered assessment-scored scenario-answered scenario-completed module-completed',
  'module-initialized module-completed block-satisfied course-satisfied module-terminated',
  'course-initialized module-initialized page-experienced course-progressed page-experienced module-completed module-passed course-completed course-terminated',
  'module-initialized video-initialized video-seeked video-interacted video-terminated page-experienced',
  'site-evaluation-reported site-evaluation-reported',
])
  test(`pattern: ${names}`, () => assert.ok(follows(names)));

for (const names of [
  'module-initialized course-registered',
  'page-experienced',
  'module-terminated',
  'module-initialized video-paused',
  'module-initialized module-terminated module-completed',
  'course-registered site-evaluation-reported',
])
  test(`no pattern: ${names}`, () => assert.ok(!follows(names)));
