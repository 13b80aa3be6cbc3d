// SPDX-License-Identifier: Apache-2.0

// The strict LMS for SCORM 1.2 itself: each element's access, its values at the border of what is allowed, and each error number of the standard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StrictLms } from '../../../packager/player/fixtures/strict_lms.mjs';
import { ELEMENTS12, MESSAGES12 } from '../../../packager/player/fixtures/strict_lms12.mjs';

function running(variant, stored) {
  const lms = new StrictLms(variant, stored);
  lms.API.LMSInitialize('');
  return lms;
}

const errorOf = (lms) => lms.API.LMSGetLastError();
const a = (length) => 'a'.repeat(length);

/* The standard's table: [element, access, values that are taken, values that are not]. */
const TABLE = [
  ['cmi.core.student_id', 'r'],
  ['cmi.core.student_name', 'r'],
  ['cmi.core.lesson_location', 'rw', ['', a(255)], [a(256)]],
  ['cmi.core.credit', 'r'],
  ['cmi.core.lesson_status', 'rw', ['passed', 'completed', 'failed', 'incomplete', 'browsed'], ['not attempted', 'Passed', 'unknown', '']],
  ['cmi.core.entry', 'r'],
  ['cmi.core.score.raw', 'rw', ['0', '100', '66.67', ''], ['-1', '100.5', 'ten', '1,5']],
  ['cmi.core.score.min', 'rw', ['0', '100', ''], ['-1', '101']],
  ['cmi.core.score.max', 'rw', ['0', '100', ''], ['-1', '101']],
  ['cmi.core.total_time', 'r'],
  ['cmi.core.lesson_mode', 'r'],
  ['cmi.core.exit', 'w', ['time-out', 'suspend', 'logout', ''], ['normal']],
  ['cmi.core.session_time', 'w', ['00:00:00', '9999:59:59.99', '10:00:00.5'], ['1:00:00', '00:00', '00:00:00.123', 'PT1S']],
  ['cmi.suspend_data', 'rw', ['', a(4096)], [a(4097)]],
  ['cmi.launch_data', 'r'],
  ['cmi.comments', 'rw', [a(4096)], [a(4097)]],
  ['cmi.comments_from_lms', 'r'],
  ['cmi.objectives.0.id', 'rw', ['objective_1'], ['', 'with blank', a(256)]],
  ['cmi.objectives.0.score.raw', 'rw', ['50'], ['101']],
  ['cmi.objectives.0.score.min', 'rw', ['0'], ['-1']],
  ['cmi.objectives.0.score.max', 'rw', ['100'], ['101']],
  ['cmi.objectives.0.status', 'rw', ['passed', 'not attempted'], ['done']],
  ['cmi.student_data.mastery_score', 'r'],
  ['cmi.student_data.max_time_allowed', 'r'],
  ['cmi.student_data.time_limit_action', 'r'],
  ['cmi.student_preference.audio', 'rw', ['-1', '100'], ['-2', '101', '1.5']],
  ['cmi.student_preference.language', 'rw', ['en-GB', ''], [a(256)]],
  ['cmi.student_preference.speed', 'rw', ['-100', '100'], ['-101', '101']],
  ['cmi.student_preference.text', 'rw', ['-1', '0', '1'], ['2']],
  ['cmi.interactions.0.id', 'w', ['question_1'], ['question 1', 'ä']],
  ['cmi.interactions.0.objectives.0.id', 'w', ['objective_1'], ['a b']],
  ['cmi.interactions.0.time', 'w', ['00:00:00', '23:59:59.99'], ['24:00:00', '1:00:00']],
  ['cmi.interactions.0.type', 'w', ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric'], ['other']],
  ['cmi.interactions.0.correct_responses.0.pattern', 'w', ['anything', a(255)], [a(256)]],
  ['cmi.interactions.0.weighting', 'w', ['-100', '100', '0.5'], ['101', 'much']],
  ['cmi.interactions.0.student_response', 'w', ['anything'], [a(256)]],
  ['cmi.interactions.0.result', 'w', ['correct', 'wrong', 'unanticipated', 'neutral', '3.5'], ['incorrect']],
  ['cmi.interactions.0.latency', 'w', ['00:00:04.5'], ['4']],
];

test('every element is as the standard says: who reads it, who writes it, and which values it takes', () => {
  for (const [element, access, taken = [], refused = []] of TABLE) {
    const lms = running();
    for (const value of taken) assert.deepEqual([lms.API.LMSSetValue(element, value), errorOf(lms)], ['true', '0'], `${element} = '${value}'`);
    for (const value of refused) assert.deepEqual([lms.API.LMSSetValue(element, value), errorOf(lms)], ['false', '405'], `${element} = '${value}'`);
    if (access === 'r') assert.deepEqual([lms.API.LMSSetValue(element, '1'), errorOf(lms)], ['false', '403'], element);
    const read = [lms.API.LMSGetValue(element), errorOf(lms)];
    if (access === 'w') assert.deepEqual(read, ['', '404'], element);
    else if (access === 'rw') assert.deepEqual(read, [taken.at(-1), '0'], element);
    else assert.equal(read[1], '0', element);
  }
});

test('the table above has every element that the LMS knows', () => {
  assert.deepEqual(TABLE.map(([element]) => element.replaceAll('.0', '.n')).sort(), Object.keys(ELEMENTS12).filter((name) => name !== 'cmi._version').sort());
});

const RESPONSES = [
  ['true-false', ['0', '1', 't', 'f'], ['yes', '2']],
  ['choice', ['a', '1,b,c'], ['a b', 'aa', 'A', [...'abcdefghijklmnopqrstuvwxyz0'].join()]],
  ['fill-in', ['any text', ''], [a(256)]],
  ['matching', ['1.a', '1.a,2.b'], ['1a', '1.a;2.b']],
  ['performance', ['any text'], [a(256)]],
  ['sequencing', ['a,b,c'], ['a-b']],
  ['likert', ['', '5', 'c'], ['ab']],
  ['numeric', ['7', '-0.5'], ['seven']],
];

test('a response is checked by the type that was set before it', () => {
  for (const [type, taken, refused] of RESPONSES) {
    for (const name of ['student_response', 'correct_responses.0.pattern']) {
      const lms = running();
      lms.API.LMSSetValue('cmi.interactions.0.type', type);
      for (const value of taken) assert.equal(lms.API.LMSSetValue(`cmi.interactions.0.${name}`, value), 'true', `${type} '${value}'`);
      for (const value of refused) assert.deepEqual([lms.API.LMSSetValue(`cmi.interactions.0.${name}`, value), errorOf(lms)], ['false', '405'], `${type} '${value}'`);
    }
  }
});

/* What leads to each error: [number, what is called, with what]. */
const ERRORS = [
  ['201', 'LMSSetValue', 'cmi.core.unheard_of', '1'], ['201', 'LMSGetValue', 'unheard.of'], ['201', 'LMSGetValue', 'cmi.nothing._count'],
  ['201', 'LMSSetValue', 'cmi.interactions.1.id', 'x'], ['201', 'LMSSetValue', 'cmi.interactions.0.objectives.2.id', 'x'], ['201', 'LMSGetValue', 'cmi.objectives.0.id'],
  ['201', 'LMSCommit', 'x'], ['201', 'LMSFinish', 'x'], ['202', 'LMSGetValue', 'cmi.core.credit._children'], ['203', 'LMSGetValue', 'cmi.core._count'],
  ['402', 'LMSSetValue', 'cmi.core._children', 'x'], ['402', 'LMSSetValue', 'cmi.interactions._count', '3'], ['402', 'LMSSetValue', 'cmi._version', '1'],
  ['403', 'LMSSetValue', 'cmi.core.entry', 'resume'], ['404', 'LMSGetValue', 'cmi.core.exit'], ['405', 'LMSSetValue', 'cmi.core.lesson_status', 'gone'],
];

test('each error has its number, and a text', () => {
  for (const [number, call, ...given] of ERRORS) {
    const lms = running();
    assert.match(lms.API[call](...given), /^(false|)$/, `${call} ${given}`);
    assert.equal(errorOf(lms), number, `${call} ${given}`);
    assert.equal(errorOf(lms), number, 'asking for the error keeps it');
    assert.equal(lms.API.LMSGetErrorString(number), MESSAGES12[number]);
    lms.API.LMSGetValue('cmi.core.student_id');
    assert.equal(errorOf(lms), '0', 'the next call sets it anew');
  }
});

test('no call but the questions for errors is taken before LMSInitialize and after LMSFinish', () => {
  const lms = new StrictLms();
  const refuses = () => {
    for (const [call, ...given] of [['LMSGetValue', 'cmi.core.student_id'], ['LMSSetValue', 'cmi.suspend_data', ''], ['LMSCommit', ''], ['LMSFinish', '']]) {
      assert.match(lms.API[call](...given), /^(false|)$/);
      assert.equal(errorOf(lms), '301', call);
    }
  };
  refuses();
  assert.equal(lms.API.LMSInitialize(''), 'true');
  assert.deepEqual([lms.API.LMSInitialize(''), errorOf(lms)], ['false', '101']);
  assert.equal(lms.API.LMSFinish(''), 'true');
  refuses();
});

test('an element that an LMS need not have is answered with 401, and so is its group', () => {
  const lms = running({ unsupported: ['cmi.interactions', 'cmi.core.score.min'] });
  for (const element of ['cmi.interactions._count', 'cmi.core.score.min']) assert.deepEqual([lms.API.LMSGetValue(element), errorOf(lms)], ['', '401'], element);
  assert.deepEqual([lms.API.LMSSetValue('cmi.interactions.0.id', 'x'), errorOf(lms)], ['false', '401']);
});

test('keywords tell children, counts and the version', () => {
  const lms = running();
  assert.equal(lms.API.LMSGetValue('cmi._version'), '3.4');
  assert.equal(lms.API.LMSGetValue('cmi.core.score._children'), 'raw,min,max');
  assert.match(lms.API.LMSGetValue('cmi.interactions._children'), /^id,objectives,time,type,correct_responses,/);
  lms.API.LMSSetValue('cmi.interactions.0.id', 'x');
  lms.API.LMSSetValue('cmi.interactions.0.objectives.0.id', 'y');
  assert.deepEqual(['cmi.interactions', 'cmi.interactions.0.objectives', 'cmi.interactions.0.correct_responses'].map((array) => lms.API.LMSGetValue(`${array}._count`)), ['1', '1', '0']);
});

test('comments are added to each other', () => {
  const lms = running();
  lms.API.LMSSetValue('cmi.comments', 'one ');
  lms.API.LMSSetValue('cmi.comments', 'two');
  assert.equal(lms.API.LMSGetValue('cmi.comments'), 'one two');
});

test('only a commit or the end makes values durable, and time is summed at the end', () => {
  const lms = running();
  lms.API.LMSSetValue('cmi.core.session_time', '0000:20:30.50');
  assert.equal(lms.value('cmi.core.session_time'), undefined);
  lms.API.LMSCommit('');
  assert.equal(lms.value('cmi.core.total_time'), undefined);
  lms.API.LMSFinish('');
  const again = lms.relaunch();
  again.API.LMSInitialize('');
  again.API.LMSSetValue('cmi.core.session_time', '01:00:00');
  again.API.LMSFinish('');
  assert.equal(again.value('cmi.core.total_time'), '0001:20:30.50');
});

test('the next launch resumes after exit "suspend" only', () => {
  for (const [exit, entry] of [['suspend', 'resume'], ['', ''], ['logout', ''], ['time-out', '']]) {
    const lms = running();
    lms.API.LMSSetValue('cmi.core.exit', exit);
    lms.API.LMSFinish('');
    assert.equal(lms.relaunch().value('cmi.core.entry'), entry, exit);
  }
});

test('a write that the server did not take fails', () => {
  const lms = running();
  lms.onWrite = () => false;
  assert.deepEqual([lms.API.LMSCommit(''), errorOf(lms)], ['false', '101']);
  assert.deepEqual([lms.API.LMSFinish(''), errorOf(lms)], ['false', '101']);
});
