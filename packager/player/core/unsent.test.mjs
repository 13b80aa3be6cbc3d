/* SPDX-License-Identifier: Apache-2.0 */

/* What an LMS has not confirmed is there at the next launch of the same attempt by the same learner, and only there. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment, fakeStorage } from "../fixtures/environment.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";

const LEARNER = { homePage: "https://lms.example", name: "learner-7" };
const REFUSED = { saved: false, why: "there is no connection to your LMS" };

/* A visit in an LMS that confirms saves as long as `lms.confirms`, and may hear of them even then or not: `lms.state` is what it holds. */
async function visitIn(lms, storage, { learner = LEARNER, state = lms.state, ...launch } = {}) {
  const save = (snapshot) => {
    if (lms.hears) {
      Object.assign(lms, { state: snapshot.state, complete: snapshot.complete });
    }
    return lms.confirms ? { saved: true, why: "" } : REFUSED;
  };
  const adapter = { save: async (snapshot) => save(snapshot), leave: save };
  return startVisit({ adapter, environment: fakeEnvironment({ storage }), launch: { state, learner, keepsUnsent: true, ...launch } });
}

const newLms = () => ({ state: "", complete: false, confirms: true, hears: true });
const cutOff = (lms, hears = false) => Object.assign(lms, { confirms: false, hears });
const reconnect = (lms) => Object.assign(lms, { confirms: true, hears: true });
const settled = () => new Promise(setImmediate);

/* Opens the first page with a connection, and learns the rest without. */
async function learnWithout(lms, storage, { hears = false } = {}) {
  const visit = await visitIn(lms, storage);
  visit.session.open(0);
  await settled();
  cutOff(lms, hears);
  learnEverything(visit);
  await settled();
  return visit;
}

test("a completion that never left is sent by the next launch, and the copy is gone then", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  const first = await learnWithout(lms, storage);
  assert.deepEqual(first.session.leave(), { ...REFUSED, isKept: true });
  reconnect(lms);
  const second = await visitIn(lms, storage);
  assert.equal(second.session.resumesUnsent, true);
  second.session.openCover();
  await settled();
  assert.equal(lms.complete, true);
  second.session.leave();
  const third = await visitIn(lms, storage);
  assert.deepEqual([third.session.resumesUnsent, third.session.complete], [false, true]);
});

test("a visit without a single answer counts at the next launch, if the LMS has heard nothing since", async () => {
  const [lms, storage] = [cutOff(newLms()), fakeStorage()];
  const first = await visitIn(lms, storage);
  learnEverything(first);
  await settled();
  reconnect(lms);
  const second = await visitIn(lms, storage);
  assert.equal(second.session.complete, true);
  assert.equal(second.session.progress.registration, first.session.progress.registration);
  assert.equal(second.session.progress.position, first.session.progress.position);
});

test("what was done elsewhere meanwhile stays, and the place is the LMS's", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  const first = await learnWithout(lms, storage);
  first.session.leave();
  reconnect(lms);
  const elsewhere = await visitIn(lms, fakeStorage());
  elsewhere.session.open(1);
  await settled();
  const second = await visitIn(lms, storage);
  assert.deepEqual([second.session.complete, second.session.progress.position], [true, 1]);
});

test("a new attempt begins empty, and the copy is gone", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  (await learnWithout(lms, storage, { hears: true })).session.leave();
  assert.equal(lms.complete, true);
  const second = await visitIn(reconnect(lms), storage, { state: "" });
  assert.deepEqual([second.session.resumesUnsent, second.session.percent()], [false, 0]);
  const third = await visitIn(lms, storage, { state: lms.state });
  assert.equal(third.session.resumesUnsent, false);
});

test("what did reach the LMS, though it was not confirmed, is no news to the learner", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  (await learnWithout(lms, storage, { hears: true })).session.leave();
  const second = await visitIn(reconnect(lms), storage);
  assert.deepEqual([second.session.resumesUnsent, second.session.complete], [false, true]);
});

test("another learner on the same computer, a review, and who has no account find nothing", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  (await learnWithout(lms, storage)).session.leave();
  for (const launch of [{ learner: { ...LEARNER, name: "learner-8" }, state: "" }, { mode: "review" }, { learner: null }, { keepsUnsent: false }]) {
    assert.equal((await visitIn(lms, storage, launch)).session.complete, false);
  }
});

test("a page that is hidden leaves its copy before anything else, and a confirmed save takes it away", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  const visit = await visitIn(lms, storage);
  lms.confirms = false;
  visit.session.open(0);
  visit.session.setHidden(true);
  lms.confirms = true;
  assert.equal((await visitIn(newLms(), storage)).session.resumesUnsent, true);
  visit.session.save();
  await settled();
  assert.equal((await visitIn({ ...lms, state: "" }, storage)).session.resumesUnsent, false);
});

test("a browser that keeps nothing, or something else, changes nothing", async () => {
  const broken = { getItem: () => "{\"text\":7", setItem: () => assert.fail("full"), removeItem: () => assert.fail("gone") };
  for (const storage of [null, broken, { ...broken, getItem: () => "{\"text\":7}" }]) {
    const lms = newLms();
    const visit = await learnWithout(lms, storage);
    assert.equal(visit.session.leave().isKept, false);
  }
});

test("the day of a completion that never left is kept with it", async () => {
  const [lms, storage] = [newLms(), fakeStorage()];
  const { session } = await learnWithout(lms, storage);
  reconnect(lms);
  const again = await visitIn(lms, storage);
  assert.notEqual(session.progress.completed, null);
  assert.equal(again.session.progress.completed, session.progress.completed);
});
