// SPDX-License-Identifier: Apache-2.0

// The whole course as one SCORM 1.2 package in an LMS made with scorm-again: the menu, a module, the place kept between launches, and nothing taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, unpackedPackage, until } from './harness.mjs';
import { pagesOf, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const SUSPEND_DATA = /^[A-Za-z0-9_.:;-]{1,4096}$/;

async function setUp(t) {
  const lms = await startScormLms(t, unpackedPackage(t, '--format', 'scorm12'));
  return { lms, context: await openBrowser(t) };
}

/* The menu: each module's title and its state, in order. */
async function menu(frame) {
  const rows = await frame.locator('.nhsuk-task-list__item').all();
  return Promise.all(rows.map(async (row) => [await row.getByRole('link').textContent(), await row.locator('.nhsuk-task-list__status').textContent()]));
}

async function openMenu(frame, title) {
  await frame.locator('.player-header__title a').click();
  await frame.locator('main h1', { hasText: title }).waitFor();
}

test('the menu leads into a module, and closing in the next one keeps place and state without completing', async (t) => {
  const { lms, context } = await setUp(t);
  const first = await launchScorm(context, lms);
  const pages = await pagesOf(first.frame);
  const modules = [...new Set(pages.map(({ module }) => module.title))];
  const title = await first.frame.locator('main h1').textContent();
  assert.deepEqual(await menu(first.frame), modules.map((module) => [module, 'Not started']));
  const left = pages.findIndex(({ module }) => module.title === modules[1]);
  await start(first.frame);
  await readThrough(first.frame, pages[left].title);
  await first.page.close({ runBeforeUnload: true });
  await until('the LMS heard LMSFinish', () => lms.commits.at(-1)?.call === 'LMSFinish');
  const { sets } = lms.commits.at(-1);
  assert.equal(sets['cmi.core.lesson_location'], `${pages[left].module.id}.${pages[left].id}`);
  assert.equal(sets['cmi.core.exit'], 'suspend');
  assert.match(sets['cmi.suspend_data'], SUSPEND_DATA);

  const second = await launchScorm(context, lms);
  await second.frame.locator('main h1', { hasText: pages[left].title }).waitFor();
  await openMenu(second.frame, title);
  assert.deepEqual((await menu(second.frame)).map(([, state]) => state), ['Completed', 'In progress', ...modules.slice(2).map(() => 'Not started')]);
  await saveAndExit(second.frame);
  await until('the LMS heard LMSFinish again', () => lms.commits.at(-1).call === 'LMSFinish' && lms.commits.filter(({ call }) => call === 'LMSFinish').length === 2);
  for (const { cmi } of lms.commits) {
    assert.equal(cmi.core.lesson_status, 'incomplete');
    assert.equal(cmi.core.score.raw, '', 'no score before the course is complete');
    assert.ok(cmi.suspend_data.length <= 4096, `${cmi.suspend_data.length} characters`);
  }
  assert.deepEqual(context.faults, []);
});

for (const status of ['passed', 'completed']) {
  test(`what the LMS has as ${status} stays so, though only one page is opened again`, async (t) => {
    const { lms, context } = await setUp(t);
    lms.commits.push({ launch: 0, number: 0, call: 'LMSFinish', cmi: { core: { lesson_status: status, score: { raw: '90' } } }, sets: {} });
    const { frame } = await launchScorm(context, lms);
    await start(frame);
    await saveAndExit(frame);
    await until('the LMS heard LMSFinish', () => lms.commits.at(-1).call === 'LMSFinish' && lms.commits.length > 2);
    for (const { cmi } of lms.commits) assert.deepEqual([cmi.core.lesson_status, cmi.core.score.raw], [status, '90']);
    assert.equal(lms.commits.at(-1).sets['cmi.core.exit'], '');
    assert.deepEqual(context.faults, []);
  });
}
