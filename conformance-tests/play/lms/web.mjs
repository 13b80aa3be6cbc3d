// SPDX-License-Identifier: Apache-2.0

// No LMS: the web package keeps its place in the browser, and the screen says that nobody else does.
import { serve } from '../../browser/harness.mjs';

/* What the player has kept in the browser: asked of a page that has the player's origin and nothing else. */
async function keptIn(context, url) {
  const page = await context.newPage();
  await page.goto(`${url}/nothing`);
  const kept = await page.evaluate(() => Object.entries(localStorage).find(([name]) => name.startsWith('ibest:'))?.[1]);
  await page.close();
  return kept ?? '';
}

async function start(t, folder) {
  const url = await serve(t, { package: folder });
  let context = null;
  return {
    async launch(given) {
      context = given;
      const page = await context.newPage();
      await page.goto(`${url}/package/index.html`);
      await page.locator('#player-saving', { hasText: /^Not tracked by an LMS\./ }).waitFor();
      return { frame: page, close: () => page.close({ runBeforeUnload: true }) };
    },
    ended: () => true,
    held: async () => ({ status: 'not tracked', score: '', suspend_data: await keptIn(context, url), seconds: null }),
    faults: () => [],
  };
}

export const web = [{ format: 'web', id: 'none', name: 'no LMS', differs: {}, ending: 'You have left the course', halfway: 'not tracked', whole: () => ({ status: 'not tracked', score: '' }), start }];
