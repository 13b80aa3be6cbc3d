// SPDX-License-Identifier: Apache-2.0

// The strict LMS for SCORM 2004 itself: each element's access, its values at the border of what is allowed, and each error number of the standard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ELEMENTS2004, secondsOf2004, StrictLms2004 } from '../../../packager/player/fixtures/strict_lms2004.mjs';

function running(variant, stored) {
  const lms = new StrictLms2004(variant, stored);
  lms.API.Initialize('');
  return lms;
}

const errorOf = (lms) => lms.API.GetLastError();
const a = (length) => 'a'.repeat(length);
const SCORE = [['scaled', ['-1', '0.8', '1.0'], ['1.1', 'high']], ['raw', ['-7', '80.5'], ['', 'ten']], ['min', ['0'], ['']], ['max', ['100'], ['']]];
const score = (group) => SCORE.map(([name, ...values]) => [`${group}.${name}`, 'rw', ...values]);
const comment = (group, access) => [
  [`${group}.0.comment`, access, [a(4000)], [a(4001)]], [`${group}.0.location`, access, [a(250)], [a(251)]], [`${group}.0.timestamp`, access, ['2026-01-05T09:00:00'], ['yesterday']],
];
const TEXT250 = [[a(250)], [a(251)]];
const COMPLETION = [['completed', 'incomplete', 'not attempted', 'unknown'], ['passed', '']];
const SUCCESS = [['passed', 'failed', 'unknown'], ['completed', '']];

/* The standard's table: [element, access, values that are taken, values that are not]. */
const TABLE = [
  ...comment('cmi.comments_from_learner', 'rw'), ...comment('cmi.comments_from_lms', 'r'), ['cmi.completion_status', 'rw', ...COMPLETION],
  ['cmi.completion_threshold', 'r'], ['cmi.credit', 'r'], ['cmi.entry', 'r'], ['cmi.exit', 'w', ['time-out', 'suspend', 'logout', 'normal', ''], ['gone']],
  ['cmi.interactions.0.id', 'rw', ['urn:ibest:1'], ['', 'with blank']],
  ['cmi.interactions.0.type', 'rw', ['true-false', 'choice', 'fill-in', 'long-fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric', 'other'], ['guess']],
  ['cmi.interactions.0.objectives.0.id', 'rw', ['objective_1'], ['']], ['cmi.interactions.0.timestamp', 'rw', ['2026-01-05T09:00:00.00Z'], ['2026-01-05']],
  ['cmi.interactions.0.correct_responses.0.pattern', 'rw', ['a[,]b'], ['a,b']], ['cmi.interactions.0.weighting', 'rw', ['-0.5'], ['much']],
  ['cmi.interactions.0.learner_response', 'rw', ['a[,]b'], ['a,b']], ['cmi.interactions.0.result', 'rw', ['correct', 'incorrect', '0.5'], ['wrong']],
  ['cmi.interactions.0.latency', 'rw', ['PT4.5S'], ['00:00:04']], ['cmi.interactions.0.description', 'rw', ...TEXT250], ['cmi.launch_data', 'r'], ['cmi.learner_id', 'r'],
  ['cmi.learner_name', 'r'], ['cmi.learner_preference.audio_level', 'rw', ['0', '2.5'], ['-1']], ['cmi.learner_preference.language', 'rw', ['en-GB', ''], ['en_GB']],
  ['cmi.learner_preference.delivery_speed', 'rw', ['1'], ['fast']], ['cmi.learner_preference.audio_captioning', 'rw', ['-1', '0', '1'], ['2']],
  ['cmi.location', 'rw', [a(1000)], [a(1001)]], ['cmi.max_time_allowed', 'r'], ['cmi.mode', 'r'], ['cmi.objectives.0.id', 'rw', ['objective_1'], ['']], ...score('cmi.objectives.0.score'),
  ['cmi.objectives.0.success_status', 'rw', ...SUCCESS], ['cmi.objectives.0.completion_status', 'rw', ...COMPLETION], ['cmi.objectives.0.progress_measure', 'rw', ['0.5'], ['1.5']],
  ['cmi.objectives.0.description', 'rw', ...TEXT250], ['cmi.progress_measure', 'rw', ['0', '1'], ['-0.1', '1.1']], ['cmi.scaled_passing_score', 'r'], ...score('cmi.score'),
  ['cmi.session_time', 'w', ['PT10M', 'P1DT2H', 'PT0.05S'], ['P', 'PT', '00:10:00', 'PT1.123S']], ['cmi.success_status', 'rw', ...SUCCESS],
  ['cmi.suspend_data', 'rw', [a(64000)], [a(64001)]], ['cmi.time_limit_action', 'r'], ['cmi.total_time', 'r'],
];

/* What has to be there before: an interaction that is a choice, an objective. */
function prepared() {
  const lms = running();
  for (const [element, value] of [['cmi.interactions.0.id', 'x'], ['cmi.interactions.0.type', 'choice'], ['cmi.objectives.0.id', 'y']]) lms.API.SetValue(element, value);
  return lms;
}

test('every element is as the standard says: who reads it, who writes it, and which values it takes', () => {
  for (const [element, access, taken = [], refused = []] of TABLE) {
    const lms = prepared();
    if (access === 'r') {
      assert.deepEqual([lms.API.SetValue(element, '1'), errorOf(lms)], ['false', '404'], element);
      continue;
    }
    for (const value of taken) assert.deepEqual([lms.API.SetValue(element, value), errorOf(lms)], ['true', '0'], `${element} = '${value}'`);
    for (const value of refused) assert.deepEqual([lms.API.SetValue(element, value), errorOf(lms)], ['false', '406'], `${element} = '${value}'`);
    assert.deepEqual([lms.API.GetValue(element), errorOf(lms)], access === 'w' ? ['', '405'] : [taken.at(-1), '0'], element);
  }
});

test('the table above has every element that the LMS knows', () => {
  assert.deepEqual(TABLE.map(([element]) => element.replaceAll('.0', '.n')).sort(), Object.keys(ELEMENTS2004).filter((name) => name !== 'cmi._version').sort());
});

const RESPONSES = [
  ['true-false', ['true'], ['1']], ['fill-in', ['red[,]blue'], [a(251)]], ['long-fill-in', [a(4000)], [a(4001)]], ['likert', ['agree'], ['a b']],
  ['matching', ['1[.]a[,]2[.]b'], ['1.a']], ['performance', ['step[.]done'], ['a b']], ['sequencing', ['a[,]b'], ['a,b']], ['numeric', ['-1.5'], ['one']], ['other', ['x'], [a(4001)]],
];

test('a response is checked by its type, and the pattern of a number is a range', () => {
  for (const [type, taken, refused] of RESPONSES) {
    const lms = prepared();
    lms.API.SetValue('cmi.interactions.0.type', type);
    for (const value of taken) assert.equal(lms.API.SetValue('cmi.interactions.0.learner_response', value), 'true', `${type} '${value}'`);
    for (const value of refused) assert.deepEqual([lms.API.SetValue('cmi.interactions.0.learner_response', value), errorOf(lms)], ['false', '406'], `${type} '${value}'`);
  }
  const lms = prepared();
  lms.API.SetValue('cmi.interactions.0.type', 'numeric');
  assert.equal(lms.API.SetValue('cmi.interactions.0.correct_responses.0.pattern', '1[:]2.5'), 'true');
  assert.equal(lms.API.SetValue('cmi.interactions.0.correct_responses.0.pattern', '2'), 'false');
});

/* What leads to each error of a session: [number, call, with what]. */
const ERRORS = [
  ['103', 'Initialize', ''], ['201', 'Terminate', 'x'], ['201', 'Commit', 'x'], ['301', 'GetValue', 'cmi.objectives.0.id'], ['301', 'GetValue', 'cmi.credit._children'],
  ['301', 'GetValue', 'cmi.score._count'], ['351', 'SetValue', 'cmi.interactions.1.id', 'x'], ['351', 'SetValue', 'cmi.comments_from_learner.3.comment', 'x'],
  ['401', 'GetValue', 'cmi.core.lesson_status'], ['401', 'SetValue', 'cmi.unheard_of', 'x'], ['403', 'GetValue', 'cmi.location'], ['404', 'SetValue', 'cmi.entry', ''],
  ['404', 'SetValue', 'cmi.interactions._count', '1'], ['404', 'SetValue', 'cmi._version', '1'], ['405', 'GetValue', 'cmi.session_time'], ['406', 'SetValue', 'cmi.exit', 'gone'],
  ['408', 'SetValue', 'cmi.interactions.0.type', 'choice'], ['408', 'SetValue', 'cmi.objectives.0.score.raw', '1'], ['408', 'SetValue', 'cmi.objectives.0.success_status', 'passed'],
];

test('each error has its number, and a text', () => {
  for (const [number, call, ...given] of ERRORS) {
    const lms = running();
    assert.match(lms.API[call](...given), /^(false|)$/, `${call} ${given}`);
    assert.equal(errorOf(lms), number, `${call} ${given}`);
    assert.notEqual(lms.API.GetErrorString(number), '');
  }
  const poor = running({ unsupported: ['cmi.score.raw'] });
  assert.deepEqual([poor.API.SetValue('cmi.score.raw', '1'), errorOf(poor)], ['false', '402']);
});

const OUTSIDE = [['Terminate', [''], '112', '113'], ['GetValue', ['cmi.mode'], '122', '123'], ['SetValue', ['cmi.exit', ''], '132', '133'], ['Commit', [''], '142', '143']];

test('calls before and after the session have an error number each', () => {
  const lms = new StrictLms2004();
  const numbers = () => OUTSIDE.map(([call, given]) => {
    lms.API[call](...given);
    return errorOf(lms);
  });
  assert.deepEqual(numbers(), OUTSIDE.map(([, , before]) => before));
  lms.API.Initialize('');
  lms.API.Terminate('');
  assert.deepEqual(numbers(), OUTSIDE.map(([, , , afterwards]) => afterwards));
  assert.deepEqual([lms.API.Initialize(''), errorOf(lms)], ['false', '104']);
});

test('what was not suspended is over: the next launch is a new attempt', () => {
  for (const [exit, entry, completion] of [['suspend', 'resume', 'completed'], ['normal', 'ab-initio', 'unknown'], ['', 'ab-initio', 'unknown']]) {
    const lms = running();
    lms.API.SetValue('cmi.completion_status', 'completed');
    lms.API.SetValue('cmi.exit', exit);
    lms.API.Terminate('');
    const next = lms.relaunch();
    assert.deepEqual([next.value('cmi.entry'), next.value('cmi.completion_status')], [entry, completion], exit);
  }
});

test('the LMS sums durations', () => {
  assert.deepEqual(['PT0S', 'PT1M5.25S', 'P1DT2H', 'PT10M'].map(secondsOf2004), [0, 65.25, 93600, 600]);
  const lms = running({}, { 'cmi.total_time': 'PT1M' });
  lms.API.SetValue('cmi.session_time', 'PT0.5S');
  lms.API.Terminate('');
  assert.equal(lms.value('cmi.total_time'), 'PT60.5S');
});
