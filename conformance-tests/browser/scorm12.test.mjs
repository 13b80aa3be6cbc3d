// SPDX-License-Identifier: Apache-2.0

// What an LMS made with scorm-again gets on the way, call by call, of a SCORM 1.2 package that is closed half-way, resumed and completed. What it holds at the end of each
// visit, and after a quiz that failed, is played with all LMSs (conformance-tests/play).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { pagesOf, readOn, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'understanding-pain';

const SESSION_TIME = /^\d{4}:\d{2}:\d{2}\.\d{2}$/;
const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

const ended = (lms, visits) => until(`the LMS heard LMSFinish of visit ${visits}`, () => lms.commits.filter(({ call }) => call === 'LMSFinish').length === visits);

async function closeHalfway(lms, context) {
  const { frame, page } = await launchScorm(context, lms);
  await frame.locator('h1').first().waitFor();
  await until('the first commit arrived', () => lms.commits.length > 0);
  assert.equal(lms.commits[0].call, 'LMSCommit');
  assert.equal(lms.commits[0].cmi.core.lesson_status, 'incomplete', 'never "not attempted" for somebody who came');
  await start(frame);
  const left = (await pagesOf(frame))[1].title;
  await readOn(frame, left);
  await page.close({ runBeforeUnload: true });
  await ended(lms, 1);
  const { core, suspend_data: data } = lms.last();
  assert.deepEqual([core.lesson_status, core.exit, core.score.raw], ['incomplete', 'suspend', ''], 'no score before it is final');
  assert.match(lms.commits.at(-1).sets['cmi.core.session_time'], SESSION_TIME);
  assert.match(data, SUSPEND_DATA);
  return left;
}

async function completeFrom(left, lms, context) {
  const { frame, page } = await launchScorm(context, lms);
  await frame.locator('main h1', { hasText: left }).first().waitFor();
  await readThrough(frame);
  await frame.locator('#player-saving', { hasText: 'Saved to' }).waitFor();
  await until('the LMS has the completion before anybody leaves', () => lms.last().core.lesson_status === 'completed');
  await saveAndExit(frame);
  await ended(lms, 2);
  await page.close();
  const { core } = lms.last();
  assert.deepEqual([core.lesson_status, core.exit, Number(core.score.raw)], ['completed', '', 100]);
  assert.notEqual(lms.commits.at(-1).sets['cmi.core.session_time'], '0000:00:00.00', 'the Learning Hub wants some time');
}

async function lookAgain(lms, context) {
  const before = lms.commits.length;
  const { frame, page } = await launchScorm(context, lms);
  await frame.locator('h1').first().waitFor();
  await page.close({ runBeforeUnload: true });
  await ended(lms, 3);
  for (const { cmi } of lms.commits.slice(before)) assert.equal(cmi.core.lesson_status, 'completed');
}

test('incomplete is told at once, a place half-way, completed before anybody leaves, and nothing less afterwards', async (t) => {
  const lms = await startScormLms(t, unpackedPackage(t, '--format', 'scorm12', '--module', MODULE));
  const context = await openBrowser(t);
  await completeFrom(await closeHalfway(lms, context), lms, context);
  await lookAgain(lms, context);
  assert.deepEqual(context.faults, []);
});
