// SPDX-License-Identifier: Apache-2.0

// A SCORM 2004 package of a module without a quiz, in an LMS made with scorm-again. With a quiz it is played with all LMSs (conformance-tests/play).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

test('a module without a quiz completes, and its success stays unknown', async (t) => {
  const lms = await startScormLms(t, unpackedPackage(t, '--format', 'scorm2004', '--module', 'into-practice'), 'scorm2004');
  const { frame } = await launchScorm(await openBrowser(t), lms);
  await start(frame);
  await readThrough(frame);
  await saveAndExit(frame);
  await until('the LMS heard Terminate', () => lms.commits.at(-1).call === 'Terminate');
  const { completion_status: completion, success_status: success, score } = lms.last();
  assert.deepEqual([completion, success, String(score.scaled)], ['completed', 'unknown', '']);
});
