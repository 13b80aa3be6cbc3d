// SPDX-License-Identifier: Apache-2.0

// A whole module without a mouse: a film, a case, a check and every page in an LMS's frame; and every type of question.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { course, everyKind, openBrowser, unpackedPackageOf, until } from './harness.mjs';
import { pagesOf, readByKeyboard } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULES = [[course, 'pacing-and-goals'], [everyKind, 'first']];

for (const [source, module] of MODULES) {
  test(`the module '${module}' of ${basename(source)} can be completed, saved and left by keyboard alone`, async (t) => {
    const lms = await startScormLms(t, unpackedPackageOf(t, source, '--format', 'scorm12', '--module', module, '--frozen'));
    const context = await openBrowser(t);
    const { page, frame } = await launchScorm(context, lms);
    await pagesOf(frame);
    const tabTo = async (name) => {
      for (let count = 0; count < 60; count += 1) {
        await page.keyboard.press('Tab');
        if (await frame.locator('body').evaluate((_, text) => document.activeElement.textContent.trim() === text && document.activeElement !== document.body, name)) return;
      }
      throw new Error(`Tab never came to '${name}'`);
    };
    await tabTo('Start');
    await page.keyboard.press('Enter');
    await frame.locator('.player-side').waitFor();
    await readByKeyboard(frame);
    await frame.locator('.nhsuk-panel').waitFor();
    await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
    await tabTo('Save and exit');
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Saved', exact: true }).waitFor();
    await until('the LMS heard LMSFinish', () => lms.commits.at(-1).call === 'LMSFinish');
    assert.equal(lms.last().core.lesson_status, 'completed');
    assert.deepEqual(context.faults, []);
  });
}
