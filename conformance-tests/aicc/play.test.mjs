// SPDX-License-Identifier: Apache-2.0

// An AICC package played in Chromium: launched, closed half-way, resumed, completed, with its files on another server; with an LMS that cannot be heard.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openBrowser, unpackedPackage, until } from '../browser/harness.mjs';
import { pagesOf, readThrough, saveAndExit, start } from '../browser/learner.mjs';
import { startAiccLms } from './aicc_lms.mjs';

const MODULE = 'understanding-pain';
const LESSON = /^[A-Za-z0-9_.:;-]{1,4096}$/;

/* One package serves all tests, as none of them changes it. */
const unpacked = unpackedPackage({ after }, '--format', 'aicc');

async function setUp(t, options) {
  return { lms: await startAiccLms(t, unpacked, options), context: await openBrowser(t) };
}

const savingLine = (page, text) => page.locator('#player-saving', { hasText: text }).waitFor();

/* On the LMS's own server it is played with all other LMSs (conformance-tests/play), also a quiz that fails. */
const PLACES = [['another server', { elsewhere: true }], ['an LMS that answers curtly', { variant: { style: 'curt' } }]];

for (const [where, options] of PLACES) {
  test(`${where}: closing the tab half-way keeps the place, and coming back goes on there to completion`, async (t) => {
    const { lms, context } = await setUp(t, options);
    const { hacp } = lms;
    const first = await lms.launch(context, MODULE);
    await start(first);
    await until('the LMS has it as incomplete', () => hacp.stored.status === 'incomplete');
    const left = (await pagesOf(first))[1].title;
    await readThrough(first, left);
    await savingLine(first, 'Saved to your LMS');
    await first.close({ runBeforeUnload: true });
    await until('the session was ended', () => hacp.state === 'ended');
    assert.deepEqual([hacp.stored.status, hacp.stored.flag, hacp.stored.score], ['incomplete', 'suspend', '']);
    assert.match(hacp.stored.lesson, LESSON);

    const second = await lms.launch(context, MODULE);
    await second.locator('main h1', { hasText: left }).first().waitFor();
    await readThrough(second);
    await second.locator('.nhsuk-panel').waitFor();
    await until('the LMS has the completion before anybody leaves', () => hacp.stored.status === 'completed');
    await saveAndExit(second);
    await until('the session was ended again', () => hacp.state === 'ended');
    assert.deepEqual([hacp.stored.status, hacp.stored.flag, hacp.stored.score], ['completed', '', '100']);
    assert.ok(hacp.stored.seconds >= 2, `${hacp.stored.seconds} s`);
    assert.deepEqual(hacp.faults, []);
    assert.deepEqual(context.faults, []);
  });
}

test('the whole course is one unit when its first page is launched', async (t) => {
  const { lms, context } = await setUp(t);
  const page = await lms.launch(context);
  const modules = new Set((await pagesOf(page)).map(({ module }) => module.id));
  assert.ok(modules.size > 1);
  await start(page);
  await saveAndExit(page);
  await until('the session was ended', () => lms.hacp.state === 'ended');
  assert.match(lms.hacp.stored.location, /^[a-z-]+\.[a-z-]+$/);
  const again = await lms.launch(context);
  await again.locator('main h1').first().waitFor();
  assert.deepEqual([lms.hacp.stored.status, lms.hacp.faults], ['incomplete', []]);
});

test('a mastery score that the administrator set makes a completion that reaches it "passed"', async (t) => {
  const { lms, context } = await setUp(t, { variant: { mastery: '80' } });
  const page = await lms.launch(context, MODULE);
  await start(page);
  await readThrough(page);
  await until('the LMS has it as passed', () => lms.hacp.stored.status === 'passed');
});

test('coming back after completion does not demote it, though the state is lost', async (t) => {
  const { lms, context } = await setUp(t);
  Object.assign(lms.hacp.stored, { status: 'completed', score: '90', lesson: '' });
  const page = await lms.launch(context, MODULE);
  await start(page);
  await saveAndExit(page);
  await until('the session was ended', () => lms.hacp.state === 'ended');
  assert.ok(lms.hacp.puts.length > 0);
  for (const put of lms.hacp.puts) assert.deepEqual([put.status, put.flag, put.score], ['completed', '', '90']);
});

test('an LMS that is down is told, tried again, and has everything in the end', async (t) => {
  const { lms, context } = await setUp(t);
  const page = await lms.launch(context, MODULE);
  await start(page);
  await savingLine(page, 'Saved to your LMS');
  lms.isDown = true;
  await page.getByRole('link', { name: /^Next/ }).click();
  await savingLine(page, 'Not saved: your LMS answered with HTTP error 503. Trying again.');
  const before = lms.hacp.stored.location;
  lms.isDown = false;
  await savingLine(page, 'Saved to your LMS');
  assert.notEqual(lms.hacp.stored.location, before);
});

test('an LMS whose answers the browser may not read is told with what it has to send, from the start and half-way', async (t) => {
  const { lms, context } = await setUp(t, { elsewhere: true });
  lms.allows = false;
  const first = await lms.launch(context, MODULE);
  const notice = first.locator('.nhsuk-warning-callout');
  await notice.waitFor();
  assert.match(await notice.textContent(), /Nothing you do here is recorded in an LMS: your LMS did not start the course: your LMS \(127\.0\.0\.1:\d+\) does not let courses on http:\/\/127\.0\.0\.1:\d+ read its answers: it has to send “Access-Control-Allow-Origin: http/);
  await savingLine(first, 'Not tracked by an LMS.');
  lms.allows = true;
  const second = await lms.launch(context, MODULE);
  await start(second);
  await savingLine(second, 'Saved to your LMS');
  lms.allows = false;
  await second.getByRole('link', { name: /^Next/ }).click();
  await savingLine(second, /^Not saved: your LMS \(127\.0\.0\.1:\d+\) does not let courses on/);
});

test('a page that is loaded anew after its session has ended says so', async (t) => {
  const { lms, context } = await setUp(t);
  const page = await lms.launch(context, MODULE);
  await start(page);
  await savingLine(page, 'Saved to your LMS');
  await page.reload();
  await page.locator('#player-saving', { hasText: 'Not tracked by an LMS.' }).waitFor();
  await page.locator('.player-header__title a').click();
  assert.match(await page.locator('.nhsuk-warning-callout').textContent(), /answered “Terminated” \(AICC error 1\): if that stays, close this window and open the course from your LMS again/);
});
