// SPDX-License-Identifier: Apache-2.0

// The web package, which nothing tracks: it says so from the cover to the end, and keeps the place in the browser all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, serve, unpackedPackage } from './harness.mjs';
import { pagesOf, start } from './learner.mjs';

test('a web package says on every screen that no LMS tracks it, and goes on where it was left', async (t) => {
  const url = await serve(t, { package: unpackedPackage(t, '--format', 'web') });
  const context = await openBrowser(t);
  const first = await context.newPage();
  await first.goto(`${url}/package/index.html`);
  const line = (page) => page.locator('#player-saving', { hasText: /^Not tracked by an LMS\. Saved to this browser only$/ }).waitFor();
  const [{ title }] = await pagesOf(first);
  const notice = await first.locator('.nhsuk-warning-callout').textContent();
  assert.match(notice, /Not tracked.*Nothing you do here is recorded in an LMS.*kept in this browser only/);
  await line(first);
  await start(first);
  await line(first);
  await first.close({ runBeforeUnload: true });

  const second = await context.newPage();
  await second.goto(`${url}/package/index.html`);
  await second.locator('main h1', { hasText: title }).waitFor();
  await line(second);
  await second.getByRole('button', { name: 'Save and exit' }).click();
  await second.getByRole('heading', { name: 'You have left the course' }).waitFor();
  assert.match(await second.getByRole('main').textContent(), /Nothing was recorded in an LMS/);
  assert.deepEqual(context.faults, []);
});
