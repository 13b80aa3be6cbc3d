// SPDX-License-Identifier: Apache-2.0

// The LMSs that differ from the standard: each rule in which one does, and what its report shows for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StrictLms } from '../../../packager/player/fixtures/strict_lms.mjs';
import { STANDARDS } from './report.mjs';
import { VARIANTS, heldBy, variantOf } from './variants.mjs';
import { secondsRead } from './variants/learning_hub.mjs';

const STATUS = 'cmi.core.lesson_status';
const SCORE = 'cmi.core.score.raw';
const TIME = 'cmi.core.session_time';
const EXIT = 'cmi.core.exit';
const DATA = 'cmi.suspend_data';
const MASTERY = 'cmi.student_data.mastery_score';

/* A learner of `variant`: each session sets its values, and may end without LMSFinish. */
class Learner {
  constructor(id, start = {}) {
    this.variant = variantOf('scorm12', id);
    this.lms = new StrictLms(this.variant.lms, { ...this.variant.start, ...start });
    this.sessions = [];
    this.lms.API.LMSInitialize('');
    this.keep();
  }

  keep() {
    const session = { stored: new Map(this.lms.stored), ended: false };
    const isChange = this.variant.lms.sends === 'changes';
    this.lms.onWrite = (_, data) => Boolean(Object.assign(session, { stored: new Map([...(isChange ? session.stored : []), ...data]) }));
    this.sessions.push(session);
  }

  set(values) {
    for (const [element, value] of Object.entries(values)) assert.equal(String(this.lms.API.LMSSetValue(element, value)), 'true', `${element} = '${value}'`);
    return this;
  }

  commit() {
    this.lms.API.LMSCommit('');
    return this;
  }

  finish() {
    this.lms.API.LMSFinish('');
    return this;
  }

  relaunch() {
    this.lms = this.lms.relaunch();
    this.lms.API.LMSInitialize('');
    this.keep();
    return this;
  }

  get held() {
    return heldBy(this.variant, this.sessions);
  }
}

const FINISHED = { [TIME]: '0000:10:00.00', [DATA]: '1.a', 'cmi.core.lesson_location': 'pot.wait', [SCORE]: '80', [STATUS]: 'completed', [EXIT]: '' };

test('every variant has a name, an edition and a report of its own standard', () => {
  for (const variant of VARIANTS) {
    assert.ok(variant.name && STANDARDS[variant.edition] && ['frame', 'opener', 'popup'].includes(variant.window), variant.id);
    const stored = new Map(Object.entries(STANDARDS[variant.edition].start));
    assert.deepEqual(Object.keys(heldBy(variant, [{ stored, ended: true }])).filter((name) => name !== 'success').sort(), ['location', 'score', 'seconds', 'status', 'suspend_data']);
  }
  assert.equal(new Set(VARIANTS.map(({ edition, id }) => `${edition} ${id}`)).size, VARIANTS.length);
});

/* What an SCO that never sets a status is taken for. */
for (const [id, status] of [['strict', 'not attempted'], ['moodle', 'completed'], ['learninghub', 'incomplete'], ['dls', 'completed'], ['esr', 'not attempted']]) {
  test(`${id}: a status that was never set is '${status}' after LMSFinish`, () => assert.equal(new Learner(id).finish().held.status, status));
}

/* Mastery score 70 from the manifest; "incomplete" with a score is what a suspended session may hold. */
for (const [id, said, score, status] of [
  ['strict', 'completed', '60', 'completed'], ['moodle', 'completed', '60', 'failed'], ['moodle', 'incomplete', '70', 'passed'], ['moodle', 'incomplete', '', 'incomplete'],
  ['learninghub', 'completed', '60', 'completed'], ['dls', 'completed', '60', 'failed'], ['dls', 'completed', '70', 'passed'],
]) {
  test(`${id}: '${said}' with score '${score}' and mastery score 70 ends as '${status}'`, () => {
    const learner = new Learner(id, { [MASTERY]: '70' }).set({ [TIME]: '0000:01:00.00', [SCORE]: score, [STATUS]: said, [EXIT]: 'suspend' }).finish();
    assert.equal(learner.lms.value(STATUS), status);
  });
}

test('moodle: review mode keeps what the package was told, though the mastery score is not reached', () => {
  const learner = new Learner('moodle', { [MASTERY]: '70', 'cmi.core.lesson_mode': 'review' }).set({ [SCORE]: '60', [STATUS]: 'completed' }).finish();
  assert.equal(learner.held.status, 'completed');
});

test('moodle: after a completion the next launch is a review of the same attempt', () => {
  const { lms, held } = new Learner('moodle').set(FINISHED).finish().relaunch();
  assert.deepEqual(['cmi.core.lesson_mode', 'cmi.core.credit', 'cmi.core.entry', STATUS, DATA].map((name) => lms.value(name)), ['review', 'no-credit', '', 'completed', '1.a']);
  assert.deepEqual(held, { status: 'completed', score: '80', location: 'pot.wait', suspend_data: '1.a', seconds: 600 });
});

test('moodle-new-attempt: after a completion the next launch is a new attempt, and the report keeps the completed one', () => {
  const learner = new Learner('moodle-new-attempt').set(FINISHED).finish().relaunch();
  assert.deepEqual([STATUS, DATA, 'cmi.core.entry', SCORE, 'cmi.core.student_id'].map((name) => learner.lms.value(name)), ['not attempted', undefined, 'ab-initio', undefined, 'learner-7']);
  learner.set({ [STATUS]: 'incomplete', [EXIT]: 'suspend' }).finish();
  assert.deepEqual([learner.held.status, learner.held.score], ['completed', '80']);
  assert.equal(learner.relaunch().lms.value('cmi.core.entry'), 'resume');
});

test('moodle: half a second with one decimal counts as five hundredths', () => {
  assert.equal(new Learner('moodle').set({ [TIME]: '0000:00:01.5' }).finish().held.seconds, 1.05);
});

/* A commit that is lost (or refused), though it may be answered with "true". */
const MISHAPS = { loseWrites: 'true', failCommits: 'false' };
for (const [mishap, answer] of Object.entries(MISHAPS)) {
  test(`moodle: what a commit with ${mishap} collected is not sent again by setting it again, only after another value was`, () => {
    const learner = new Learner('moodle');
    learner.lms.variant[mishap] = 1;
    assert.equal(learner.set(FINISHED).lms.API.LMSCommit(''), answer);
    learner.set(FINISHED).commit();
    assert.deepEqual([learner.held.status, learner.held.suspend_data, learner.lms.API.LMSGetValue(STATUS)], ['not attempted', '', 'completed']);
    learner.set({ [STATUS]: 'incomplete', [DATA]: '1.b' }).commit().set(FINISHED).commit();
    assert.deepEqual([learner.held.status, learner.held.suspend_data, learner.held.score], ['completed', '1.a', '']);
  });
}

test('moodle: a lost end of the session leaves what commits have kept', () => {
  const learner = new Learner('moodle').set({ [STATUS]: 'incomplete', [DATA]: '1.a' }).commit();
  learner.lms.variant.loseWrites = 1;
  learner.set(FINISHED).finish();
  assert.deepEqual([learner.held.status, learner.held.suspend_data, learner.held.seconds], ['incomplete', '1.a', 0]);
});

const LONG = 'x'.repeat(4097);
for (const [id, takes] of [['strict', 'false'], ['moodle', 'true'], ['moodle-standard', 'false'], ['learninghub', 'true'], ['esr', 'false'], ['dls', 'false']]) {
  test(`${id}: suspend data of 4097 characters ${takes === 'true' ? 'are taken' : 'are refused'}`, () => assert.equal(String(new Learner(id).lms.API.LMSSetValue(DATA, LONG)), takes));
}

test('learninghub: answers are booleans and numbers where the standard has texts', () => {
  const { API } = new Learner('learninghub').lms;
  assert.deepEqual([API.LMSSetValue(STATUS, 'incomplete'), API.LMSCommit(''), API.LMSGetLastError(), API.LMSSetValue(STATUS, 'gone'), API.LMSGetLastError()], [true, true, 0, false, 405]);
});

test('learninghub: the server reads hours from their second digit on, and ten at most', () => {
  assert.deepEqual(['0000:10:00.00', '10:00:00', '0010:00:00.00', '0011:00:00.00'].map(secondsRead), [600, 0, 36000, 36000]);
});

test('learninghub: a completion without time is not recorded, one of ten hours in two digits neither', () => {
  for (const time of ['0000:00:00.00', '10:00:00']) assert.equal(new Learner('learninghub').set({ ...FINISHED, [TIME]: time }).finish().held.status, 'incomplete', time);
  assert.equal(new Learner('learninghub').set(FINISHED).finish().held.status, 'completed');
});

for (const status of ['completed', 'passed', 'failed']) {
  test(`learninghub: a launch after '${status}' begins afresh, and the record stays`, () => {
    const learner = new Learner('learninghub').set({ ...FINISHED, [STATUS]: status }).finish().relaunch();
    assert.deepEqual([STATUS, DATA, 'cmi.core.lesson_location', SCORE].map((name) => learner.lms.value(name)), ['incomplete', undefined, undefined, undefined]);
    learner.set({ [TIME]: '0000:01:00.00' }).finish();
    assert.deepEqual([learner.held.status, learner.held.score, learner.held.seconds], [status, '80', 660]);
  });
}

test('learninghub: what was only suspended is given back', () => {
  const { lms } = new Learner('learninghub').set({ [STATUS]: 'incomplete', [DATA]: '1.a', [EXIT]: 'suspend' }).finish().relaunch();
  assert.deepEqual([STATUS, DATA, 'cmi.core.entry'].map((name) => lms.value(name)), ['incomplete', '1.a', 'resume']);
});

for (const [type, taken, refused] of [['choice', 'a,b', 'aa'], ['matching', '1.c,2.b', '1c'], ['sequencing', 'one,two', 'a b'], ['numeric', '5', '-5'], ['true-false', 'true', 'yes']]) {
  test(`learninghub: a ${type} response may be '${taken}', not '${refused}'`, () => {
    const { API } = new Learner('learninghub').set({ 'cmi.interactions.0.id': 'x', 'cmi.interactions.0.type': type }).lms;
    assert.deepEqual([API.LMSSetValue('cmi.interactions.0.student_response', taken), API.LMSSetValue('cmi.interactions.0.student_response', refused)], [true, false]);
  });
}

test('esr: interactions, objectives, the student\'s data and score limits are not there', () => {
  const { API } = new Learner('esr').lms;
  for (const element of ['cmi.interactions._count', 'cmi.objectives._count', MASTERY, 'cmi.student_preference.audio', 'cmi.core.score.min', 'cmi.core.score._children']) {
    API.LMSGetValue(element);
    assert.equal(API.LMSGetLastError(), element.endsWith('score._children') ? '0' : '401', element);
  }
});

test('esr: each value goes as it is set; one whose request fails is refused, and not sent when it is set again', () => {
  const learner = new Learner('esr').set({ [STATUS]: 'incomplete' });
  assert.equal(learner.held.status, 'incomplete');
  learner.lms.variant.failCommits = 1;
  const { API } = learner.lms;
  assert.deepEqual([API.LMSSetValue(STATUS, 'completed'), API.LMSSetValue(STATUS, 'completed'), API.LMSCommit('')], ['false', 'true', 'true']);
  assert.equal(learner.held.status, 'incomplete');
  assert.equal(learner.set({ [STATUS]: 'incomplete' }).set({ [STATUS]: 'completed' }).held.status, 'completed');
});

test('esr: a line break ends a value on its way to the server', () => {
  assert.equal(new Learner('esr').set({ [DATA]: 'first\nsecond' }).finish().held.suspend_data, 'first');
});

test('dls: only passed and completed count, and nothing is given back', () => {
  const learner = new Learner('dls').set({ ...FINISHED, [STATUS]: 'incomplete', [EXIT]: 'suspend' }).finish();
  assert.deepEqual([learner.held.status, learner.held.suspend_data], ['started', '']);
  assert.equal(learner.relaunch().lms.value(DATA), undefined);
  assert.equal(learner.set(FINISHED).finish().relaunch().set({ [STATUS]: 'incomplete' }).finish().held.status, 'completed');
});

test('aicc-shim: a commit keeps nothing and takes the status back, the end keeps all', () => {
  const learner = new Learner('aicc-shim').set(FINISHED).commit();
  assert.deepEqual([learner.held.status, learner.held.score], ['not attempted', '']);
  assert.deepEqual([learner.finish().held.status, learner.held.score], ['completed', '80']);
});

test('aicc-shim: suspend data are cut at the second "=" and at a line break', () => {
  for (const [data, kept] of [['a=b=c', 'a=b'], ['a\r\nb', 'a']]) assert.equal(new Learner('aicc-shim').set({ [DATA]: data }).finish().held.suspend_data, kept);
});
