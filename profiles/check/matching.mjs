// SPDX-License-Identifier: Apache-2.0

// Which templates of a profile a statement matches, which of their rules it breaks, and whether statements follow a pattern.

import { isDeepStrictEqual } from 'node:util';
import Ajv from 'ajv';
import { parsePath, valuesAt } from './json_path.mjs';

const contextTypes = {
  contextGroupingActivityType: 'grouping',
  contextParentActivityType: 'parent',
  contextOtherActivityType: 'other',
  contextCategoryActivityType: 'category',
};

/** With each contextActivities entry an array, as the rules of profiles suppose. */
export function normalised(statement) {
  const activities = statement.context?.contextActivities;
  if (!activities) return statement;
  const arrays = Object.fromEntries(Object.entries(activities).map(([key, value]) => [key, [value].flat()]));
  return { ...statement, context: { ...statement.context, contextActivities: arrays } };
}

function matches(template, statement) {
  const has = (key, value) => template[key] === undefined || template[key] === value;
  const typesOf = place => (statement.context?.contextActivities?.[place] ?? []).map(activity => activity.definition?.type);
  return (
    has('verb', statement.verb.id) &&
    has('objectActivityType', statement.object.definition?.type) &&
    Object.entries(contextTypes).every(([key, place]) => (template[key] ?? []).every(type => typesOf(place).includes(type)))
  );
}

/** The templates whose determining properties the statement has. */
export const matchingTemplates = (profile, statement) => profile.templates.filter(template => matches(template, normalised(statement)));

const unmatchable = Symbol('unmatchable');

function evaluated(rule, statement) {
  const values = valuesAt(rule.location, statement);
  if (!rule.selector) return values;
  return values.flatMap(value => {
    const selected = valuesAt(rule.selector, value);
    return selected.length > 0 ? selected : [unmatchable];
  });
}

const holds = {
  included: (rule, values) => values.length > 0 && !values.includes(unmatchable),
  excluded: (rule, values) => values.every(value => value === unmatchable),
  any: (rule, values) => values.some(value => isIn(rule.any, value)),
  all: (rule, values) => values.every(value => isIn(rule.all, value)),
  none: (rule, values) => !values.some(value => isIn(rule.none, value)),
};
const isIn = (list, value) => list.some(member => isDeepStrictEqual(member, value));

/** The constraints in one rule, each of which can be broken by itself. */
export function constraintsOf(rule) {
  const presence = ['included', 'excluded'].filter(kind => rule.presence === kind);
  return [...presence, ...['any', 'all', 'none'].filter(kind => rule[kind])];
}

/** What of `rule` the statement breaks: a list of 'included', 'excluded', 'any', 'all', 'none'. */
export function brokenConstraints(rule, statement) {
  const values = evaluated(rule, normalised(statement));
  const optional = rule.presence === 'recommended' && values.length === 0;
  const broken = optional ? [] : constraintsOf(rule).filter(kind => !holds[kind](rule, values));
  // A value that is missing breaks the rule of its presence alone.
  return broken.includes('included') ? ['included'] : broken;
}

/** "$.context.contextActivities.category[*].id", any -> "context.contextActivities.category.id.any-video" */
export function constraintName(profile, rule, kind) {
  const short = iri => iri.split('/').pop();
  const steps = parsePath(rule.location).filter(key => key !== '*').map(short);
  const first = rule[kind]?.[0] === profile.versions[0].id ? 'profile' : short(String(rule[kind]?.[0]));
  const detail = kind === 'any' || kind === 'none' ? `-${first}` : '';
  return `${steps.join('.')}.${kind}${detail}`;
}

/** The names of all constraints of the template that the statement breaks. */
export const brokenIn = (profile, template, statement) =>
  (template.rules ?? []).flatMap(rule => brokenConstraints(rule, statement).map(kind => constraintName(profile, rule, kind)));

/** A function that tells what is wrong with the statement's extensions, as far as the profile defines them. */
export function extensionChecker(profile) {
  const ajv = new Ajv({ strict: false });
  const places = { ContextExtension: 'context', ResultExtension: 'result' };
  const known = profile.concepts
    .filter(concept => places[concept.type])
    .map(concept => ({ ...concept, place: places[concept.type], isValid: ajv.compile(JSON.parse(concept.inlineSchema ?? '{}')) }));
  return statement =>
    known.flatMap(({ id, place, isValid }) =>
      ['context', 'result'].flatMap(part => {
        const value = statement[part]?.extensions?.[id];
        if (value === undefined) return [];
        if (part !== place) return [`${part}.extensions['${id}'] belongs in ${place}`];
        return isValid(value) ? [] : [`${part}.extensions['${id}'] is ${JSON.stringify(value)}, which ${ajv.errorsText(isValid.errors)}`];
      }),
    );
}

/** Where a greedy match of `id` from `start` on ends, or -1. `names` are the template ids of the statements, in order. */
function matchedUntil(parts, id, names, start) {
  const part = parts.get(id);
  const end = (inner, from) => matchedUntil(parts, inner, names, from);
  if (part.type === 'StatementTemplate') return names[start] === id ? start + 1 : -1;
  if (part.sequence) return part.sequence.reduce((at, inner) => (at < 0 ? at : end(inner, at)), start);
  if (part.alternates) return Math.max(...part.alternates.map(inner => end(inner, start)));
  if (part.optional) return Math.max(start, end(part.optional, start));
  let at = start;
  for (let next = end(part.zeroOrMore ?? part.oneOrMore, at); next > at; next = end(part.zeroOrMore ?? part.oneOrMore, at)) at = next;
  return part.oneOrMore && at === start ? -1 : at;
}

/** True if statements that match the templates `names`, in this order, follow a primary pattern from the first to the last. */
export function followsPattern(profile, names) {
  const parts = new Map([...profile.templates, ...profile.patterns].map(part => [part.id, part]));
  return profile.patterns.some(pattern => pattern.primary && matchedUntil(parts, pattern.id, names, 0) === names.length);
}
