// SPDX-License-Identifier: Apache-2.0

// Printed documents as web pages in Chromium: accessible, by themselves, and as narrow as 320 pixels.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../../packager/player/fixtures/chromium.mjs';
import { violations } from '../../packager/player/fixtures/screen.mjs';
import { handouts } from './handouts.mjs';

let browser;

before(async () => {
  browser = await startChromium();
});
after(() => browser?.close());

for (const handout of handouts) {
  for (const width of [1280, 320]) {
    test(`${handout.name} at ${width} pixels: axe finds nothing, nothing is asked for, nothing is cut off`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      const requests = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(handout.html).href);
      assert.deepEqual(requests.filter((url) => !url.startsWith('data:')), [pathToFileURL(handout.html).href]);
      assert.equal(await page.evaluate(() => document.scripts.length), 0);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
      const shapes = await page.evaluate(() => [...document.images].map((image) =>
        [image.width / image.height, image.naturalWidth / image.naturalHeight, image.width <= image.naturalWidth]));
      shapes.forEach(([shown, own, fits]) => assert.ok(fits && Math.abs(shown / own - 1) < 0.05, 'a picture is out of shape'));
      assert.ok(await page.evaluate(() => [...document.querySelectorAll('.nhsuk-u-visually-hidden')]
        .every((element) => element.offsetWidth <= 1)), 'what only screen readers get is seen');
      assert.ok(await page.evaluate(() => [...document.querySelectorAll('th + .print-room:last-child')]
        .every((room) => room.offsetWidth > room.parentElement.offsetWidth / 2)), 'the names of rows take the room to write in');
      assert.deepEqual(await violations(page), []);
      await page.close();
    });
  }
}
