/* SPDX-License-Identifier: Apache-2.0 */

/* Save and exit ends in LMSFinish when all is saved or the learner gives up, and what is said of it is true. */
import assert from "node:assert/strict";
import test from "node:test";
import { createScorm12 } from "../adapters/scorm12.mjs";
import { elapse, fakeEnvironment } from "../fixtures/environment.mjs";
import { StrictLms } from "../fixtures/strict_lms.mjs";
import { startVisit } from "../fixtures/visit.mjs";
import { Exit } from "./exit.mjs";

const LONG_MS = 3600000;
const BOUND_MS = 20000;
const never = () => new Promise(() => {});
const yes = async () => true;

/* A visit in a SCORM LMS, one page read, and its exit. `isOnline` is the answer to the requests before and after each commit. */
async function visitIn(lms, isOnline) {
  const window = { API: lms.API, document: {}, opener: null, location: { origin: "https://lms.example" } };
  const environment = fakeEnvironment({ window, isOnline });
  const adapter = createScorm12(environment);
  const visit = startVisit({ adapter, environment, launch: await adapter.start() });
  const states = [];
  const exit = new Exit(visit.session, (state) => states.push(state));
  visit.session.open(0);
  return { ...visit, exit, states, environment };
}

const kinds = (states) => states.map(({ kind }) => kind);

/* Each way in which an LMS or a network can stand in the way: what it does, and what is said while it does. */
const obstacles = {
  "a request after the commit that is never answered": { lms: {}, isOnline: never, why: /no answer from your LMS/ },
  "no connection": { lms: {}, isOnline: async () => false, why: /no connection to your LMS/ },
  "a request that breaks off": { lms: {}, isOnline: () => Promise.reject(new Error("torn")), why: /torn/ },
  "commits that always fail": { lms: { failCommits: Infinity }, isOnline: yes, why: /General exception/ },
};

for (const [name, { lms: variant, isOnline, why }] of Object.entries(obstacles)) {
  test(`with ${name}, Save and exit says so and keeps the session open; given up, it ends in LMSFinish`, async () => {
    const lms = new StrictLms();
    const { exit, states, savings, environment } = await visitIn(lms, isOnline);
    Object.assign(lms.variant, variant);
    exit.press();
    await elapse(environment, LONG_MS);
    assert.equal(lms.state, "running");
    const told = states.findLast(({ kind }) => kind === "unsaved");
    assert.match(told.why, why);
    exit.giveUp();
    await elapse(environment, BOUND_MS);
    assert.equal(lms.state, "finished");
    assert.equal(states.at(-1).kind, "ended");
    assert.equal(states.at(-1).saved, false);
    assert.equal(kinds(states).filter((kind) => kind === "ended").length, 1);
    assert.equal(savings.at(-1).kind, "lost");
  });
}

for (const [name, failCommits] of Object.entries({ "nothing in the way": 0, "two commits that fail": 2 })) {
  test(`with ${name}, Save and exit ends in LMSFinish by itself and says saved`, async () => {
    const lms = new StrictLms();
    const { exit, states, savings, environment } = await visitIn(lms, yes);
    Object.assign(lms.variant, { failCommits });
    exit.press();
    await elapse(environment, BOUND_MS);
    assert.equal(lms.state, "finished");
    assert.deepEqual(states.at(-1), { kind: "ended", saved: true, why: "", isKept: false });
    assert.equal(savings.at(-1).kind, "saved");
  });
}

test("a save under way when it is pressed is waited for, and what came after it is saved too", async () => {
  const lms = new StrictLms();
  const answers = [];
  const { session, exit, states, environment } = await visitIn(lms, () => new Promise((resolve) => answers.push(resolve)));
  session.open(1);
  exit.press();
  for (let round = 0; round < 4; round += 1) {
    assert.deepEqual(kinds(states), ["saving"]);
    answers.shift()(true);
    await elapse(environment, 0);
  }
  assert.deepEqual(kinds(states), ["saving", "ended"]);
  assert.equal(lms.value("cmi.core.lesson_location"), "water.boiling");
  assert.equal(lms.state, "finished");
});

test("pressed twice, the session ends once", async () => {
  const lms = new StrictLms();
  const { exit, states, environment } = await visitIn(lms, yes);
  assert.equal(exit.press(), exit.press());
  await elapse(environment, 0);
  assert.deepEqual(kinds(states), ["saving", "ended"]);
  assert.equal(lms.calls.filter(([call]) => call === "LMSFinish").length, 1);
  assert.deepEqual(lms.faults, []);
});

test("while it is not saved the session stays open, and pressing again tries at once", async () => {
  const lms = new StrictLms();
  let online = false;
  const { exit, states, environment } = await visitIn(lms, async () => online);
  exit.press();
  await elapse(environment, 0);
  assert.equal(states.at(-1).kind, "unsaved");
  assert.equal(lms.state, "running");
  online = true;
  exit.press();
  await elapse(environment, 0);
  assert.deepEqual(states.at(-1), { kind: "ended", saved: true, why: "", isKept: false });
  assert.equal(lms.state, "finished");
});

test("last answers that never come do not hold up the end, before or after the goodbye", async () => {
  const environment = fakeEnvironment();
  let left = 0;
  const adapter = { save: async () => ({ saved: true, why: "" }), settle: never, leave: () => {
    left += 1;
    return { saved: true, why: "" };
  } };
  const { session } = startVisit({ adapter, environment });
  const states = [];
  new Exit(session, (state) => states.push(state)).press();
  await elapse(environment, 8000);
  assert.equal(left, 1);
  assert.deepEqual(states.at(-1), { kind: "ended", saved: true, why: "", isKept: false });
});

test("where nothing tracks there is nothing to wait for", async () => {
  const environment = fakeEnvironment();
  const outcome = { saved: false, why: "this browser does not allow it" };
  const { session } = startVisit({ adapter: { save: async () => outcome, leave: () => outcome }, environment,
    launch: { tracked: false } });
  const states = [];
  new Exit(session, (state) => states.push(state)).press();
  await elapse(environment, 0);
  assert.deepEqual(states.at(-1), { kind: "ended", ...outcome, isKept: false });
});
