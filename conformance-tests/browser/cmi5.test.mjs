// SPDX-License-Identifier: Apache-2.0

// The cmi5 package launched by ibest-lrs itself: the statements it sends, and the course that is satisfied in the end. That it resumes and completes once is played with all LMSs (conformance-tests/play).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUnits, startCmi5Lms } from './cmi5_lms.mjs';
import { openBrowser, startLrs, unpackedPackage, until } from './harness.mjs';
import { readThrough, start } from './learner.mjs';

const MODULE = 'understanding-pain';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';

async function setUp(t) {
  const folder = unpackedPackage(t, '--format', 'cmi5', '--module', MODULE);
  const lrs = await startLrs(t);
  const analyst = lrs.credential('Analyst', 'all/read', 'reports/read');
  const lms = await startCmi5Lms(t, folder, lrs, lrs.credential('LMS', 'launch'));
  const au = readUnits(folder).find((id) => id.endsWith(`/${MODULE}`));
  const context = await openBrowser(t);
  const agent = encodeURIComponent(JSON.stringify(lms.actor));
  const statements = async () => (await lrs.get(analyst, `/xapi/statements?agent=${agent}&ascending=true&limit=500`)).statements;
  const funnel = async () => {
    const rows = await lrs.get(analyst, '/reports/funnel?by=module&format=json');
    return (rows.rows ?? rows).find((row) => row.module === au) ?? { enrolled: 0, started: 0, completed: 0 };
  };
  return { lrs, lms, au, context, statements, funnel };
}

const verbOf = (statement) => statement.verb.id.split('/').at(-1);
const isCmi5 = (statement) => (statement.context.contextActivities.category ?? []).some(({ id }) => id === CMI5);
/* The session's end: films terminate, too. */
const isTerminated = (statement) => isCmi5(statement) && verbOf(statement) === 'terminated';
const publisherOf = (statement) => statement.context.contextActivities.grouping[0].id;

test('a module launched by ibest-lrs is told in the order that cmi5 wants, satisfies its course, and the funnel moves', async (t) => {
  const { lms, au, context, statements, funnel } = await setUp(t);
  const { url, registration, activityId } = await lms.launch(au);
  const page = await context.newPage();
  await page.goto(url);
  await start(page);
  await until('the LRS has initialized', async () => (await statements()).some((one) => verbOf(one) === 'initialized'));
  const begun = await funnel();
  assert.deepEqual([begun.enrolled, begun.started, begun.completed].map(Number), [1, 1, 0]);

  await readThrough(page);
  await page.locator('.nhsuk-panel').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Save and exit' }).click();
  await page.getByRole('heading', { name: 'Back in the LMS' }).waitFor();
  const sent = await until('the LRS has terminated', async () => {
    const all = await statements();
    return all.some(isTerminated) && all;
  });
  assert.deepEqual(sent.filter(isCmi5).map(verbOf), ['launched', 'initialized', 'completed', 'passed', 'satisfied', 'terminated']);
  for (const statement of sent) {
    assert.deepEqual(statement.actor, lms.actor);
    assert.equal(statement.context.registration, registration);
  }
  const satisfied = sent.find((one) => verbOf(one) === 'satisfied');
  assert.equal(publisherOf(satisfied), lms.course);
  for (const statement of sent.filter(isCmi5)) {
    if (statement !== satisfied) assert.equal(statement.object.id, activityId);
  }
  const ended = await funnel();
  assert.deepEqual([ended.enrolled, ended.started, ended.completed].map(Number), [1, 1, 1]);
  assert.deepEqual(context.faults, []);
});
