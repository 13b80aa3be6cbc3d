/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM's adapters in an LMS whose commits fail and forget what was set: what both dialects have to do about it. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { StrictLms } from "../fixtures/strict_lms.mjs";
import { SCORM2004 } from "../fixtures/strict_lms2004.mjs";
import { SCORM12 } from "../fixtures/strict_lms12.mjs";
import { createScorm12 } from "./scorm12.mjs";
import { createScorm2004 } from "./scorm2004.mjs";

const [module] = makePackage("scorm12").modules;
const page = module.pages[2];
const [first, second] = page.quiz.questions;

const UNFINISHED = { state: "1.a.b", location: "water.fresh", complete: false, score: null, seconds: 65 };
const FINISHED = { ...UNFINISHED, state: "1.c.d", location: "pot.wait", complete: true, score: 80, seconds: 600 };
const ANSWER = { kind: "answered", module, page, question: first, chosen: ["a"], correct: true, seconds: 4.5 };
const NEXT_ANSWER = { ...ANSWER, question: second, chosen: ["a", "b"], correct: false };

const EDITIONS = [
  { name: "SCORM 1.2", create: createScorm12, standard: SCORM12, status: "cmi.core.lesson_status", location: "cmi.core.lesson_location",
    time: "time" },
  { name: "SCORM 2004", create: createScorm2004, standard: SCORM2004, status: "cmi.completion_status", location: "cmi.location",
    time: "timestamp" },
];

/* An LMS, and the adapter in a window of it. */
async function launch({ create, standard }, variant = {}, changes = {}) {
  const lms = new StrictLms(variant, {}, standard);
  const window = { document: {}, opener: null, [standard.object]: lms.API };
  window.parent = window;
  window.top = window;
  const environment = fakeEnvironment({ window, ...changes });
  const adapter = create(environment);
  await adapter.start();
  return { lms, adapter, environment };
}

/* What the LMS refused beside the commits that it was told to fail. */
const refused = ({ faults }) => faults.filter((fault) => !fault.endsWith(" commit"));

const idsIn = (lms) => lms.interactions.map(({ id }) => id);

for (const edition of EDITIONS) {
  const { name, status, location, time } = edition;

  test(`${name}: after a failed commit every value is set again`, async () => {
    const { lms, adapter } = await launch(edition);
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = 1;
    const outcome = await adapter.save(FINISHED);
    assert.equal(outcome.saved, false);
    assert.match(outcome.why, /\(error \d01|391\)/);
    assert.equal(lms.value(status), "incomplete");
    assert.equal((await adapter.save(FINISHED)).saved, true);
    assert.deepEqual([status, "cmi.suspend_data", location].map((element) => lms.value(element)), ["completed", "1.c.d", "pot.wait"]);
  });

  test(`${name}: after a failed commit the answers before it are set again, as they were, and others follow without a gap`, async () => {
    const { lms, adapter, environment } = await launch(edition);
    adapter.record(ANSWER);
    const given = lms.interactions[0];
    lms.variant.failCommits = 1;
    await adapter.save(UNFINISHED);
    environment.advance(60000);
    adapter.record(NEXT_ANSWER);
    await adapter.save(FINISHED);
    assert.deepEqual(refused(lms), []);
    assert.deepEqual(idsIn(lms), ["water_check_hot", "water_check_need"]);
    assert.deepEqual(lms.interactions[0], given);
    assert.notEqual(lms.interactions[1][time], given[time]);
  });

  test(`${name}: answers that no commit took before the retry are set again by the retry`, async () => {
    const { lms, adapter } = await launch(edition, { failCommits: 0 });
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = 2;
    adapter.record(ANSWER);
    adapter.record(NEXT_ANSWER);
    await adapter.save(UNFINISHED);
    await adapter.save(UNFINISHED);
    assert.deepEqual(idsIn(lms), []);
    await adapter.save(UNFINISHED);
    assert.deepEqual([refused(lms), idsIn(lms).length], [[], 2]);
  });

  test(`${name}: answers that a commit has kept are not set again`, async () => {
    const { lms, adapter } = await launch(edition);
    adapter.record(ANSWER);
    await adapter.save(UNFINISHED);
    lms.calls.length = 0;
    lms.variant.failCommits = 1;
    await adapter.save(FINISHED);
    await adapter.save(FINISHED);
    assert.deepEqual(lms.setOrder().filter((element) => element.startsWith("cmi.interactions")), []);
    adapter.record(NEXT_ANSWER);
    assert.deepEqual([refused(lms), idsIn(lms).length], [[], 2]);
  });

  test(`${name}: answers of a commit that claimed success without a connection are set again, one given meanwhile too`, async () => {
    let isOnline = async () => false;
    const { lms, adapter } = await launch(edition, {}, { isOnline: () => isOnline() });
    adapter.record(ANSWER);
    await adapter.save(UNFINISHED);
    lms.calls.length = 0;
    isOnline = async () => {
      adapter.record(NEXT_ANSWER);
      return true;
    };
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = 1;
    isOnline = async () => true;
    await adapter.save(UNFINISHED);
    await adapter.save(UNFINISHED);
    const sent = lms.setOrder().filter((element) => /^cmi\.interactions\.\d\.id$/.test(element));
    assert.deepEqual(sent, ["cmi.interactions.0.id", "cmi.interactions.1.id", "cmi.interactions.1.id"]);
    assert.deepEqual([refused(lms), idsIn(lms)], [[], ["water_check_hot", "water_check_need"]]);
  });

  test(`${name}: an attempt whose first commit failed is incomplete after the next one`, async () => {
    const { lms, adapter } = await launch(edition, { failCommits: 1 });
    assert.notEqual(lms.value(status), "incomplete");
    await adapter.save(UNFINISHED);
    assert.equal(lms.value(status), "incomplete");
  });

  test(`${name}: what a failed last commit took away goes with the end of the session`, async () => {
    const { lms, adapter } = await launch(edition);
    await adapter.save(UNFINISHED);
    adapter.record(ANSWER);
    lms.variant.failCommits = 1;
    adapter.leave(FINISHED);
    assert.deepEqual([lms.state, lms.value(status), lms.value(location), idsIn(lms).length], ["finished", "completed", "pot.wait", 1]);
    assert.deepEqual(refused(lms), []);
  });
}
