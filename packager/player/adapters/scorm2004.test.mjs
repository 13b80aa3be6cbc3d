/* SPDX-License-Identifier: Apache-2.0 */

/* Launches of the SCORM 2004 adapter in a strict LMS: what scorm12.test.mjs does not say of both. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { StrictLms2004 } from "../fixtures/strict_lms2004.mjs";
import { createScorm2004 } from "./scorm2004.mjs";

const packed = makePackage("scorm2004");
const [question] = packed.modules[0].pages[2].quiz.questions;
const [, second] = packed.modules[0].pages[2].quiz.questions;

const UNFINISHED = { state: "1.a.b", location: "water.fresh", complete: false, score: null, seconds: 65.25 };
const FINISHED = { ...UNFINISHED, location: "pot.wait", complete: true, passed: true, score: 80, seconds: 600 };
const ANSWER = { kind: "answered", module: packed.modules[0], page: packed.modules[0].pages[2], question, chosen: ["a"],
  correct: true, seconds: 4.5 };

async function launchIn(lms) {
  const window = { document: {}, opener: null, location: { origin: "https://lms.example" } };
  window.parent = { document: {}, API: { LMSInitialize: () => "false" }, API_1484_11: lms.API, location: window.location };
  window.parent.parent = window.parent;
  window.top = window.parent;
  const adapter = createScorm2004(fakeEnvironment({ window }));
  return { adapter, launch: await adapter.start() };
}

for (const returns of ["text", "boolean"]) {
  test(`an LMS that returns ${returns} gets a whole visit without a fault, though it has an API of SCORM 1.2 too`, async () => {
    const lms = new StrictLms2004({ returns });
    const { adapter, launch } = await launchIn(lms);
    assert.equal(launch.tracked, true);
    assert.deepEqual(launch.learner, { homePage: "https://lms.example", name: "learner-7" });
    assert.equal(launch.learnerName, "Synthetic Learner");
    adapter.record(ANSWER);
    assert.deepEqual(await adapter.save(UNFINISHED), { saved: true, why: "" });
    assert.equal(lms.value("cmi.session_time"), "PT1M5.25S");
    assert.deepEqual(adapter.leave(FINISHED), { saved: true, why: "" });
    assert.deepEqual(lms.faults, []);
    assert.equal(lms.state, "finished");
    assert.deepEqual(["completion_status", "success_status", "score.scaled", "score.raw", "score.min", "score.max", "session_time"]
      .map((name) => lms.value(`cmi.${name}`)), ["completed", "passed", "0.8", "80", "0", "100", "PT10M0S"]);
  });
}

test("an attempt is incomplete from its first moment, and its success unknown", async () => {
  const lms = new StrictLms2004();
  await launchIn(lms);
  assert.deepEqual([lms.value("cmi.completion_status"), lms.value("cmi.success_status")], ["incomplete", "unknown"]);
});

test("leaving unfinished suspends, sends no score, and the next launch gets everything back", async () => {
  const lms = new StrictLms2004();
  const first = await launchIn(lms);
  first.adapter.leave(UNFINISHED);
  assert.deepEqual([lms.value("cmi.exit"), lms.value("cmi.score.scaled"), lms.value("cmi.success_status")],
    ["suspend", undefined, "unknown"]);
  const { launch } = await launchIn(lms.relaunch());
  assert.deepEqual([launch.state, launch.location, launch.finished], [UNFINISHED.state, "water.fresh", false]);
});

test("coming back after completion finds it and the state, and keeps them, whatever is done", async () => {
  const lms = new StrictLms2004();
  const first = await launchIn(lms);
  first.adapter.leave(FINISHED);
  const again = lms.relaunch();
  const { adapter, launch } = await launchIn(again);
  assert.deepEqual([launch.finished, launch.state], [true, FINISHED.state]);
  await adapter.save(UNFINISHED);
  adapter.leave(UNFINISHED);
  assert.deepEqual(["completion_status", "success_status", "score.scaled"].map((name) => again.value(`cmi.${name}`)),
    ["completed", "passed", "0.8"]);
});

test("who has passed but not completed by the LMS's count is not taken back to incomplete", async () => {
  const lms = new StrictLms2004({}, { "cmi.success_status": "passed" });
  const { launch } = await launchIn(lms);
  assert.equal(launch.finished, true);
  assert.equal(lms.value("cmi.completion_status"), "unknown");
});

test("without quizzes success stays unknown", async () => {
  const lms = new StrictLms2004();
  const { adapter } = await launchIn(lms);
  await adapter.save({ ...FINISHED, score: null });
  assert.deepEqual([lms.value("cmi.completion_status"), lms.value("cmi.success_status"), lms.value("cmi.score.scaled")],
    ["completed", "unknown", undefined]);
});

test("time goes before score, score before success, success before completion, and exit right before the end", async () => {
  const lms = new StrictLms2004();
  const { adapter } = await launchIn(lms);
  lms.calls.length = 0;
  adapter.leave(FINISHED);
  assert.deepEqual(lms.setOrder(), ["cmi.session_time", "cmi.location", "cmi.suspend_data", "cmi.exit", "cmi.score.min", "cmi.score.max",
    "cmi.score.raw", "cmi.score.scaled", "cmi.success_status", "cmi.completion_status", "Commit", "cmi.exit", "Terminate"]);
});

test("an LMS that never hears of the end holds the session for suspended", async () => {
  const lms = new StrictLms2004();
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  assert.deepEqual([lms.state, lms.value("cmi.exit")], ["running", "suspend"]);
});

test("answers become interactions with their type first, several choices in one response", async () => {
  const lms = new StrictLms2004();
  const { adapter } = await launchIn(lms);
  adapter.record({ ...ANSWER, question: second, chosen: ["a", "b"], correct: false });
  assert.deepEqual(lms.faults, []);
  assert.deepEqual(lms.interactions, [{ "id": "water_check_need", "type": "choice", "timestamp": "2026-01-05T09:00:00.00Z",
    "correct_responses.0.pattern": "a[,]c", "learner_response": "a[,]b", "result": "incorrect", "latency": "PT4.5S" }]);
});

test("leaving from the cover names no page, and in no empty text", async () => {
  const lms = new StrictLms2004();
  const { adapter } = await launchIn(lms);
  assert.deepEqual(await adapter.save({ ...UNFINISHED, location: "" }), { saved: true, why: "" });
  assert.equal(lms.value("cmi.location"), "-");
});

test("an LMS that keeps no raw scores gets the scaled one", async () => {
  const lms = new StrictLms2004({ unsupported: ["cmi.score.raw", "cmi.score.min", "cmi.score.max", "cmi.interactions"] });
  const { adapter } = await launchIn(lms);
  adapter.record(ANSWER);
  assert.deepEqual(await adapter.save(FINISHED), { saved: true, why: "" });
  assert.equal(lms.value("cmi.score.scaled"), "0.8");
});

test("in review mode nothing is written", async () => {
  const lms = new StrictLms2004({}, { "cmi.mode": "review" });
  const { adapter, launch } = await launchIn(lms);
  adapter.record(ANSWER);
  await adapter.save(FINISHED);
  adapter.leave(FINISHED);
  assert.equal(launch.mode, "review");
  assert.deepEqual(lms.calls.filter(([name]) => name === "SetValue"), []);
});

test("a session that was already initialized is used on, one that was refused is not", async () => {
  const lms = new StrictLms2004();
  lms.API.Initialize("");
  assert.equal((await launchIn(lms)).launch.tracked, true);
  const { launch } = await launchIn(new StrictLms2004({ refuseStart: 102 }));
  assert.equal(launch.tracked, false);
  assert.match(launch.why, /General initialization failure \(error 102\)/);
});
