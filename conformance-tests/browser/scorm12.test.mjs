// SPDX-License-Identifier: Apache-2.0

// A SCORM 1.2 package in an LMS made with scorm-again: launched, closed half-way, resumed, completed; and what the LMS got on the way.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { answerQuiz, isJudged, pagesOf, readOn, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'understanding-pain';

/* One package serves all tests, as none of them changes it. */
const unpacked = unpackedPackage({ after }, '--format', 'scorm12', '--module', MODULE);
const SESSION_TIME = /^\d{4}:\d{2}:\d{2}\.\d{2}$/;
const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

test('a launch sets incomplete at once, so that the LMS never shows "not attempted" for somebody who came', async (t) => {
  const lms = await startScormLms(t, unpacked);
  const context = await openBrowser(t);
  const { frame } = await launchScorm(context, lms);
  await frame.locator('h1').first().waitFor();
  await until('the first commit arrived', () => lms.commits.length > 0);
  assert.equal(lms.commits[0].call, 'LMSCommit');
  assert.equal(lms.commits[0].cmi.core.lesson_status, 'incomplete');
});

test('closing the tab half-way keeps the place, and coming back goes on there to completion', async (t) => {
  const lms = await startScormLms(t, unpacked);
  const context = await openBrowser(t);

  const first = await launchScorm(context, lms);
  await start(first.frame);
  const left = (await pagesOf(first.frame))[1].title;
  await readOn(first.frame, left);
  await first.page.close({ runBeforeUnload: true });
  await until('the LMS heard LMSFinish', () => lms.commits.at(-1)?.call === 'LMSFinish');
  const halfway = lms.last();
  assert.equal(halfway.core.lesson_status, 'incomplete');
  assert.equal(halfway.core.exit, 'suspend');
  assert.match(lms.commits.at(-1).sets['cmi.core.session_time'], SESSION_TIME);
  assert.match(halfway.suspend_data, SUSPEND_DATA);
  assert.equal(halfway.core.score.raw, '', 'no score before it is final');

  const second = await launchScorm(context, lms);
  await second.frame.locator('main h1', { hasText: left }).first().waitFor();
  await readOn(second.frame);
  await second.frame.locator('.nhsuk-panel').waitFor();
  await second.frame.locator('#player-saving', { hasText: 'Saved to' }).waitFor();
  await until('the LMS has the completion before anybody leaves', () => lms.last().core.lesson_status === 'completed');
  await saveAndExit(second.frame);
  await until('the LMS heard LMSFinish again', () => lms.commits.at(-1).call === 'LMSFinish');
  const end = lms.last();
  assert.equal(end.core.lesson_status, 'completed');
  assert.equal(end.core.exit, '');
  assert.equal(Number(end.core.score.raw), 100);
  assert.notEqual(lms.commits.at(-1).sets['cmi.core.session_time'], '0000:00:00.00', 'the Learning Hub wants some time');
  assert.deepEqual(context.faults, []);
});

test('a failed quiz does not complete, and a second try that passes does', async (t) => {
  const lms = await startScormLms(t, unpacked);
  const context = await openBrowser(t);
  const { frame } = await launchScorm(context, lms);
  await start(frame);
  const quizPage = (await pagesOf(frame)).find(isJudged);
  await readThrough(frame, quizPage.title);
  await answerQuiz(frame, quizPage, { right: false });
  assert.equal(lms.last().core.lesson_status, 'incomplete');
  await frame.getByRole('button', { name: 'Try again' }).click();
  await answerQuiz(frame, quizPage, { right: true });
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
});

test('coming back after completion does not demote it', async (t) => {
  const lms = await startScormLms(t, unpacked);
  const context = await openBrowser(t);
  const first = await launchScorm(context, lms);
  await start(first.frame);
  await readThrough(first.frame);
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
  await first.page.close({ runBeforeUnload: true });
  await until('the LMS heard LMSFinish', () => lms.commits.at(-1).call === 'LMSFinish');

  const before = lms.commits.length;
  const second = await launchScorm(context, lms);
  await second.frame.locator('h1').first().waitFor();
  await second.page.close({ runBeforeUnload: true });
  await until('the LMS heard LMSFinish of the second visit', () => lms.commits.slice(before).some(({ call }) => call === 'LMSFinish'));
  for (const { cmi } of lms.commits.slice(before)) assert.equal(cmi.core.lesson_status, 'completed');
});
