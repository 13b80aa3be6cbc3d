// SPDX-License-Identifier: Apache-2.0

// What authors can write on a page, as ibest-pack makes it and the player shows it: against WCAG, at two widths, in forced colours.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkScreen, WIDTHS } from '../../packager/player/fixtures/screen.mjs';
import { buildFolder, openBrowser, serve, temporaryFolder, unpackedPackageOf } from './harness.mjs';

const WIDE = 'A-word-that-is-far-too-long-for-any-phone-and-has-no-place-to-break-in-it';

const PAGE = `---
title: Everything on one page
---

A paragraph with a [term](glossary:graded-activity) and a [link](https://example.org/).

## Callouts

> [!NOTE] To know
> An inset text.

> [!IMPORTANT]
> Something important.

> [!WARNING] Hot and wet
> Something to be careful with.

> [!DO]
> - move a little each day
> - rest *before* it hurts

> [!DONT]
> - lift ${WIDE}

### Details

> [!DETAILS] A first question
> Its answer, with a list:
>
> 1. one
> 2. two

> [!DETAILS] A second question
> > [!NOTE]
> > A note in an answer.

> A plain quotation.

## A figure

![A grey dot](../media/dot.png "The caption of the figure")

## A table

| Week | What | How long | How often | ${WIDE} |
|------|------|----------|-----------|------|
| 1 | Walk to the shop and back | 10 minutes | Every day | yes |
| 2 | Walk to the park and back | 20 minutes | Every day | no |

- one
  - two

1. first
2. second
`;

/* A picture of one grey dot. */
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/* A new course with one page of everything in front of its others. */
function makeCourse(t) {
  const folder = join(temporaryFolder(t), 'everything');
  execFileSync(join(buildFolder, 'packager/ibest-pack'), ['new', folder], { stdio: 'ignore' });
  const file = join(folder, 'course.json');
  const course = JSON.parse(readFileSync(file, 'utf8'));
  course.modules[0].pages.unshift('first-module/everything.md');
  writeFileSync(file, JSON.stringify({ ...course, iri: 'https://courses.example.net/everything', glossary: 'glossary.md' }));
  writeFileSync(join(folder, 'first-module/everything.md'), PAGE);
  writeFileSync(join(folder, 'glossary.md'), '## Graded activity\n\nA little more each time.\n');
  mkdirSync(join(folder, 'media'), { recursive: true });
  writeFileSync(join(folder, 'media/dot.png'), Buffer.from(DOT, 'base64'));
  return folder;
}

/* The page of everything in a browser. */
async function openPage(t) {
  const url = await serve(t, { package: unpackedPackageOf(t, makeCourse(t), '--format', 'web') });
  const context = await openBrowser(t);
  const page = await context.newPage();
  await page.goto(`${url}/package/index.html#/first-module/everything`);
  await page.locator('main h1', { hasText: 'Everything on one page' }).waitFor();
  return { context, page };
}

for (const forcedColors of ['none', 'active']) {
  test(`a page with everything is accessible and does not scroll sideways, forced colours ${forcedColors}`, async (t) => {
    const { context, page } = await openPage(t);
    await page.emulateMedia({ forcedColors });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await checkScreen(page, `content-${forcedColors}`, WIDTHS);
    assert.deepEqual(context.faults, []);
  });
}

test('each kind looks like its component, not like bare Markdown', async (t) => {
  const { page } = await openPage(t);
  const look = (selector, property) => page.locator(selector).first()
    .evaluate((element, name) => getComputedStyle(element)[name], property);
  assert.equal(await look('.nhsuk-inset-text', 'borderLeftStyle'), 'solid');
  assert.notEqual(await look('.nhsuk-card--warning', 'backgroundColor'), await look('body', 'backgroundColor'));
  assert.equal(await look('.nhsuk-list--tick', 'listStyleType'), 'none');
  assert.equal(await look('.nhsuk-list--cross', 'listStyleType'), 'none');
  assert.equal(await look('.glossary-link', 'textDecorationStyle'), 'dotted');
  assert.notEqual(await look('.nhsuk-image__caption', 'paddingLeft'), '0px');
  assert.notEqual(await look('.nhsuk-expander summary', 'borderTopWidth'), '0px');
  const box = (selector) => page.locator(selector).first().boundingBox();
  const [icon, text] = [await box('.nhsuk-icon--tick'), await box('.nhsuk-list--tick li')];
  assert.ok(icon.x < text.x + 1 && icon.width >= 16, 'the tick stands before its text');
});

test('a wide table scrolls by itself, by keyboard too, and all else stays in a phone\'s width', async (t) => {
  const { page } = await openPage(t);
  await page.setViewportSize({ width: 320, height: 568 });
  const region = page.getByRole('region', { name: 'Table 1' });
  assert.ok(await region.evaluate((element) => element.scrollWidth > element.clientWidth), 'the table is wider than its place');
  await region.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  const wide = await page.locator('main *').evaluateAll((elements) => elements
    .filter((element) => element.closest('.player-table') === null && element.getBoundingClientRect().right > window.innerWidth + 1
      && getComputedStyle(element).position !== 'absolute')
    .map(({ outerHTML }) => outerHTML.slice(0, 100)));
  assert.deepEqual(wide, []);
});

test('everything that takes the focus shows it in forced colours', async (t) => {
  const { page } = await openPage(t);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const selector of ['.glossary-link', '.nhsuk-expander summary', '.player-table', 'a[target]']) {
    const looks = () => page.locator(selector).first().evaluate((element) => {
      const parts = [element, ...element.children].map((part) => getComputedStyle(part));
      return JSON.stringify(parts.map(({ outlineStyle, outlineWidth, outlineColor, backgroundColor, borderBottomWidth }) =>
        [outlineStyle, outlineWidth, outlineColor, backgroundColor, borderBottomWidth]));
    });
    await page.keyboard.press('Shift');
    const before = await looks();
    await page.locator(selector).first().focus();
    assert.notEqual(await looks(), before, selector);
  }
});
