/* SPDX-License-Identifier: Apache-2.0 */

/* Launches of the SCORM 1.2 adapter in a strict LMS and in ones that differ from the standard. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { load } from "../fixtures/load.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { StrictLms } from "../fixtures/strict_lms.mjs";

const { createScorm12 } = await load("adapters/scorm12.mjs");
const packed = makePackage("scorm12");
const [question] = packed.modules[0].pages[2].quiz.questions;

const UNFINISHED = { state: "1.a.b", again: "01.a.b", location: "water.fresh", complete: false, score: null, seconds: 65 };
const FINISHED = { ...UNFINISHED, location: "pot.wait", complete: true, score: 80, seconds: 600 };
const ANSWER = { kind: "answered", module: packed.modules[0], page: packed.modules[0].pages[2], question, chosen: ["a"],
  correct: true, seconds: 4.5 };

function environmentIn(lms, changes = {}) {
  const window = { document: {}, opener: null, location: { origin: "https://lms.example" } };
  window.parent = { document: {}, API: lms.API, location: { origin: "https://lms.example" } };
  window.parent.parent = window.parent;
  window.top = window.parent;
  return fakeEnvironment({ window, ...changes });
}

async function launchIn(lms, changes) {
  const adapter = createScorm12(environmentIn(lms, changes));
  return { adapter, launch: await adapter.start() };
}

for (const returns of ["text", "boolean", "number"]) {
  test(`an LMS that returns ${returns} gets a whole visit without a fault`, async () => {
    const lms = new StrictLms({ returns });
    const { adapter, launch } = await launchIn(lms);
    assert.equal(launch.tracked, true);
    assert.deepEqual(launch.learner, { homePage: "https://lms.example", name: "learner-7" });
    assert.equal(launch.learnerName, "Synthetic Learner");
    adapter.record(ANSWER);
    assert.deepEqual(await adapter.save(UNFINISHED), { saved: true, why: "" });
    assert.deepEqual(adapter.leave(FINISHED), { saved: true, why: "" });
    assert.deepEqual(lms.faults, []);
    assert.equal(lms.state, "finished");
    assert.equal(lms.value("cmi.core.lesson_status"), "completed");
    assert.equal(lms.value("cmi.core.score.raw"), "80");
    assert.equal(lms.value("cmi.core.session_time"), "0000:10:00.00");
    assert.equal(lms.value("cmi.core.exit"), "");
  });
}

test("an attempt is incomplete, durably, from its first moment", async () => {
  const lms = new StrictLms();
  await launchIn(lms);
  assert.equal(lms.value("cmi.core.lesson_status"), "incomplete");
});

test("leaving unfinished suspends, sends no score, and the next launch gets everything back", async () => {
  const lms = new StrictLms();
  const first = await launchIn(lms);
  first.adapter.leave(UNFINISHED);
  assert.equal(lms.value("cmi.core.exit"), "suspend");
  assert.equal(lms.value("cmi.core.score.raw"), undefined);
  const { launch } = await launchIn(lms.relaunch());
  assert.equal(launch.state, UNFINISHED.state);
  assert.equal(launch.location, "water.fresh");
  assert.equal(launch.finished, false);
});

test("time goes before score, score before status, and exit is set right before LMSFinish", async () => {
  const lms = new StrictLms();
  const { adapter } = await launchIn(lms);
  lms.calls.length = 0;
  adapter.leave(FINISHED);
  const order = lms.setOrder();
  const place = (element) => order.indexOf(element);
  assert.ok(place("cmi.core.session_time") < place("cmi.core.score.raw"));
  assert.ok(place("cmi.core.score.raw") < place("cmi.core.lesson_status"));
  assert.deepEqual(order.slice(-3), ["LMSCommit", "cmi.core.exit", "LMSFinish"]);
});

test("a completion takes at least a second", async () => {
  const lms = new StrictLms();
  const { adapter } = await launchIn(lms);
  await adapter.save({ ...FINISHED, seconds: 0 });
  assert.equal(lms.value("cmi.core.session_time"), "0000:00:01.00");
});

for (const status of ["completed", "passed"]) {
  test(`a relaunch after '${status}' keeps it, whatever is done`, async () => {
    const lms = new StrictLms({}, { "cmi.core.lesson_status": status });
    const { adapter, launch } = await launchIn(lms);
    assert.equal(launch.finished, true);
    await adapter.save(UNFINISHED);
    adapter.leave(UNFINISHED);
    assert.equal(lms.value("cmi.core.lesson_status"), status);
    assert.equal(lms.value("cmi.core.exit"), "");
    assert.ok(!lms.calls.some(([, element, value]) => element === "cmi.core.lesson_status" && value === "incomplete"));
  });
}

test("'failed' is not taken back to incomplete, but completion betters it", async () => {
  const lms = new StrictLms({}, { "cmi.core.lesson_status": "failed" });
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  assert.equal(lms.value("cmi.core.lesson_status"), "failed");
  await adapter.save(FINISHED);
  assert.equal(lms.value("cmi.core.lesson_status"), "completed");
});

test("neither 'browsed' nor 'not attempted' is ever sent", async () => {
  const lms = new StrictLms({}, { "cmi.core.lesson_status": "browsed" });
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  adapter.leave(UNFINISHED);
  const sent = lms.calls.filter(([, element]) => element === "cmi.core.lesson_status").map(([, , value]) => value);
  assert.deepEqual(sent.filter((value) => value !== undefined), ["incomplete"]);
});

for (const mode of ["review", "browse"]) {
  test(`in ${mode} mode nothing is written`, async () => {
    const lms = new StrictLms({}, { "cmi.core.lesson_mode": mode, "cmi.core.lesson_status": "completed" });
    const { adapter, launch } = await launchIn(lms);
    adapter.record(ANSWER);
    await adapter.save(FINISHED);
    adapter.leave(FINISHED);
    assert.equal(launch.mode, mode);
    assert.deepEqual(lms.calls.filter(([name]) => name === "LMSSetValue"), []);
    assert.equal(lms.state, "finished");
  });
}

test("an LMS without modes, interactions and score limits, like ESR, gets the rest", async () => {
  const lms = new StrictLms({ unsupported: ["cmi.core.lesson_mode", "cmi.interactions", "cmi.core.score.min",
    "cmi.core.score.max"] });
  const { adapter, launch } = await launchIn(lms);
  assert.equal(launch.mode, "normal");
  adapter.record(ANSWER);
  adapter.record(ANSWER);
  assert.deepEqual(await adapter.save(FINISHED), { saved: true, why: "" });
  await adapter.save({ ...FINISHED, seconds: 700 });
  assert.equal(lms.value("cmi.core.score.raw"), "80");
  assert.equal(lms.faults.filter((fault) => fault.includes("interactions")).length, 1);
  assert.equal(lms.faults.filter((fault) => fault.includes("score.min")).length, 1);
});

test("answers become interactions that follow those of earlier visits", async () => {
  const lms = new StrictLms();
  const first = await launchIn(lms);
  first.adapter.record(ANSWER);
  first.adapter.leave(UNFINISHED);
  const again = lms.relaunch();
  const second = await launchIn(again);
  second.adapter.record({ ...ANSWER, chosen: ["b"], correct: false });
  assert.deepEqual(again.faults, []);
  assert.equal(again.interactions.length, 2);
  assert.deepEqual(again.interactions[1], { "id": "water_check_hot", "type": "choice", "correct_responses.0.pattern": "a",
    "student_response": "b", "result": "wrong", "latency": "0000:00:04.50", "time": again.interactions[1].time });
});

test("what has not changed is not set again", async () => {
  const lms = new StrictLms();
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  lms.calls.length = 0;
  await adapter.save({ ...UNFINISHED, seconds: 70 });
  assert.deepEqual(lms.setOrder(), ["cmi.core.session_time", "LMSCommit"]);
});

test("a commit that claims success without a connection is not believed", async () => {
  const lms = new StrictLms();
  let online = false;
  const { adapter } = await launchIn(lms, { isOnline: async () => online });
  assert.equal((await adapter.save(UNFINISHED)).saved, false);
  online = true;
  lms.calls.length = 0;
  assert.equal((await adapter.save(UNFINISHED)).saved, true);
  assert.ok(lms.setOrder().includes("cmi.suspend_data"));
});

test("the session is ended once, and nothing follows it", async () => {
  const lms = new StrictLms();
  const { adapter } = await launchIn(lms);
  adapter.leave(UNFINISHED);
  const { length } = lms.calls;
  adapter.leave(UNFINISHED);
  adapter.record(ANSWER);
  assert.equal((await adapter.save(UNFINISHED)).saved, false);
  assert.equal(lms.calls.length, length);
});

test("an LMS that refuses a second start of a running session is used on", async () => {
  const lms = new StrictLms();
  lms.API.LMSInitialize("");
  const { launch } = await launchIn(lms);
  assert.equal(launch.tracked, true);
});

test("an LMS that refuses to start, and none at all, are told on screen", async () => {
  const refused = await launchIn(new StrictLms({ refuseStart: 101 }));
  assert.equal(refused.launch.tracked, false);
  assert.match(refused.launch.why, /did not start the course: General exception/);
  const window = { document: {}, opener: null };
  window.parent = window;
  window.top = window;
  const nowhere = createScorm12(fakeEnvironment({ window }));
  assert.match((await nowhere.start()).why, /no LMS was found/);
});

test("an LMS's window of another origin gives its learner our own origin", async () => {
  const lms = new StrictLms();
  const environment = environmentIn(lms, { origin: "https://content.example" });
  Object.defineProperty(environment.window.parent, "location", { get() {
    throw new Error("SecurityError");
  } });
  const launch = await createScorm12(environment).start();
  assert.deepEqual(launch.learner, { homePage: "https://content.example", name: "learner-7" });
});
