// SPDX-License-Identifier: Apache-2.0

// What the LMS made with scorm-again has to find wrong with what it is told on the way, call by call.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf } from './lms/scorm_again.mjs';

const begun = (sets = {}) => ({ number: 1, call: 'Commit', sets, cmi: { completion_status: 'incomplete', success_status: 'unknown', score: { raw: '' }, suspend_data: '1.a' } });
const done = (number, call = 'Commit', more = {}) => ({
  number, call, sets: { 'cmi.session_time': 'PT2M0.5S', 'cmi.exit': 'suspend' }, cmi: { completion_status: 'completed', success_status: 'passed', score: { raw: '100' }, suspend_data: '1.b', ...more },
});
const end = (sets) => ({ ...begun(sets), call: 'Terminate' });
const found = (...commits) => faultsOf(commits, 'scorm2004').map((fault) => fault.replace(/^\w+ \d+: /, ''));

test('a visit that begins as incomplete, completes once and ends with its time is right', () => {
  assert.deepEqual(found(begun(), done(2), done(3, 'Terminate')), []);
});

for (const [what, fault, ...commits] of [
  ['somebody who came is not "not attempted"', /^'unknown' of/, { ...begun(), cmi: { ...begun().cmi, completion_status: 'unknown' } }],
  ['no score before it is final', /^a result before it is final: unknown 40$/, { ...begun(), cmi: { ...begun().cmi, score: { raw: '40' } } }],
  ['no success before it is final', /^a result before it is final: failed $/, { ...begun(), cmi: { ...begun().cmi, success_status: 'failed' } }],
  ['who has completed stays so', /^completed passed 100 became incomplete unknown $/, done(1), begun()],
  ['who has passed stays so', /^completed passed 100 became completed failed 20$/, done(1), done(2, 'Commit', { success_status: 'failed', score: { raw: '20' } })],
  ['a state fits, in few signs', /^a state of 4097 characters/, done(1, 'Commit', { suspend_data: 'a'.repeat(4097) })],
  ['a visit has a time', /^'undefined' is no session time$/, end({ 'cmi.exit': 'suspend' })],
  ['a visit takes some time', /^the Learning Hub wants some time$/, end({ 'cmi.exit': 'suspend', 'cmi.session_time': 'PT0S' })],
  ['who will come back suspends', /^who will come back left by 'normal'$/, end({ 'cmi.exit': 'normal', 'cmi.session_time': 'PT1S' })],
]) {
  test(`${what}, or it is a fault`, () => {
    const faults = found(...commits);
    assert.equal(faults.length, 1, faults.join('; '));
    assert.match(faults[0], fault);
  });
}
