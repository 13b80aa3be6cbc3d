// SPDX-License-Identifier: Apache-2.0

/*
 * THE table of plays: what a learner does with a package, and what the LMS must hold after each situation. One is
 *   { everywhere       every package is played so; else all but one are not, and that one is not played the short way
 *     isFor(row)       the LMSs in which it is played; absent: all
 *     isOfFormat       it asks more of the format's adapter than of the LMS: one LMS of each format is enough
 *     play(visit)      visit = { lms, row, context, note(situation, held, found) }; `found` is what the learner found at the launch, as predict says it }
 */
import assert from 'node:assert/strict';
import { until } from '../browser/harness.mjs';
import { answerThrough, isJudged, pagesOf, readThrough, saveAndExit, start } from '../browser/learner.mjs';

/** Plays are not about the screen, and a PC's takes a quarter of their time to paint. */
export const SMALL_SCREEN = { width: 360, height: 480 };

const heading = (frame) => frame.locator('main h1').first().textContent();
const isComplete = async ({ lms, row }, hasQuiz) => (await lms.held()).status === row.whole(hasQuiz).status;

/* What was done is on its way once the screen says so. */
const saved = (frame) => frame.locator('#player-saving', { hasText: /Saved to|Review only/ }).waitFor();

async function open({ lms, context }) {
  const { frame, close, page } = await lms.launch(context);
  const pages = await pagesOf(frame);
  return { frame, close, page, pages, hasQuiz: pages.some(isJudged) };
}

/* Closes the window in mid-course. */
async function leave({ lms }, close) {
  await close();
  await until('the LMS has the end of the visit', () => lms.ended());
}

/* What any LMS has to hold of who has completed: the status, the score where something was tested, a place to come back to, some time. */
function assertCompleted({ row }, held, hasQuiz) {
  const wanted = { score: hasQuiz ? '100' : '', ...row.whole(hasQuiz) };
  for (const [name, value] of Object.entries(wanted)) assert.equal(held[name], value, `${name} of ${JSON.stringify(held)}`);
  assertKept(row, held);
}

function assertKept(row, held) {
  if (row.differs.resumes !== false) assert.match(held.suspend_data, /./, 'a place to come back to');
  if (held.seconds !== null) assert.ok(held.seconds > 0 && held.seconds < 300, `${held.seconds} seconds`);
}

/* A film has to be one that can be sought, whatever the LMS serves it as. */
async function assertSeekable(frame) {
  const film = frame.locator('video');
  if (await film.count() === 0) return;
  await until('the film can be sought', () => film.evaluate(({ seekable }) => seekable.length > 0 && seekable.end(0) > 0));
}

/* Waits until all is done, and the LMS knows of it before anybody leaves. */
async function reachEnd(visit, { frame, hasQuiz }) {
  await readThrough(frame);
  await frame.locator('.nhsuk-panel').waitFor();
  if (visit.row.differs.keepsAtCommit !== false) await until('the LMS has the completion before anybody leaves', () => isComplete(visit, hasQuiz));
  await saved(frame);
}

/* Presses Save and exit, then closes the window; a window that is closed without it is the other way. */
async function exit({ lms, row }, { frame, close }) {
  await saveAndExit(frame, row.ending);
  await until('the LMS has the end of the visit', () => lms.ended());
  await close();
}

async function halfway(visit) {
  const { row, lms } = visit;
  const { frame, close, pages } = await open(visit);
  await start(frame);
  await assertSeekable(frame);
  await readThrough(frame, pages[1].title);
  await saved(frame);
  const left = await heading(frame);
  await leave(visit, close);
  const held = await lms.held();
  assert.deepEqual([held.status, held.score], [row.halfway, ''], JSON.stringify(held));
  assertKept(row, held);
  visit.note('closed half-way', held);
  return left;
}

async function failQuiz(visit, { frame, pages }) {
  const { row, lms } = visit;
  const page = pages.find(isJudged);
  await readThrough(frame, page.title);
  await answerThrough(frame, page, { right: false });
  await saved(frame);
  if (row.differs.keepsAtCommit !== false) {
    const { status, success = '', score } = await lms.held();
    assert.deepEqual([status, success === 'unknown' ? '' : success, score], [row.halfway, '', ''], 'a failed quiz decides nothing');
    visit.note('quiz failed', await lms.held());
  }
  await frame.getByRole('button', { name: 'Try again' }).click();
}

/* Goes on where `left` was, or from the start where the LMS gives nothing back, and closes the window once all is done. */
async function complete(visit, left) {
  const opened = await open(visit);
  const resumes = visit.row.differs.resumes !== false;
  if (resumes) assert.equal(await heading(opened.frame), left);
  else await start(opened.frame);
  await failQuiz(visit, opened);
  await reachEnd(visit, opened);
  await leave(visit, opened.close);
  const held = await visit.lms.held();
  assertCompleted(visit, held, true);
  visit.note('completed', held, resumes ? 'where the learner left' : 'starts anew');
}

async function openAgain(visit) {
  const opened = await open(visit);
  const { frame, hasQuiz } = opened;
  const startsAnew = await frame.getByRole('link', { name: 'Start', exact: true }).count() > 0;
  if (startsAnew) await start(frame);
  else assert.equal(await frame.getByRole('link', { name: 'Show my result' }).count(), 1);
  await saved(frame);
  await exit(visit, opened);
  const held = await visit.lms.held();
  assertCompleted(visit, held, hasQuiz);
  visit.note('opened again', held, startsAnew ? 'starts anew' : 'everything is shown as done');
}

async function inParts(visit) {
  await complete(visit, await halfway(visit));
  await openAgain(visit);
}

async function atOnce(visit) {
  const opened = await open(visit);
  await start(opened.frame);
  await reachEnd(visit, opened);
  await exit(visit, opened);
  const held = await visit.lms.held();
  assertCompleted(visit, held, opened.hasQuiz);
  visit.note('completed', held);
}

/* The screen says that something is not saved. */
const unsaved = (frame) => frame.locator('#player-saving', { hasText: 'Not saved' }).waitFor();

/* As a browser tells a page; playwright's does not tell one that another page has opened. */
const tellOnline = (frame) => frame.locator('body').evaluate(() => window.dispatchEvent(new Event('online')));

/* A profile of its own, as a browser's network is there for all of a profile or for none. */
async function withOwnProfile(visit, act) {
  const context = await visit.context.browser().newContext({ viewport: SMALL_SCREEN });
  context.setDefaultTimeout(15_000);
  try {
    await act({ ...visit, context });
  } finally {
    await context.close();
  }
}

async function begin(visit) {
  const opened = await open(visit);
  await start(opened.frame);
  await readThrough(opened.frame, opened.pages[1].title);
  await saved(opened.frame);
  return opened;
}

/* All that follows the first page is done while the network is away; `back` brings it back. */
async function withoutNetwork(visit, { frame, close, hasQuiz }, back) {
  await readThrough(frame);
  await unsaved(frame);
  await back();
  await tellOnline(frame);
  await saved(frame);
  if (visit.row.differs.keepsAtCommit !== false) await until('the LMS has the completion', () => isComplete(visit, hasQuiz));
  await exit(visit, { frame, close });
  const held = await visit.lms.held();
  assertCompleted(visit, held, hasQuiz);
  return held;
}

async function networkGoes(visit) {
  const opened = await begin(visit);
  await visit.context.setOffline(true);
  visit.note('network away', await withoutNetwork(visit, opened, () => visit.context.setOffline(false)));
}

async function commitIsLost(visit) {
  const opened = await begin(visit);
  visit.lms.setNetwork('falling');
  visit.note('commit lost', await withoutNetwork(visit, opened, () => visit.lms.setNetwork('up')));
}

/* By the LMS's own network: what a closing page sends is not stopped by a browser that plays to be without one. */
async function closedWithoutNetwork(visit) {
  const { lms, row } = visit;
  const { frame, close, hasQuiz, page } = await begin(visit);
  lms.setNetwork('down');
  await readThrough(frame);
  await unsaved(frame);
  const closed = page.waitForEvent('close');
  await close();
  await closed;
  await until('the last words are lost', () => lms.hasLost(row.forcesFinish ? 'commit' : 'finish'));
  lms.setNetwork('up');
  assert.equal((await lms.held()).status, row.halfway);
  const again = await open(visit);
  await saved(again.frame);
  await until('the LMS has the completion of the visit before', () => isComplete(visit, hasQuiz));
  await exit(visit, again);
  const held = await lms.held();
  assertCompleted(visit, held, hasQuiz);
  visit.note('closed without network', held);
}

/* Without the LMS's own exit: it has what was saved before, and never hears of the end. */
async function shutSilently(visit) {
  const { lms, row } = visit;
  const opened = await begin(visit);
  await reachEnd(visit, opened);
  await opened.page.close({ runBeforeUnload: true });
  const again = await open(visit);
  assert.equal(await again.frame.getByRole('link', { name: 'Show my result' }).count(), 1);
  assert.equal((await lms.held()).status, row.whole(opened.hasQuiz).status);
  await exit(visit, again);
  const held = await lms.held();
  assertCompleted(visit, held, opened.hasQuiz);
  visit.note('window closed', held);
}

const hasNetwork = (row) => row.hasNetwork === true;
const remembers = ({ differs }) => differs.resumes !== false && differs.keepsAtCommit !== false;

export const SITUATIONS = [
  { name: 'completed at once', everywhere: true, play: atOnce },
  { name: 'closed half-way, resumed, quiz failed, then passed, window closed, opened again', play: inParts },
  { name: 'the network goes and comes back', isOfFormat: true, isFor: ({ format }) => format !== 'web', play: (visit) => withOwnProfile(visit, networkGoes) },
  { name: 'a commit is lost on its way', isOfFormat: true, isFor: hasNetwork, play: (visit) => withOwnProfile(visit, commitIsLost) },
  { name: 'the window is closed without the exit of the LMS', isFor: ({ forcesFinish = false }) => forcesFinish, play: shutSilently },
  { name: 'closed without a network, opened again', isOfFormat: true, isFor: (row) => hasNetwork(row) && remembers(row), play: (visit) => withOwnProfile(visit, closedWithoutNetwork) },
];
