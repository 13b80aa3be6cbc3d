// SPDX-License-Identifier: Apache-2.0

/*
 * What an AU's statement must be, as one table: [requirement, (statement, session) → whether it is broken]. A session (session.mjs) knows
 * its launch { actor, activityId, registration, template, sessionId, masteryScore, mode }, `said` (its cmi5 defined verbs so far),
 * `hasPreferences`, `state`, and `registered` (the cmi5 defined verbs so far of the registration and AU).
 */
import { isDeepStrictEqual } from 'node:util';

const ADL = 'http://adlnet.gov/expapi/verbs/';
const VERBS = Object.fromEntries(['initialized', 'completed', 'passed', 'failed', 'terminated'].map((name) => [ADL + name, name]));
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';
const EXTENSIONS = 'https://w3id.org/xapi/cmi5/context/extensions/';
const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;
const LISTS = ['category', 'grouping', 'parent', 'other'];

/** "initialized", "completed" … when an AU's own verbs are used; else undefined. */
export const verbOf = (statement) => VERBS[statement.verb?.id];

const activitiesOf = (context, list) => [context?.contextActivities?.[list] ?? []].flat();
const hasCategory = (statement, id) => activitiesOf(statement.context, 'category').some((activity) => activity.id === id);

/** Whether the statement says that it is one that cmi5 defines. */
export const isDefined = (statement) => hasCategory(statement, CMI5);

/* A rule for statements that cmi5 defines, with some of its verbs or with all. */
const defined = (broken, ...verbs) => (statement, session) => isDefined(statement) && (verbs.length === 0 || verbs.includes(verbOf(statement))) && broken(statement, session);

const resultOf = ({ result }) => result ?? {};
const scaledOf = (statement) => resultOf(statement).score?.scaled;
const isNoDuration = (statement) => !/^P(?=.)/.test(resultOf(statement).duration ?? '');
const extensionOf = (statement, name) => statement.context?.extensions?.[EXTENSIONS + name];
const tells = (statement) => resultOf(statement).success !== undefined || resultOf(statement).completion !== undefined;
const saidBefore = (set, ...verbs) => verbs.some((verb) => set.has(verb));

/* Everything of the template's activities has to be there, at the places where the template has it. */
function dropsActivities(statement, { template }) {
  return LISTS.some((list) => activitiesOf(template, list).some((activity, place) => activitiesOf(statement.context, list)[place]?.id !== activity.id));
}

function overwritesTemplate(statement, { template }) {
  const { contextActivities: _, extensions = {}, ...rest } = template;
  return Object.entries(rest).some(([name, value]) => !isDeepStrictEqual(statement.context?.[name], value))
    || Object.entries(extensions).some(([name, value]) => name !== `${EXTENSIONS}sessionid` && !isDeepStrictEqual(statement.context?.extensions?.[name], value));
}

export const RULES = [
  ['6.3.0.0-1', (statement) => statement.verb?.id === `${ADL}voided`],
  ['8.1.3.0-3', (statement, { actor }) => !isDeepStrictEqual(statement.actor, actor)],
  ['9.1.0.0-1', (statement) => !UUID.test(statement.id ?? '')],
  ['9.2.0.0-2', defined(({ actor }) => (actor?.objectType ?? 'Agent') !== 'Agent')],
  ['9.2.0.0-3', defined(({ actor }) => !actor?.account?.homePage || !actor.account.name)],
  ['9.3.0.0-2', defined((statement, { said }) => saidBefore(said, verbOf(statement)))],
  ['9.3.0.0-3', defined((statement, { said }) => saidBefore(said, verbOf(statement) === 'passed' ? 'failed' : 'passed'), 'passed', 'failed')],
  ['9.3.0.0-4', (statement, { said }) => !said.has('initialized') && !(isDefined(statement) && verbOf(statement) === 'initialized')],
  ['9.3.0.0-5', (_, { said }) => said.has('terminated')],
  ['9.3.0.0-6', defined((_, { registered }) => registered.has('completed'), 'completed')],
  ['9.3.0.0-7', defined((_, { registered }) => registered.has('passed'), 'passed')],
  ['9.3.0.0-8', defined((_, { registered }) => registered.has('passed'), 'failed')],
  ['9.3.4.0-2', defined((statement, { masteryScore }) => masteryScore !== null && scaledOf(statement) < masteryScore, 'passed')],
  ['9.3.5.0-2', defined((statement, { masteryScore }) => masteryScore !== null && scaledOf(statement) >= masteryScore, 'failed')],
  ['9.3.6.0-2', (_, { state }) => state === 'abandoned'],
  ['9.4.0.0-2', defined(({ object }, { activityId }) => object?.id !== activityId)],
  ['9.5.1.0-2', defined((statement) => !['passed', 'failed'].includes(verbOf(statement)) && resultOf(statement).score !== undefined)],
  ['9.5.1.0-3', defined((statement) => resultOf(statement).score?.raw !== undefined && [resultOf(statement).score.min, resultOf(statement).score.max].includes(undefined))],
  ['9.5.2.0-1', defined((statement) => resultOf(statement).success !== true, 'passed')],
  ['9.5.2.0-2', defined((statement) => resultOf(statement).success !== false, 'failed')],
  ['9.5.2.0-3', defined((statement) => !['passed', 'failed'].includes(verbOf(statement)) && resultOf(statement).success !== undefined)],
  ['9.5.3.0-1', defined((statement) => resultOf(statement).completion !== true, 'completed')],
  ['9.5.3.0-2', defined((statement) => verbOf(statement) !== 'completed' && resultOf(statement).completion !== undefined)],
  ['9.5.4.1-1', defined(isNoDuration, 'terminated')],
  ['9.5.4.1-2', defined(isNoDuration, 'completed')],
  ['9.5.4.1-3', defined(isNoDuration, 'passed')],
  ['9.5.4.1-4', defined(isNoDuration, 'failed')],
  ['9.6.1.0-1', (statement, { registration }) => statement.context?.registration !== registration],
  ['9.6.2.0-1', defined(dropsActivities)],
  ['9.6.2.1-1', (statement, { activityId }) => verbOf(statement) !== undefined && statement.object?.id === activityId && !isDefined(statement)],
  ['9.6.2.2-1', defined((statement) => tells(statement) && !hasCategory(statement, MOVE_ON))],
  ['9.6.2.2-2', (statement) => hasCategory(statement, MOVE_ON) && !(isDefined(statement) && tells(statement))],
  ['9.6.3.1-4', (statement, { sessionId }) => extensionOf(statement, 'sessionid') !== sessionId],
  ['9.6.3.2-2', defined((statement, { masteryScore }) => masteryScore !== null && extensionOf(statement, 'masteryscore') !== masteryScore, 'passed', 'failed')],
  ['9.7.0.0-1', ({ timestamp }) => timestamp === undefined],
  ['9.7.0.0-2', ({ timestamp }) => timestamp !== undefined && !/(Z|[+]00:00)$/.test(timestamp)],
  ['10.2.1.0-6', (statement, session) => !isDefined(statement) && dropsActivities(statement, session)],
  ['10.2.1.0-7', overwritesTemplate],
  ['10.2.2.0-9', defined((_, { mode }) => mode === 'Browse', 'completed', 'passed', 'failed')],
  ['10.2.2.0-11', defined((_, { mode }) => mode === 'Review', 'completed', 'passed', 'failed')],
  ['11.0.0.0-3', defined((_, { hasPreferences }) => !hasPreferences, 'initialized')],
];

/** The requirements that a statement breaks, in the table's order. */
export function brokenBy(statement, session) {
  return RULES.filter(([, isBroken]) => isBroken(statement, session)).map(([id]) => id);
}
