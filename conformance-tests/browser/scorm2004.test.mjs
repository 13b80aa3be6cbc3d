// SPDX-License-Identifier: Apache-2.0

// A SCORM 2004 package in an LMS made with scorm-again: launched, closed half-way, resumed, completed; and what the LMS got on the way.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { answerQuiz, isJudged, pagesOf, readOn, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'understanding-pain';
const SESSION_TIME = /^PT(\d+H)?(\d+M)?\d+(\.\d{1,2})?S$/;
const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

const packageOf = (t, module) => unpackedPackage(t, '--format', 'scorm2004', '--module', module);

/* Serves all tests of the module, as none of them changes it. */
const unpacked = packageOf({ after }, MODULE);

async function setUp(t, folder = unpacked) {
  const lms = await startScormLms(t, folder, 'scorm2004');
  return { lms, context: await openBrowser(t) };
}

const standing = ({ completion_status: completion, success_status: success, score }) => [completion, success, String(score.scaled)];

test('closing the tab half-way keeps the place, and coming back goes on there to completion', async (t) => {
  const { lms, context } = await setUp(t);
  const first = await launchScorm(context, lms);
  await start(first.frame);
  const left = (await pagesOf(first.frame))[1].title;
  await readOn(first.frame, left);
  await first.page.close({ runBeforeUnload: true });
  await until('the LMS heard Terminate', () => lms.commits.at(-1)?.call === 'Terminate');
  assert.deepEqual(standing(lms.commits[0].cmi), ['incomplete', 'unknown', ''], 'incomplete from the first commit on');
  assert.deepEqual(standing(lms.last()), ['incomplete', 'unknown', ''], 'no score before it is final');
  assert.equal(lms.last().exit, 'suspend');
  assert.match(lms.last().suspend_data, SUSPEND_DATA);
  assert.match(lms.commits.at(-1).sets['cmi.session_time'], SESSION_TIME);

  const second = await launchScorm(context, lms);
  await second.frame.locator('main h1', { hasText: left }).first().waitFor();
  await readOn(second.frame);
  await second.frame.locator('.nhsuk-panel').waitFor();
  await until('the LMS has the completion before anybody leaves', () => lms.last().completion_status === 'completed');
  await saveAndExit(second.frame);
  await until('the LMS heard Terminate again', () => lms.commits.at(-1).call === 'Terminate');
  assert.deepEqual(standing(lms.last()), ['completed', 'passed', '1']);
  assert.deepEqual(lms.commits.at(-1).refused, []);
  assert.deepEqual(context.faults, []);
});

test('a failed quiz neither completes nor fails, and a second try that passes does', async (t) => {
  const { lms, context } = await setUp(t);
  const { frame } = await launchScorm(context, lms);
  await start(frame);
  const quizPage = (await pagesOf(frame)).find(isJudged);
  await readThrough(frame, quizPage.title);
  await answerQuiz(frame, quizPage, { right: false });
  assert.deepEqual(standing(lms.last()), ['incomplete', 'unknown', '']);
  await frame.getByRole('button', { name: 'Try again' }).click();
  await answerQuiz(frame, quizPage, { right: true });
  await until('the LMS has the completion', () => lms.last().completion_status === 'completed');
  assert.equal(lms.last().success_status, 'passed');
});

test('coming back after completion does not demote it, though only one page is opened', async (t) => {
  const { lms, context } = await setUp(t);
  const first = await launchScorm(context, lms);
  await start(first.frame);
  await readThrough(first.frame);
  await until('the LMS has the completion', () => lms.last().completion_status === 'completed');
  await first.page.close({ runBeforeUnload: true });
  await until('the LMS heard Terminate', () => lms.commits.at(-1).call === 'Terminate');

  const before = lms.commits.length;
  const second = await launchScorm(context, lms);
  await second.frame.locator('h1').first().waitFor();
  await second.page.close({ runBeforeUnload: true });
  await until('the LMS heard Terminate of the second visit', () => lms.commits.slice(before).some(({ call }) => call === 'Terminate'));
  for (const { cmi } of lms.commits.slice(before)) assert.deepEqual(standing(cmi), ['completed', 'passed', '1']);
});

test('a module without a quiz completes, and its success stays unknown', async (t) => {
  const { lms, context } = await setUp(t, packageOf(t, 'into-practice'));
  const { frame } = await launchScorm(context, lms);
  await start(frame);
  await readThrough(frame);
  await saveAndExit(frame);
  await until('the LMS heard Terminate', () => lms.commits.at(-1).call === 'Terminate');
  assert.deepEqual(standing(lms.last()), ['completed', 'unknown', '']);
});
