// SPDX-License-Identifier: Apache-2.0

// What happens to people in the middle of a module of the example course: a closed window, two tabs, Back, a clock that jumps, an LMS that has signed them out, and a new
// version of the package. Each time the LMS has what was done, and the learner goes on.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { course, openBrowser, temporaryFolder, unpackedPackageOf, until } from './harness.mjs';
import { pagesOf, readThrough, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'pacing-and-goals';
const heading = (frame) => frame.locator('main h1').first();
const saved = (frame) => frame.locator('#player-saving', { hasText: /^Saved to your LMS$/ }).waitFor();
const finished = (lms, visits) => until(`visit ${visits} has ended`, () => lms.commits.filter(({ call }) => call === 'LMSFinish').length === visits);

const packageOf = (t, source) => unpackedPackageOf(t, source, '--format', 'scorm12', '--module', MODULE);

/* Serves all tests that do not replace it. */
const shared = packageOf({ after }, course);

/** An LMS with the module, and a browser; yields { lms, context, launch() }. */
async function setUp(t, folder = shared) {
  const lms = await startScormLms(t, folder);
  const context = await openBrowser(t);
  return { lms, context, launch: () => launchScorm(context, lms) };
}

/** To the module's first page of a kind, as by its link; yields the page. */
async function turnTo(frame, kind) {
  const page = (await pagesOf(frame)).find((one) => one.kind === kind);
  await frame.locator('.player-side a', { hasText: page.title }).click();
  await heading(frame).filter({ hasText: page.title }).waitFor();
  return page;
}

/** Closes the window as by its cross, and opens the course again; yields the new { page, frame }. */
async function comeBack({ lms, launch }, page, visits) {
  await page.close({ runBeforeUnload: true });
  await finished(lms, visits);
  return launch();
}

test('who closes the window in the middle of a film, a quiz and a scenario goes on where they were', async (t) => {
  const scene = await setUp(t);
  let { page, frame } = await scene.launch();
  await start(frame);

  const film = await turnTo(frame, 'video');
  await frame.locator('video').evaluate((video) => Object.assign(video, { muted: true, playbackRate: 16 }).play());
  await until('a tenth was played', () => frame.locator('video').evaluate((video) => video.currentTime > video.duration / 10));
  ({ page, frame } = await comeBack(scene, page, 1));
  await heading(frame).filter({ hasText: film.title }).waitFor();
  const place = await until('the film is at a place', () => frame.locator('video').evaluate((video) => video.readyState > 0 && video.currentTime / video.duration));
  assert.ok(place > 0.05 && place < 0.5, `at ${place} of its length`);

  const quiz = await turnTo(frame, 'quiz');
  const second = frame.locator('main input').and(frame.locator('[type=radio], [type=checkbox]')).nth(1); // of five drawn questions of seven, one at least has some
  await second.check();
  const chosen = await second.getAttribute('id');
  ({ page, frame } = await comeBack(scene, page, 2));
  await heading(frame).filter({ hasText: quiz.title }).waitFor();
  assert.ok(await frame.locator(`#${chosen}`).isChecked());

  const { scenario, title } = await turnTo(frame, 'scenario');
  await frame.locator('main input[type=radio]').first().check();
  await frame.getByRole('button', { name: 'Continue' }).click();
  await frame.getByRole('heading', { name: 'Step 2' }).waitFor();
  ({ page, frame } = await comeBack(scene, page, 3));
  await heading(frame).filter({ hasText: title }).waitFor();
  await frame.getByRole('heading', { name: 'Step 2' }).waitFor();
  assert.ok(scenario.steps.length > 2);
  assert.deepEqual(scene.context.faults, []);
});

test('of two tabs, the one that lags behind takes no completion away when it is closed last', async (t) => {
  const { lms, launch } = await setUp(t);
  const [idle, busy] = [await launch(), await launch()];
  await start(idle.frame);
  await start(busy.frame);
  await readThrough(busy.frame);
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
  await idle.frame.getByRole('link', { name: /^Next/ }).click();
  await saved(idle.frame);
  await idle.page.close({ runBeforeUnload: true });
  await busy.page.close({ runBeforeUnload: true });
  await finished(lms, 2);
  const again = await launch();
  await heading(again.frame).waitFor();
  await saved(again.frame);
  assert.equal(lms.last().core.lesson_status, 'completed');
});

test('Back and Forward turn pages within the course, and from another site lead back into it', async (t) => {
  const { lms, launch } = await setUp(t);
  const { page, frame } = await launch();
  const [first, second] = await pagesOf(frame);
  await start(frame);
  await frame.getByRole('link', { name: /^Next/ }).click();
  await heading(frame).filter({ hasText: second.title }).waitFor();
  await page.evaluate(() => window.history.back());
  await heading(frame).filter({ hasText: first.title }).waitFor();
  await page.evaluate(() => window.history.forward());
  await heading(frame).filter({ hasText: second.title }).waitFor();
  await page.goto('about:blank');
  await finished(lms, 1);
  await page.evaluate(() => window.history.back());
  await heading(frame).filter({ hasText: second.title }).waitFor();
  await saved(frame);
});

for (const [name, hours] of [['forward by a day', 24], ['back by two hours', -2]]) {
  test(`a clock that jumps ${name} changes neither the time spent nor what is saved`, async (t) => {
    const { lms, context, launch } = await setUp(t);
    await context.addInitScript(() => {
      const { now } = Date;
      window.jump = 0;
      window.Date = class extends Date {
        constructor(...parts) { super(...parts.length === 0 ? [now() + window.jump] : parts); }
        static now() { return now() + window.jump; }
      };
    });
    const { page, frame } = await launch();
    await start(frame);
    await frame.locator('body').evaluate((_, jump) => { window.jump = jump; }, hours * 3_600_000);
    await readThrough(frame);
    await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
    await page.close({ runBeforeUnload: true });
    await finished(lms, 1);
    const time = lms.commits.at(-1).sets['cmi.core.session_time'];
    assert.match(time, /^0000:0\d:\d\d\.\d\d$/, 'minutes at most');
    assert.deepEqual(context.faults, []);
  });
}

test('an LMS that has signed the learner out is told on screen, and after signing in again it gets what was done', async (t) => {
  const { lms, launch } = await setUp(t);
  const { page, frame } = await launch();
  await start(frame);
  await saved(frame);
  await page.evaluate(() => {
    for (const call of ['LMSSetValue', 'LMSCommit', 'LMSFinish']) window.API[call] = () => 'false';
    window.API.LMSGetLastError = () => '301';
  });
  await readThrough(frame);
  await frame.locator('#player-saving', { hasText: 'Not saved' }).waitFor();
  assert.equal(lms.last().core.lesson_status, 'incomplete');
  await page.close({ runBeforeUnload: true });

  const again = await launch();
  await again.frame.getByText('They were kept in this browser and are sent now').waitFor();
  await saved(again.frame);
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
});

/** A copy of the course whose `module` is changed by `change(module, folder)`. */
function changedCourse(t, change) {
  const folder = join(temporaryFolder(t), 'course');
  cpSync(course, folder, { recursive: true });
  const file = join(folder, 'course.json');
  const json = JSON.parse(readFileSync(file, 'utf8'));
  json.version = '99.0.0';
  change(json.modules.find(({ id }) => id === MODULE), folder);
  writeFileSync(file, JSON.stringify(json));
  return folder;
}

/** A learner stops at the second page of the course as it is, and comes back when the package has been replaced. */
async function updated(t, change) {
  const folder = packageOf(t, course);
  const scene = await setUp(t, folder);
  const { page, frame } = await scene.launch();
  const [, second] = await pagesOf(frame);
  await start(frame);
  await readThrough(frame, second.title);
  await page.close({ runBeforeUnload: true });
  await finished(scene.lms, 1);
  cpSync(packageOf(t, changedCourse(t, change)), folder, { recursive: true });
  return { ...scene, second, ...await scene.launch() };
}

test('a package whose wording was mended takes the learner\'s progress over', async (t) => {
  const { frame, second, lms } = await updated(t, (module, folder) => {
    const file = join(folder, module.pages[0]);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: A mended title'));
  });
  await heading(frame).filter({ hasText: second.title }).waitFor();
  assert.equal(await frame.locator('.player-side .player-side__mark').count(), 1);
  await readThrough(frame);
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
});

test('a package with a new page tells the learner that pages count anew, and completes', async (t) => {
  const { frame, lms } = await updated(t, (module, folder) => {
    writeFileSync(join(folder, MODULE, 'one-more.md'), '---\ntitle: One more page\n---\nIt is new.\n');
    module.pages.splice(1, 0, `${MODULE}/one-more.md`);
  });
  await frame.locator('main a', { hasText: 'Contents' }).or(frame.getByRole('link', { name: /^Previous/ })).first().waitFor();
  await frame.locator('.player-header__title a').click();
  await frame.getByText('The course has changed since your last visit').waitFor();
  await frame.getByRole('link', { name: 'Continue', exact: true }).click();
  await readThrough(frame);
  await until('the LMS has the completion', () => lms.last().core.lesson_status === 'completed');
});
