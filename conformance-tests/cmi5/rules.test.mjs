// SPDX-License-Identifier: Apache-2.0

// The cmi5 LMS itself: an AU that does everything right is taken, and for each rule one that is deliberately wrong is refused with the requirement's id.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { serve } from '../browser/harness.mjs';
import { Au } from './au.mjs';
import { Cmi5Lms } from './lms.mjs';
import { textOf } from './requirements.mjs';
import { RULES } from './rules.mjs';

const UNIT = { id: 'https://example.org/au/one', title: 'One', url: 'one.html', moveOn: 'CompletedAndPassed', launchMethod: 'AnyWindow', masteryScore: 0.8, launchParameters: 'x=1', entitlementKey: '' };
const COURSE = { id: 'https://example.org/course', units: [UNIT] };

/* An LMS, and an AU that has done what comes before the first statement. */
async function launched(t, { unit = {}, mode = 'Normal', said = [], start = true } = {}) {
  const lms = new Cmi5Lms({ ...COURSE, units: [{ ...UNIT, ...unit }] }, { mode });
  lms.url = await serve(t, {}, lms.routes());
  const au = new Au(lms.begin(UNIT.id).address);
  if (start) await au.start();
  if (said.length > 0) assert.equal((await au.say(...said)).status, 200, said.join());
  return { lms, au };
}

async function relaunched(lms) {
  const au = new Au(lms.begin(UNIT.id).address);
  await au.start();
  await au.say('initialized');
  return au;
}

test('a right AU is taken from its launch to its end, and moves on', async (t) => {
  const { lms, au } = await launched(t, { said: ['initialized', 'experienced', 'completed', 'passed', 'terminated'] });
  assert.deepEqual(lms.breaches, []);
  assert.deepEqual(lms.heldOf(UNIT.id), { status: 'completed', success: 'passed', score: '90', suspend_data: '', seconds: 120, satisfied: true });
  assert.deepEqual(lms.statements.map(({ verb }) => verb.id.split('/').at(-1)), ['launched', 'initialized', 'experienced', 'completed', 'passed', 'terminated', 'satisfied']);
  assert.equal(au.data.launchParameters, 'x=1');
});

test('what comes a second time is not judged again, not even behind the end, unless it was changed', async (t) => {
  const { lms, au } = await launched(t);
  const told = ['initialized', 'completed', 'terminated'].map((verb) => au.statement(verb));
  assert.equal((await au.send(...told)).status, 200);
  assert.deepEqual((await au.send(told[0], told[1])).content, [told[0].id, told[1].id]);
  assert.equal(lms.statements.length, 4);
  assert.notEqual((await au.send({ ...told[1], timestamp: '2018-04-01T09:00:00Z' })).status, 200);
});

for (const [moveOn, verbs, satisfied] of [
  ['Passed', ['completed'], false], ['Passed', ['passed'], true], ['Completed', ['passed'], false], ['Completed', ['completed'], true], ['CompletedAndPassed', ['passed'], false],
  ['CompletedAndPassed', ['passed', 'completed'], true], ['CompletedOrPassed', ['failed'], false], ['CompletedOrPassed', ['passed'], true], ['NotApplicable', [], true],
]) {
  test(`moveOn ${moveOn} is ${satisfied ? '' : 'not '}met by ${verbs.join(' and ') || 'a launch'}`, async (t) => {
    const { lms } = await launched(t, { unit: { moveOn }, said: ['initialized', ...verbs] });
    assert.equal(lms.heldOf(UNIT.id).satisfied, satisfied);
  });
}

/* A statement that is changed before it is sent: [requirements, verb, change, what was said before]. */
const EXTENSIONS = 'https://w3id.org/xapi/cmi5/context/extensions/';
const WRONG = [
  [['6.3.0.0-1'], 'experienced', (one) => { one.verb.id = 'http://adlnet.gov/expapi/verbs/voided'; }],
  [['8.1.3.0-3'], 'experienced', (one) => { one.actor = { ...one.actor, name: 'Another' }; }],
  [['9.1.0.0-1'], 'experienced', (one) => { delete one.id; }],
  [['8.1.3.0-3', '9.2.0.0-2'], 'completed', (one) => { one.actor = { ...one.actor, objectType: 'Group' }; }],
  [['8.1.3.0-3', '9.2.0.0-3'], 'completed', (one) => { one.actor = { mbox: 'mailto:learner@example.org' }; }],
  [['9.3.0.0-2'], 'initialized', () => {}],
  [['9.3.0.0-3'], 'passed', () => {}, ['initialized', 'failed']],
  [['9.3.0.0-4'], 'experienced', () => {}, []],
  [['9.3.0.0-5'], 'experienced', () => {}, ['initialized', 'terminated']],
  [['9.3.0.0-2', '9.3.0.0-6'], 'completed', () => {}, ['initialized', 'completed']],
  [['9.3.0.0-2', '9.3.0.0-7'], 'passed', () => {}, ['initialized', 'passed']],
  [['9.3.0.0-3', '9.3.0.0-8'], 'failed', () => {}, ['initialized', 'passed']],
  [['9.3.4.0-2'], 'passed', (one) => { one.result.score.scaled = 0.79; }],
  [['9.3.5.0-2'], 'failed', (one) => { one.result.score.scaled = 0.8; }],
  [['9.4.0.0-2'], 'completed', (one) => { one.object.id = UNIT.id; }],
  [['9.5.1.0-2'], 'completed', (one) => { one.result.score = { scaled: 1 }; }],
  [['9.5.1.0-3'], 'passed', (one) => { one.result.score = { scaled: 0.9, raw: 90, min: 0 }; }],
  [['9.5.2.0-1'], 'passed', (one) => { one.result.success = false; }],
  [['9.5.2.0-2'], 'failed', (one) => { one.result.success = true; }],
  [['9.5.2.0-3'], 'completed', (one) => { one.result.success = true; }],
  [['9.5.3.0-1'], 'completed', (one) => { one.result.completion = false; }],
  [['9.5.3.0-2'], 'passed', (one) => { one.result.completion = true; }],
  [['9.5.4.1-1'], 'terminated', (one) => { delete one.result; }],
  [['9.5.4.1-2'], 'completed', (one) => { delete one.result.duration; }],
  [['9.5.4.1-3'], 'passed', (one) => { one.result.duration = '00:01:00'; }],
  [['9.5.4.1-4'], 'failed', (one) => { delete one.result.duration; }],
  [['9.6.1.0-1'], 'experienced', (one) => { one.context.registration = randomUUID(); }],
  [['9.6.2.0-1'], 'completed', (one) => { delete one.context.contextActivities.grouping; }],
  [['9.6.2.1-1'], 'terminated', (one) => { one.context.contextActivities.category = []; }],
  [['9.6.2.2-1'], 'completed', (one) => { one.context.contextActivities.category.pop(); }],
  [['9.6.2.2-2'], 'experienced', (one) => { one.context.contextActivities.category = [{ id: 'https://w3id.org/xapi/cmi5/context/categories/moveon' }]; }],
  [['9.6.3.1-4'], 'experienced', (one) => { one.context.extensions[`${EXTENSIONS}sessionid`] = randomUUID(); }],
  [['9.6.3.2-2'], 'passed', (one) => { delete one.context.extensions[`${EXTENSIONS}masteryscore`]; }],
  [['9.7.0.0-1'], 'experienced', (one) => { delete one.timestamp; }],
  [['9.7.0.0-2'], 'experienced', (one) => { one.timestamp = '2026-01-05T10:00:00.000+01:00'; }],
  [['10.2.1.0-6'], 'experienced', (one) => { one.context.contextActivities.grouping = [{ id: 'https://example.org/other' }]; }],
];

for (const [requirements, verb, change, said = ['initialized']] of WRONG) {
  test(`${requirements.at(-1)}: ${textOf(requirements.at(-1)).slice(0, 90)}`, async (t) => {
    const { lms, au } = await launched(t, { said });
    const before = lms.statements.length;
    const statement = au.statement(verb);
    change(statement);
    const { status, content } = await au.send(statement);
    assert.deepEqual([status, content.broken], [403, requirements]);
    assert.deepEqual(lms.breaches.map(({ id }) => id).sort(), [...requirements].sort());
    assert.equal(lms.statements.length, before, 'nothing is stored');
  });
}

/* Broken by more than one statement's content. */
const OTHERWISE = {
  '9.3.6.0-2': async (t) => {
    const { lms, au } = await launched(t, { said: ['initialized'] });
    await relaunched(lms);
    assert.equal(lms.sessions[0].state, 'abandoned');
    return au.say('experienced');
  },
  '10.2.1.0-7': async (t) => {
    const { lms, au } = await launched(t, { start: false });
    lms.sessions[0].template.revision = '7';
    await au.start();
    return au.send({ ...au.statement('initialized'), context: { ...au.statement('initialized').context, revision: '8' } });
  },
  '10.2.2.0-9': async (t) => (await launched(t, { mode: 'Browse', said: ['initialized'] })).au.say('completed'),
  '10.2.2.0-11': async (t) => (await launched(t, { mode: 'Review', said: ['initialized'] })).au.say('passed'),
  '11.0.0.0-3': async (t) => {
    const { au } = await launched(t, { start: false });
    await au.authorize();
    await au.readLaunchData();
    return au.say('initialized');
  },
};

for (const [requirement, breakIt] of Object.entries(OTHERWISE)) {
  test(`${requirement}: ${textOf(requirement).slice(0, 90)}`, async (t) => {
    const { status, content } = await breakIt(t);
    assert.deepEqual([status, content.broken], [403, [requirement]]);
  });
}

for (const verb of ['completed', 'passed']) {
  test(`${verb} is said once for a registration, not once for a session`, async (t) => {
    const { lms } = await launched(t, { said: ['initialized', verb, 'terminated'] });
    const again = await (await relaunched(lms)).say(verb);
    assert.deepEqual(again.content.broken, [verb === 'completed' ? '9.3.0.0-6' : '9.3.0.0-7']);
  });
}

test('each rule has an AU above that breaks it', () => {
  const broken = new Set([...WRONG.flatMap(([requirements]) => requirements), ...Object.keys(OTHERWISE)]);
  assert.deepEqual(RULES.map(([id]) => id).filter((id) => !broken.has(id)), []);
});

/* Requests beside statements: [requirement, status, request]. */
const REQUESTS = [
  ['8.2.1.0-2', 405, async ({ launch }) => ({ status: (await fetch(launch.fetch)).status })],
  ['8.1.2.0-5', 401, (au) => au.request('GET', 'statements', { headers: { Authorization: `Basic ${randomUUID()}` } })],
  ['4.1.0.0-1', 400, async ({ launch, token }) => ({ status: (await fetch(`${launch.endpoint}statements`, { headers: { Authorization: `Basic ${token}` } })).status })],
  ['8.1.3.0-3', 403, (au) => au.request('GET', 'activities/state', { query: au.identity({ stateId: 'x', agent: '{"mbox":"mailto:other@example.org"}' }) })],
  ['8.1.4.0-3', 403, (au) => au.request('GET', 'activities/state', { query: au.identity({ stateId: 'x', registration: randomUUID() }) })],
  ['10.2.1.0-5', 403, (au) => au.request('PUT', 'activities/state', { query: au.identity({ stateId: 'LMS.LaunchData' }), body: {} })],
  ['10.2.1.0-5', 403, (au) => au.request('DELETE', 'activities/state', { query: au.identity() })],
  ['11.0.0.0-1', 403, (au) => au.request('GET', 'agents/profile', { query: { profileId: 'cmi5LearnerPreferences', agent: '{"mbox":"mailto:other@example.org"}' } })],
  ['11.0.0.0-4', 403, (au) => au.request('GET', 'agents/profile', { query: { profileId: 'preferences', agent: JSON.stringify(au.launch.actor) } })],
];

for (const [requirement, status, request] of REQUESTS) {
  test(`a request that breaks ${requirement} is answered with ${status}: ${textOf(requirement).slice(0, 80)}`, async (t) => {
    const { lms, au } = await launched(t);
    assert.equal((await request(au)).status, status);
    assert.deepEqual(lms.breaches.map(({ id }) => id), [requirement]);
  });
}

test('the fetch address gives its token once, and an error with status 200 then', async (t) => {
  const { au } = await launched(t);
  const answer = await fetch(au.launch.fetch, { method: 'POST' });
  assert.equal(answer.status, 200);
  assert.equal((await answer.json())['error-code'], '1');
});

test('an AU\'s own State documents are kept, listed and deleted', async (t) => {
  const { au } = await launched(t);
  const query = au.identity({ stateId: 'place' });
  assert.equal((await au.request('GET', 'activities/state', { query })).status, 404);
  await au.request('PUT', 'activities/state', { query, body: { page: 3 } });
  assert.deepEqual((await au.request('GET', 'activities/state', { query })).content, { page: 3 });
  assert.deepEqual((await au.request('GET', 'activities/state', { query: au.identity() })).content, ['place']);
  await au.request('DELETE', 'activities/state', { query });
  assert.equal((await au.request('GET', 'activities/state', { query })).status, 404);
});

test('statements are found by agent, activity, registration and verb', async (t) => {
  const { au } = await launched(t, { said: ['initialized', 'experienced', 'completed'] });
  const { activityId: activity, agent, registration } = au.identity();
  const find = async (query) => (await au.request('GET', 'statements', { query })).content.statements.length;
  assert.equal(await find({ agent, activity, registration, verb: 'http://adlnet.gov/expapi/verbs/completed' }), 1);
  assert.equal(await find({ agent, activity, registration, verb: 'http://adlnet.gov/expapi/verbs/passed' }), 0);
  assert.equal(await find({ registration: randomUUID() }), 0);
  assert.equal(await find({ limit: 2 }), 2);
});
