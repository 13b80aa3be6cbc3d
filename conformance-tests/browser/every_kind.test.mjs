// SPDX-License-Identifier: Apache-2.0

// Each kind of page and question, from the packager's course source to what an LMS made with scorm-again holds, as a person does it. Quickly it is played with all LMSs (conformance-tests/play).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyKind, openBrowser, unpackedPackageOf, until } from './harness.mjs';
import { answerThrough, isJudged, pagesOf, readOn, readThrough, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

async function setUp(t) {
  const lms = await startScormLms(t, unpackedPackageOf(t, everyKind, '--format', 'scorm2004', '--frozen'), 'scorm2004');
  const context = await openBrowser(t);
  const { frame } = await launchScorm(context, lms);
  await start(frame);
  return { lms, context, frame, pages: await pagesOf(frame) };
}

const standing = ({ completion_status: completion, success_status: success, score }) => [completion, success, String(score.scaled)];

/* What the course was made for: were a type missing, the test would prove nothing of it. */
function assertEachKind(pages) {
  const types = pages.flatMap(({ quiz, survey }) => (quiz ?? survey)?.questions ?? []).map(({ type }) => type);
  assert.deepEqual([...new Set(pages.map(({ kind }) => kind))].sort(), ['quiz', 'scenario', 'survey', 'video']);
  assert.deepEqual([...new Set(types)].sort(), ['matching', 'multiple', 'numeric', 'ordering', 'scale', 'single', 'text', 'true-false']);
}

test('a learner who does all that is asked by mouse and keyboard, by each kind of page and type of question, completes with full marks, and every answer is taken', async (t) => {
  const { lms, context, frame, pages } = await setUp(t);
  assertEachKind(pages);
  await readOn(frame);
  await frame.locator('.nhsuk-panel').waitFor();
  await until('the LMS has the completion', () => lms.last().completion_status === 'completed');
  assert.deepEqual(standing(lms.last()), ['completed', 'passed', '1']);
  assert.deepEqual(lms.commits.at(-1).refused, []);
  assert.deepEqual(context.faults, []);
});

test('where attempting a quiz suffices, one that was failed completes, and is not passed', async (t) => {
  const { lms, frame, pages } = await setUp(t);
  const quizPage = pages.find(isJudged);
  await readThrough(frame, quizPage.title);
  await answerThrough(frame, quizPage, { right: false });
  await readThrough(frame);
  await until('the LMS has the completion', () => lms.last().completion_status === 'completed');
  assert.deepEqual(standing(lms.last()), ['completed', 'unknown', '0']);
});
