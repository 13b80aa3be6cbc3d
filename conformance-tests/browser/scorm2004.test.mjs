// SPDX-License-Identifier: Apache-2.0

// What an LMS made with scorm-again gets on the way, call by call, of a SCORM 2004 package. What it holds at the end of each visit, and after a quiz that failed, is played
// with all LMSs (conformance-tests/play).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { pagesOf, readOn, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'understanding-pain';
const SESSION_TIME = /^PT(\d+H)?(\d+M)?\d+(\.\d{1,2})?S$/;
const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

async function setUp(t, module) {
  const lms = await startScormLms(t, unpackedPackage(t, '--format', 'scorm2004', '--module', module), 'scorm2004');
  return { lms, context: await openBrowser(t) };
}

const standing = ({ completion_status: completion, success_status: success, score }) => [completion, success, String(score.scaled)];

const ended = (lms, visits) => until(`the LMS heard Terminate of visit ${visits}`, () => lms.commits.filter(({ call }) => call === 'Terminate').length === visits);

async function closeHalfway(lms, context) {
  const { frame, page } = await launchScorm(context, lms);
  await start(frame);
  const left = (await pagesOf(frame))[1].title;
  await readOn(frame, left);
  await page.close({ runBeforeUnload: true });
  await ended(lms, 1);
  assert.deepEqual(standing(lms.commits[0].cmi), ['incomplete', 'unknown', ''], 'incomplete from the first commit on');
  assert.deepEqual(standing(lms.last()), ['incomplete', 'unknown', ''], 'no score before it is final');
  assert.equal(lms.last().exit, 'suspend');
  assert.match(lms.last().suspend_data, SUSPEND_DATA);
  assert.match(lms.commits.at(-1).sets['cmi.session_time'], SESSION_TIME);
  return left;
}

async function completeFrom(left, lms, context) {
  const { frame, page } = await launchScorm(context, lms);
  await frame.locator('main h1', { hasText: left }).first().waitFor();
  await readThrough(frame);
  await until('the LMS has the completion before anybody leaves', () => lms.last().completion_status === 'completed');
  await saveAndExit(frame);
  await ended(lms, 2);
  await page.close();
  assert.deepEqual(standing(lms.last()), ['completed', 'passed', '1']);
  assert.deepEqual(lms.commits.at(-1).refused, []);
}

async function lookAgain(lms, context) {
  const before = lms.commits.length;
  const { frame, page } = await launchScorm(context, lms);
  await frame.locator('h1').first().waitFor();
  await page.close({ runBeforeUnload: true });
  await ended(lms, 3);
  for (const { cmi } of lms.commits.slice(before)) assert.deepEqual(standing(cmi), ['completed', 'passed', '1']);
}

test('incomplete is told at once, a place half-way, completed before anybody leaves, and nothing less afterwards', async (t) => {
  const { lms, context } = await setUp(t, MODULE);
  await completeFrom(await closeHalfway(lms, context), lms, context);
  await lookAgain(lms, context);
  assert.deepEqual(context.faults, []);
});

test('a module without a quiz completes, and its success stays unknown', async (t) => {
  const { lms, context } = await setUp(t, 'into-practice');
  const { frame } = await launchScorm(context, lms);
  await start(frame);
  await readThrough(frame);
  await saveAndExit(frame);
  await until('the LMS heard Terminate', () => lms.commits.at(-1).call === 'Terminate');
  assert.deepEqual(standing(lms.last()), ['completed', 'unknown', '']);
});
