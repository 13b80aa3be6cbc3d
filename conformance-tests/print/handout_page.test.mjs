// SPDX-License-Identifier: Apache-2.0

// Printed documents as web pages in Chromium: accessible, by themselves, and as narrow as 320 pixels.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startChromium } from '../../packager/player/fixtures/chromium.mjs';
import { violations } from '../../packager/player/fixtures/screen.mjs';
import { handouts } from './handouts.mjs';

let browser;
let page;

before(async () => {
  browser = await startChromium();
  page = await browser.newPage();
});
after(() => browser?.close());

/* What a page shows at one width; `requests` are the addresses that it has asked for. */
async function assertWhole(address, requests) {
  assert.deepEqual(requests.filter((url) => !url.startsWith('data:')), [address]);
  assert.equal(await page.evaluate(() => document.scripts.length), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
  const shapes = await page.evaluate(() => [...document.images].map((image) =>
    [image.width / image.height, image.naturalWidth / image.naturalHeight, image.width <= image.naturalWidth]));
  shapes.forEach(([shown, own, fits]) => assert.ok(fits && Math.abs(shown / own - 1) < 0.05, 'a picture is out of shape'));
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('.nhsuk-u-visually-hidden')]
    .every((element) => element.offsetWidth <= 1)), 'what only screen readers get is seen');
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('th + .print-room:last-child')]
    .every((room) => room.offsetWidth > room.parentElement.offsetWidth / 2)), 'the names of rows take the room to write in');
}

for (const handout of handouts) {
  test(`${handout.name}: nothing is asked for, at 1280 and 320 pixels nothing is cut off, and axe finds nothing`, async () => {
    const requests = [];
    const note = (request) => requests.push(request.url());
    page.on('request', note);
    const address = pathToFileURL(handout.html).href;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address);
    await assertWhole(address, requests);
    await page.setViewportSize({ width: 320, height: 800 });
    await assertWhole(address, requests);
    /* Once, as the style sheet changes but room and sizes with the width. */
    assert.deepEqual(await violations(page), []);
    page.off('request', note);
  });
}
