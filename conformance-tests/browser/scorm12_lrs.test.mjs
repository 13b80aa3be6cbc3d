// SPDX-License-Identifier: Apache-2.0

// A SCORM 1.2 package that was built with an LRS: statements arrive beside the LMS's tracking, and that the LRS is away troubles nobody.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openBrowser, startLrs, temporaryFolder, unpackedPackage, until } from './harness.mjs';
import { pagesOf, readThrough, saveAndExit, start } from './learner.mjs';
import { launchScorm, startScormLms } from './scorm_lms.mjs';

const MODULE = 'understanding-pain';
const verbOf = (statement) => statement.verb.id.split('/').at(-1);

async function setUp(t) {
  const lrs = await startLrs(t);
  const credential = join(temporaryFolder(t), 'credential.json');
  writeFileSync(credential, JSON.stringify(lrs.credential('Package', 'statements/write')));
  const analyst = lrs.credential('Analyst', 'all/read');
  const lms = await startScormLms(t, unpackedPackage(t, '--format', 'scorm12', '--module', MODULE, '--lrs', `${lrs.url}/xapi/`, '--lrs-credential', credential));
  const statements = async () => (await lrs.get(analyst, '/xapi/statements?ascending=true&limit=500')).statements;
  return { lrs, lms, statements, context: await openBrowser(t) };
}

/* A learner goes through the whole module; what the LMS must have of it, whatever becomes of the LRS. */
async function complete(context, lms) {
  const { frame, page } = await launchScorm(context, lms);
  const pages = await pagesOf(frame);
  await start(frame);
  await readThrough(frame);
  await frame.locator('.nhsuk-panel').waitFor();
  await frame.locator('#player-saving', { hasText: /^Saved to your LMS$/ }).waitFor();
  assert.equal(await frame.locator('.nhsuk-warning-callout, .nhsuk-error-summary, .player-saving--problem').count(), 0);
  await saveAndExit(frame);
  await until('the LMS heard LMSFinish', () => lms.commits.at(-1).call === 'LMSFinish');
  assert.deepEqual([lms.last().core.lesson_status, Number(lms.last().core.score.raw)], ['completed', 100]);
  assert.deepEqual(context.faults, []);
  return { page, pages };
}

test('the LRS hears of the LMS\'s learner what the LMS cannot keep, beside its tracking', async (t) => {
  const { lms, statements, context } = await setUp(t);
  const { pages } = await complete(context, lms);
  const sent = await until('the LRS has the end of the module', async () => {
    const all = await statements();
    return all.some((one) => one.object.id === pages[0].module.iri && verbOf(one) === 'terminated') && all;
  });
  const about = (id) => sent.filter(({ object }) => object.id === id).map(verbOf).filter((verb) => verb !== 'progressed');
  assert.deepEqual(about(pages[0].module.iri), ['initialized', 'completed', 'passed', 'terminated']);
  assert.deepEqual(sent.filter((one) => verbOf(one) === 'experienced').map(({ object }) => object.id), pages.filter(({ kind }) => ['text', 'video'].includes(kind)).map(({ iri }) => iri));
  for (const { actor } of sent) assert.deepEqual(actor.account, { homePage: lms.url, name: 'learner-1' });
});

test('with the LRS stopped the LMS gets everything and the screen shows no fault; the statements arrive at a later visit', async (t) => {
  const { lrs, lms, statements, context } = await setUp(t);
  await lrs.stop();
  const { page } = await complete(context, lms);
  await page.close();
  await lrs.start();
  assert.deepEqual(await statements(), []);
  const again = await launchScorm(context, lms);
  await again.frame.locator('main h1').first().waitFor();
  await until('the LRS has the completion', async () => (await statements()).some((one) => verbOf(one) === 'completed'));
  const ids = (await statements()).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});
