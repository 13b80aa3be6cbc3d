// SPDX-License-Identifier: Apache-2.0

// The xAPI ("TinCan") package launched against ibest-lrs itself: what its LRS gets in which order, resuming from State, and the funnel that moves.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { content, openBrowser, serve, startLrs, unpackedPackageOf, until } from './harness.mjs';
import { pagesOf, readThrough, saveAndExit, start } from './learner.mjs';
import { readTincan, tincanAddress } from './tincan.mjs';

const ACTOR = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: 'synthetic-learner' } };
const verbOf = (statement) => statement.verb.id.split('/').at(-1);

/* One package serves all tests, as none of them changes it; three modules show what ten would. */
const folder = unpackedPackageOf({ after }, join(content, 'moving-people'), '--format', 'xapi');

async function setUp(t) {
  const activity = readTincan(folder);
  const { id } = activity;
  const lrs = await startLrs(t);
  const learner = lrs.credential('LMS', 'statements/write', 'state');
  const analyst = lrs.credential('Analyst', 'all/read', 'reports/read');
  const registration = randomUUID();
  const address = tincanAddress(await serve(t, { package: folder }), activity, { lrs, credential: learner, actor: ACTOR, registration });
  const context = await openBrowser(t);
  const open = async () => {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  const statements = async () => (await lrs.get(analyst, `/xapi/statements?registration=${registration}&ascending=true&limit=500`)).statements;
  /* Films terminate, too. */
  const ended = (visits) => until(`visit ${visits} ended`, async () => (await statements()).filter((one) => one.object.id === id && verbOf(one) === 'terminated').length === visits);
  const funnel = async (by) => {
    const rows = await lrs.get(analyst, `/reports/funnel?by=${by}&format=json`);
    return (rows.rows ?? rows).filter(({ course }) => course === id).map(({ module, enrolled, started, completed }) => [module, ...[enrolled, started, completed].map(Number)]);
  };
  const states = () => lrs.get(analyst, `/xapi/activities/state?${new URLSearchParams({ activityId: id, agent: JSON.stringify(ACTOR), registration })}`);
  return { id, registration, context, open, statements, states, ended, funnel };
}

test('a course closed half-way resumes from State, completes once, is told in order, and the funnel moves with it', async (t) => {
  const { id, registration, context, open, statements, states, ended, funnel } = await setUp(t);
  const first = await open();
  const pages = await pagesOf(first);
  const left = pages.findIndex(({ module }) => module.id !== pages[0].module.id);
  await start(first);
  await readThrough(first, pages[left].title);
  await first.close({ runBeforeUnload: true });
  await ended(1);
  assert.equal((await states()).length, 1);
  assert.deepEqual((await funnel('total')).map(([, ...counts]) => counts), [[1, 1, 0]]);
  assert.deepEqual((await funnel('module')).find(([module]) => module === pages[0].module.iri).slice(1), [1, 1, 1]);

  const second = await open();
  await second.locator('main h1', { hasText: pages[left].title }).waitFor();
  await readThrough(second);
  await second.locator('.nhsuk-panel').waitFor();
  await saveAndExit(second);
  await ended(2);
  const sent = await statements();
  const about = (iri) => sent.filter(({ object }) => object.id === iri).map(verbOf).filter((verb) => verb !== 'progressed');
  assert.deepEqual(about(id), ['initialized', 'terminated', 'initialized', 'completed', 'passed', 'terminated']);
  assert.deepEqual(sent.filter((one) => verbOf(one) === 'experienced').map(({ object }) => object.id), pages.filter(({ kind }) => ['text', 'video'].includes(kind)).map(({ iri }) => iri));
  for (const iri of new Set(pages.map(({ module }) => module.iri))) assert.deepEqual(about(iri).slice(0, 2), ['initialized', 'completed'], iri);
  for (const { actor, context: { registration: own } } of sent) assert.deepEqual([actor, own], [ACTOR, registration]);
  assert.deepEqual((await funnel('total')).map(([, ...counts]) => counts), [[1, 1, 1]]);
  for (const row of await funnel('module')) assert.deepEqual(row.slice(1), [1, 1, 1], row[0]);
  assert.deepEqual(context.faults, []);
});

test('what is done while the network is gone reaches the LRS when it is back, in order and once, and the screen says so', async (t) => {
  const { context, open, statements } = await setUp(t);
  const page = await open();
  const pages = await pagesOf(page);
  const upTo = pages.findIndex(({ kind }, order) => order > 3 && kind === 'text');
  await start(page);
  await context.setOffline(true);
  await readThrough(page, pages[upTo].title);
  await page.locator('#player-saving', { hasText: /^Not saved/ }).waitFor();
  const before = (await statements()).length;
  await context.setOffline(false);
  await page.locator('#player-saving', { hasText: /^Saved to/ }).waitFor();
  const sent = await until('the page on the screen was told', async () => {
    const all = await statements();
    return all.some((one) => verbOf(one) === 'experienced' && one.object.id === pages[upTo].iri) && all;
  });
  assert.ok(sent.length > before);
  const read = pages.slice(0, upTo + 1).filter(({ kind }) => kind === 'text' || kind === 'video').map(({ iri }) => iri);
  assert.deepEqual(sent.filter((one) => verbOf(one) === 'experienced' && read.includes(one.object.id)).map(({ object }) => object.id), read);
  const times = sent.map(({ timestamp }) => timestamp);
  assert.deepEqual(times, [...times].sort());
});
