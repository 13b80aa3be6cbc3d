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

const UNFINISHED = { state: "1.a.b", again: "1.a.0b", location: "water.fresh", complete: false, score: null, seconds: 65 };
const FINISHED = { ...UNFINISHED, state: "1.c.d", again: "1.c.0d", location: "pot.wait", complete: true, passed: true, score: 80, seconds: 600 };
const ANSWER = { kind: "answered", module, page, question: first, chosen: ["a"], correct: true, seconds: 4.5 };
const NEXT_ANSWER = { ...ANSWER, question: second, chosen: ["a", "b"], correct: false };

/* `idsSent`: indices of the answers that are set where two commits fail. SCORM 1.2 sets another id first, see below. */
const EDITIONS = [
  { name: "SCORM 1.2", create: createScorm12, standard: SCORM12, status: "cmi.core.lesson_status", location: "cmi.core.lesson_location",
    time: "time", idsSent: ["0", "0", "1", "1", "1"] },
  { name: "SCORM 2004", create: createScorm2004, standard: SCORM2004, status: "cmi.completion_status", location: "cmi.location",
    time: "timestamp", idsSent: ["0", "1", "1"] },
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
  const { name, status, location, time, idsSent } = edition;

  test(`${name}: after a failed commit every value is set again`, async () => {
    const { lms, adapter } = await launch(edition);
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = 1;
    const outcome = await adapter.save(FINISHED);
    assert.equal(outcome.saved, false);
    assert.match(outcome.why, /\(error \d01|391\)/);
    assert.equal(lms.value(status), "incomplete");
    assert.equal((await adapter.save(FINISHED)).saved, true);
    assert.deepEqual([status, "cmi.suspend_data", location].map((element) => lms.value(element)), ["completed", "1.c.0d", "pot.wait"]);
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
    let asked = 0;
    isOnline = async () => {
      asked += 1;
      if (asked === 2) {
        adapter.record(NEXT_ANSWER);
      }
      return true;
    };
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = 1;
    isOnline = async () => true;
    await adapter.save(UNFINISHED);
    await adapter.save(UNFINISHED);
    const sent = lms.setOrder().filter((element) => /^cmi\.interactions\.\d\.id$/.test(element));
    assert.deepEqual(sent.map((element) => element.split(".")[2]), idsSent);
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

/* An LMS that, as Moodle, never sends a value again that it has once tried to send; and the answers to the requests whether there is a connection. */
async function launchInMoodle(changes = {}, variant = {}) {
  const way = { answers: [] };
  const isOnline = async () => way.answers.shift() ?? true;
  return { way, ...await launch(EDITIONS[0], { sends: "changes", ...variant }, { isOnline, ...changes }) };
}

const held = (lms) => ["cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.score.max", "cmi.core.lesson_location"].map((element) => lms.value(element));
const COMPLETED = ["completed", "80", "100", "pot.wait"];
const hasState = (lms, { state, again }) => [state, again].includes(lms.value("cmi.suspend_data"));
const answerHeld = ({ stored }) => ["id", "type", "student_response", "result", "latency"].map((name) => stored.get(`cmi.interactions.0.${name}`));

for (const mishap of ["failCommits", "loseWrites"]) {
  for (const times of [1, 2, 3, 4]) {
    test(`Moodle: ${times} commits with ${mishap}, the network being there before each, lose nothing`, async () => {
      const { lms, adapter, way } = await launchInMoodle();
      await adapter.save(UNFINISHED);
      adapter.record(ANSWER);
      lms.variant[mishap] = times;
      while (lms.variant[mishap] > 0) {
        way.answers = [true, false];
        assert.equal((await adapter.save(FINISHED)).saved, false);
      }
      way.answers = [];
      assert.equal((await adapter.save(FINISHED)).saved, true);
      assert.deepEqual([held(lms), hasState(lms, FINISHED)], [COMPLETED, true]);
      assert.deepEqual(answerHeld(lms), ["water_check_hot", "choice", "a", "correct", "0000:00:04.50"]);
      assert.deepEqual(refused(lms), []);
    });
  }
}

for (const times of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
  test(`ESR: ${times} requests that fail as values are set, the network being there before each save, lose nothing`, async () => {
    const { lms, adapter } = await launchInMoodle({}, { commitsAtSet: true, unsupported: ["cmi.interactions", "cmi.core.score.m"] });
    await adapter.save(UNFINISHED);
    lms.variant.failCommits = times;
    let outcome;
    do {
      outcome = await adapter.save(FINISHED);
    } while (!outcome.saved);
    assert.equal(lms.variant.failCommits, 0);
    assert.deepEqual([held(lms), hasState(lms, FINISHED)], [["completed", "80", undefined, "pot.wait"], true]);
  });
}

test("Moodle: without a connection nothing is committed, so that nothing counts as sent", async () => {
  const { lms, adapter, way } = await launchInMoodle();
  await adapter.save(UNFINISHED);
  lms.calls.length = 0;
  way.answers = [false];
  assert.deepEqual(await adapter.save(FINISHED), { saved: false, why: "there is no connection to your LMS" });
  assert.deepEqual(lms.calls, []);
  assert.equal((await adapter.save(FINISHED)).saved, true);
  assert.equal(lms.calls.filter(([call]) => call === "LMSCommit").length, 1);
  assert.deepEqual(held(lms), COMPLETED);
});

test("an address that never answered does not keep a commit back", async () => {
  const { lms, adapter } = await launchInMoodle({ isOnline: async () => false });
  assert.equal((await adapter.save(FINISHED)).saved, false);
  assert.deepEqual(held(lms), COMPLETED);
});

test("a page that is hidden in the middle of a save commits at once, and the save has nothing older to say", async () => {
  const answers = [];
  const { lms, adapter } = await launchInMoodle({ isOnline: () => new Promise((resolve) => answers.push(resolve)) });
  const commits = () => lms.calls.filter(([call]) => call === "LMSCommit").length;
  const before = commits();
  const saving = adapter.save(UNFINISHED);
  adapter.hurry(FINISHED);
  assert.deepEqual([held(lms), commits()], [COMPLETED, before + 1]);
  answers.shift()(true);
  await new Promise(setImmediate);
  answers.shift()(true);
  assert.equal((await saving).saved, true);
  assert.deepEqual([held(lms), hasState(lms, FINISHED), commits()], [COMPLETED, true, before + 1], "what is committed is only asked after");
});

test("a hidden page without a network commits nothing", async () => {
  const { lms, adapter } = await launchInMoodle({ isCutOff: () => true });
  const { length } = lms.calls;
  adapter.hurry(FINISHED);
  assert.equal(lms.calls.length, length);
});

test("Moodle: a page that is left after a lost commit sends its state again, and no other status on the way", async () => {
  const { lms, adapter, way } = await launchInMoodle();
  await adapter.save(UNFINISHED);
  lms.variant.loseWrites = 1;
  way.answers = [true, false];
  await adapter.save(FINISHED);
  lms.calls.length = 0;
  adapter.leave(FINISHED);
  assert.equal(hasState(lms, FINISHED), true);
  assert.deepEqual(lms.calls.filter(([, element]) => element === "cmi.core.lesson_status"), [["LMSSetValue", "cmi.core.lesson_status", "completed"]]);
});

test("SCORM 2004 sets no other values: no LMS is known to need that", async () => {
  const { lms, adapter } = await launch(EDITIONS[1]);
  await adapter.save(UNFINISHED);
  lms.variant.failCommits = 1;
  await adapter.save(FINISHED);
  lms.calls.length = 0;
  await adapter.save(FINISHED);
  assert.deepEqual(lms.calls.filter(([, element]) => element === "cmi.completion_status").map(([, , value]) => value), ["completed"]);
});
