// SPDX-License-Identifier: Apache-2.0

// The screens of every course of ours. None scrolls sideways at 320 px; the first of each kind, over all courses, keeps to WCAG 2.2 AA by axe in each state that it can be in, at 320 px,
// there also in forced colours, and on a large screen. IBEST_SCREENS=all asks axe of every screen, in every state, each way. PLAYER_PICTURES=/some/folder keeps a picture of each that axe sees.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { keepPicture, violations } from '../../packager/player/fixtures/screen.mjs';
import { courses, everyKind, openBrowser, serve, unpackedPackageOf } from './harness.mjs';
import { answerThrough, isJudged, pagesOf } from './learner.mjs';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/* How a screen is looked at. */
const LOOKS = [{ name: '320', size: NARROW, colours: 'none' }, { name: '320-forced', size: NARROW, colours: 'active' }, { name: '1280', size: WIDE, colours: 'none' }];
const isAll = process.env.IBEST_SCREENS === 'all';

async function assertFits(page, picture) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${picture} scrolls sideways`);
}

async function look(page, picture, { name, size, colours }) {
  await page.setViewportSize(size);
  await page.emulateMedia({ forcedColors: colours });
  await keepPicture(page, `${picture}-${name}`);
  await assertFits(page, `${picture} at ${name}`);
  assert.deepEqual(await violations(page), [], `${picture} at ${name}`);
}

/* Screens that stand for others like them. */
const seen = new Set();

/** The screen is right; `name` is its picture's, and `sort` what it is one of: a kind of page, or "kind-state". */
async function check(page, name, sort) {
  const isAsked = isAll || !seen.has(sort);
  seen.add(sort);
  if (!isAsked) {
    if (!sort.includes('-')) await assertFits(page, name);
    return;
  }
  for (const one of LOOKS) await look(page, name, one);
  await page.setViewportSize(NARROW);
}

/* The player shows a screen when it hears of its address; who asks later to hear of it hears it after that. */
async function goTo(page, address, title) {
  await page.evaluate((hash) => new Promise((done) => {
    if (window.location.hash === hash) done();
    window.addEventListener('hashchange', done, { once: true });
    window.location.hash = hash;
  }), address);
  await page.locator('main h1', { hasText: title }).first().waitFor();
}

const press = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

async function openDetails(page) {
  await page.locator('main details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
}

/* What is asked, what is said when nothing is answered, and what comes behind; `send` is the button. */
async function answered(page, name, { kind, send, answers }) {
  await check(page, name, kind);
  await press(page, send);
  await check(page, `${name}-missing`, `${kind}-missing`);
  for (const [state, answer] of Object.entries(answers)) {
    await answer();
    await check(page, `${name}-${state}`, `${kind}-${state}`);
  }
}

/* THE table of a page's states by its kind, from the page being opened on; each state is checked. */
const STATES = {
  async text(page, name, { kind }) {
    await openDetails(page);
    await check(page, name, kind);
  },
  async video(page, name, subject) {
    await STATES.text(page, name, subject);
    await answerThrough(page, subject, {});
    await check(page, `${name}-watched`, 'video-watched');
  },
  async quiz(page, name, subject) {
    const answer = (right) => answerThrough(page, subject, { right });
    const answers = isJudged(subject)
      ? { wrong: () => answer(false), right: async () => { await press(page, 'Try again'); await answer(true); } } : { scored: () => answer(true) };
    await answered(page, name, { kind: 'quiz', send: 'Check my answers', answers });
  },
  async survey(page, name, subject) {
    await answered(page, name, { kind: 'survey', send: 'Send my answers', answers: { sent: () => answerThrough(page, subject, {}) } });
  },
  async scenario(page, name, subject) {
    await check(page, name, 'scenario');
    await press(page, 'Continue');
    await check(page, `${name}-missing`, 'scenario-missing');
    for (let step = 1; step <= subject.scenario.steps.length && await page.locator('main form').count() > 0; step += 1) {
      await page.locator('main form input[type=radio]').last().check();
      await press(page, 'Continue');
      await check(page, `${name}-${step}`, 'scenario-step');
    }
    /* The last choices may lead around in a circle. */
    await answerThrough(page, subject, {});
    await check(page, `${name}-end`, 'scenario-end');
  },
};

/* The screens beside the pages as [address, heading, sort]; `what` is the course of the package. */
function others(pages, { title, glossary = [], certificate }) {
  const [{ module: first, title: firstTitle }] = pages;
  return [
    ['#/', title, 'cover'], ['#/-/finish', 'Not finished yet', 'finish'], ['#/-/diagnostics', 'Details for your help desk', 'diagnostics'],
    [`#/search?for=${encodeURIComponent(firstTitle)}`, '', 'search'], [`#/${first.id}/print`, '', 'print'],
    ...glossary.slice(0, 1).map(({ id }) => [`#/glossary/${id}`, '', 'glossary']),
    ...certificate === undefined ? [] : [['#/certificate', '', 'certificate']],
    ...[...new Map(pages.map(({ module }) => [module.id, module.title]))].map(([id, name]) => [`#/${id}`, name, 'module']),
  ];
}

/* Kinds of pages that have been seen in all their states; of others like them only what is asked is looked at, and it is done, so that the course comes to its end. */
const known = new Set();

async function goThrough(page, name, subject) {
  const kind = `${subject.kind} ${isJudged(subject)}`;
  if (isAll || subject.kind === 'text' || !known.has(kind)) {
    await STATES[subject.kind](page, name, subject);
    known.add(kind);
    return;
  }
  await check(page, name, subject.kind);
  await answerThrough(page, subject, {});
}

for (const source of [...courses, everyKind]) {
  test(`each screen of ${basename(source)} is accessible, and none scrolls sideways`, async (t) => {
    const url = await serve(t, { package: unpackedPackageOf(t, source, '--format', 'web', '--frozen') });
    const context = await openBrowser(t, NARROW);
    const page = await context.newPage();
    await page.goto(`${url}/package/index.html`);
    const pages = await pagesOf(page);
    const what = await page.evaluate(() => window.ibestPackage.course);
    for (const [address, title, sort] of others(pages, what)) {
      await t.test(address, async () => {
        await goTo(page, address, title);
        await check(page, `${basename(source)}-${sort}-${address.replaceAll(/[^a-z0-9]+/g, '-')}`, sort);
      });
    }
    for (const subject of pages) {
      const name = `${basename(source)}-${subject.module.id}-${subject.id}`;
      await t.test(name, async () => {
        await goTo(page, `#/${subject.module.id}/${subject.id}`, subject.title);
        await goThrough(page, name, subject);
      });
    }
    const ends = [['#/-/finish', 'Completed', 'end'], ...what.certificate === undefined ? [] : [['#/certificate', what.certificate.title, 'certified']]];
    for (const [address, title, sort] of ends) {
      await t.test(sort, async () => {
        await goTo(page, address, title);
        await check(page, `${basename(source)}-${sort}`, sort);
      });
    }
    assert.deepEqual(context.faults, []);
  });
}
