// SPDX-License-Identifier: Apache-2.0

// No LMS: the web package keeps its place in the browser, and the screen says that nobody else does.
import { serve } from '../../browser/harness.mjs';

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
    held: async () => {
      const { origins } = await context.storageState();
      const kept = origins.find(({ origin }) => origin === url)?.localStorage.find(({ name }) => name.startsWith('ibest:'));
      return { status: 'not tracked', score: '', suspend_data: kept?.value ?? '', seconds: null };
    },
    faults: () => [],
  };
}

export const web = [{ format: 'web', id: 'none', name: 'no LMS', differs: {}, ending: 'You have left the course', halfway: 'not tracked', whole: () => ({ status: 'not tracked', score: '' }), start }];
