// SPDX-License-Identifier: Apache-2.0

// What is wrong with a profile: its structure by the JSON Schema beside this file, then what a schema cannot say.

import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parsePath } from './json_path.mjs';

const schema = JSON.parse(readFileSync(new URL('profile.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
addFormats(ajv);
const isStructured = ajv.compile(schema);

function emptyValues(value, place = '') {
  const isObject = value !== null && typeof value === 'object';
  if (value === null || value === '' || (isObject && Object.keys(value).length === 0)) return [`${place} is empty`];
  return isObject ? Object.entries(value).flatMap(([key, inner]) => emptyValues(inner, `${place}/${key}`)) : [];
}

function identifiers(profile, parts) {
  const version = profile.versions[0].id;
  const ids = [profile.id, ...profile.versions.map(({ id }) => id), ...parts.map(({ id }) => id)];
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `'${id}' identifies two things`),
    ...parts.filter(part => !part.id.startsWith(`${profile.id}/`)).map(({ id }) => `'${id}' is not this profile's to define`),
    ...parts.filter(part => part.inScheme !== version).map(({ id }) => `'${id}' is not inScheme '${version}'`),
    ...profile.versions.slice(0, -1).filter(each => !each.wasRevisionOf).map(({ id }) => `'${id}' does not say what it revised`),
  ];
}

function failure(action, prefix) {
  try {
    action();
    return [];
  } catch (error) {
    return [`${prefix}: ${error.message}`];
  }
}

const schemas = concepts =>
  concepts.filter(concept => concept.inlineSchema).flatMap(({ id, inlineSchema }) => failure(() => new Ajv().compile(JSON.parse(inlineSchema)), id));

const locations = templates =>
  templates.flatMap(({ id, rules = [] }) => rules.flatMap(rule => [rule.location, rule.selector ?? '$'].flatMap(path => failure(() => parsePath(path), id))));

const determining = ['verb', 'objectActivityType', 'contextGroupingActivityType', 'contextParentActivityType', 'contextOtherActivityType', 'contextCategoryActivityType', 'attachmentUsageType'];

function ambiguities(templates) {
  const keys = templates.map(template => JSON.stringify(determining.map(key => template[key])));
  return templates.filter((template, index) => keys.indexOf(keys[index]) !== index).map(({ id }) => `'${id}' has the determining properties of another template`);
}

const membersOf = pattern => [pattern.alternates, pattern.sequence, pattern.optional, pattern.zeroOrMore, pattern.oneOrMore].flat().filter(Boolean);

function patternFaults(pattern, known, patterns) {
  const members = membersOf(pattern);
  const inside = (id, seen) => !seen.includes(id) && (id === pattern.id || membersOf(patterns.get(id) ?? {}).some(inner => inside(inner, [...seen, id])));
  const single = pattern.sequence?.length === 1 && !(pattern.primary && !patterns.has(members[0]));
  return [
    ...members.filter(id => !known.has(id)).map(id => `'${pattern.id}' uses '${id}', which the profile does not have`),
    ...(pattern.alternates ?? []).filter(id => patterns.get(id)?.optional || patterns.get(id)?.zeroOrMore).map(id => `'${pattern.id}' has '${id}' as an alternate, which may match nothing`),
    ...(members.some(id => inside(id, [])) ? [`'${pattern.id}' contains itself`] : []),
    ...(single ? [`'${pattern.id}' is a sequence of one`] : []),
  ];
}

/** Faults of the profile, as sentences; none if it keeps to the specification. */
export function profileFaults(profile) {
  if (!isStructured(profile)) return isStructured.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  const { concepts = [], templates = [], patterns = [] } = profile;
  const known = new Set([...templates, ...patterns].map(({ id }) => id));
  const byId = new Map(patterns.map(pattern => [pattern.id, pattern]));
  return [
    ...emptyValues(profile),
    ...identifiers(profile, [...concepts, ...templates, ...patterns]),
    ...schemas(concepts),
    ...locations(templates),
    ...ambiguities(templates),
    ...patterns.flatMap(pattern => patternFaults(pattern, known, byId)),
  ];
}
