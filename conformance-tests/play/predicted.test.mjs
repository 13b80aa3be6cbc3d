// SPDX-License-Identifier: Apache-2.0

// What is predicted is compared with what was held: each kind of claim, right and wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from './predicted.mjs';

const says = (situation, status, score, resume) => ({ situation, status: { shows: status }, score: { shows: score }, resume: { shows: resume } });
const predictionOf = (...situations) => ({ formats: [{ units: [{ situations }] }] });
const HALFWAY = { situation: 'closed half-way', status: 'incomplete', score: '', found: '' };
const COMPLETED = { situation: 'completed', status: 'completed', score: '100', found: 'where the learner left' };
const AGAIN = { situation: 'opened again', status: 'completed', score: '100', found: 'starts anew' };
const ROWS = [HALFWAY, COMPLETED, AGAIN];

const wrong = (...situations) => compare(predictionOf(...situations), ROWS).filter(({ isHeld }) => !isHeld).map(({ what }) => what);

test('a prediction that was held has nothing wrong, and each claim is counted', () => {
  const prediction = predictionOf(says('left half-way and opened again', 'incomplete', 'none', 'where the learner left'),
    says('every page seen, every quiz passed', 'completed', '80 to 100', 'starts anew'), says('opened again after completion', 'completed', 'as before', 'starts anew'));
  assert.deepEqual(compare(prediction, ROWS).map(({ isHeld }) => isHeld), Array(8).fill(true));
});

test('another status, score or place to come back to is told', () => {
  assert.deepEqual(wrong(says('left half-way and opened again', 'started', '0', 'starts anew')), ['status', 'score', 'resume']);
  assert.deepEqual(wrong(says('every page seen, every quiz passed', 'completed', '80 to 90', 'starts anew')), ['score']);
  assert.deepEqual(wrong(says('opened again after completion', 'completed', 'none', 'starts anew')), ['score']);
});

test('what is unknown, and what was not played, is no claim', () => {
  assert.deepEqual(compare(predictionOf(says('opened again after completion', 'unknown', 'unknown', 'unknown'), says('a quiz failed', 'incomplete', 'none', 'unknown')), ROWS), []);
});

test('what the LMS shows after its last launch counts where its record says more', () => {
  const rows = [HALFWAY, COMPLETED, { ...AGAIN, shown: { status: 'incomplete', score: '' } }];
  assert.deepEqual(compare(predictionOf(says('opened again after completion', 'incomplete', 'none', 'starts anew')), rows).map(({ isHeld }) => isHeld), [true, true]);
});
