/* SPDX-License-Identifier: Apache-2.0 */

/* A visit tells each thing once, completes when the last page is done, and loses nothing when saving fails. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { BUILD, makePackage } from "../fixtures/package.mjs";
import { learnEverything, RIGHT, startVisit, WRONG } from "../fixtures/visit.mjs";
import { encode } from "./codec.mjs";
import { dayOf } from "./day.mjs";

const kinds = (visit) => visit.events.map((event) => event.kind);
const count = (visit, kind) => kinds(visit).filter((each) => each === kind).length;

/* What an adapter gives at the next launch of the same learner. */
function nextLaunch(visit, changes = {}) {
  return { state: encode(visit.scope, BUILD, visit.session.progress), ...changes };
}

/* An adapter whose saves are answered when the test says so. */
function slowAdapter() {
  const adapter = { waiting: [], snapshots: [], leave: () => ({ saved: true, why: "" }) };
  adapter.save = (snapshot) => {
    adapter.snapshots.push(snapshot);
    return new Promise((resolve) => {
      adapter.waiting.push(resolve);
    });
  };
  adapter.answer = async (saved, why = "") => {
    adapter.waiting.shift()({ saved, why });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return adapter;
}

test("a whole course tells starts, completions and progress once, and the course's completion last", () => {
  const visit = startVisit();
  learnEverything(visit);
  learnEverything(visit);
  assert.equal(count(visit, "module-started"), 2);
  assert.equal(count(visit, "module-completed"), 2);
  assert.equal(count(visit, "page-seen"), 4);
  assert.equal(count(visit, "completed"), 1);
  const completed = visit.events.find((event) => event.kind === "completed");
  assert.equal(completed.score, 100);
  assert.deepEqual(visit.events.filter((event) => event.kind === "module-completed").map((event) => event.score), [100, null]);
  assert.deepEqual(visit.events.filter((event) => event.kind === "progressed").map((event) => event.percent),
    [20, 40, 60, 80]);
});

test("a package of one module tells of the module alone", () => {
  const visit = startVisit({ moduleId: "water" });
  learnEverything(visit);
  assert.equal(count(visit, "module-started") + count(visit, "module-completed"), 0);
  assert.equal(count(visit, "completed"), 1);
});

test("a quiz that was not passed keeps the module open; the best score counts", () => {
  const visit = startVisit({ moduleId: "water" });
  [0, 1, 2].forEach((index) => visit.session.open(index));
  visit.session.submit(2, WRONG, 10);
  assert.equal(visit.session.complete, false);
  assert.equal(visit.session.snapshot().score, null);
  visit.session.submit(2, RIGHT, 10);
  visit.session.submit(2, WRONG, 10);
  assert.equal(visit.session.complete, true);
  assert.equal(visit.session.snapshot().score, 100);
});

test("a relaunch in the middle goes on there and completes once", () => {
  const first = startVisit();
  [0, 1, 2].forEach((index) => first.session.open(index));
  first.session.keepDraft(2, WRONG);
  const second = startVisit({ launch: nextLaunch(first) });
  assert.equal(second.session.progress.position, 2);
  assert.deepEqual(second.session.progress.draft, { index: 2, answers: WRONG });
  assert.equal(second.session.progress.registration, first.session.progress.registration);
  learnEverything(second);
  assert.equal(count(second, "completed"), 1);
  assert.equal(count(second, "page-seen"), 2);
});

test("a relaunch after completion tells only that it began and ended, and stays complete", () => {
  const first = startVisit();
  learnEverything(first);
  const second = startVisit({ launch: nextLaunch(first, { finished: true }) });
  [0, 1, 3].forEach((index) => second.session.open(index));
  second.session.leave();
  assert.deepEqual(kinds(second), ["launched", "left"]);
  assert.equal(second.session.snapshot().complete, true);
});

test("state of another build is dropped, but the page left is found by its name", () => {
  const first = startVisit();
  first.session.open(1);
  const state = encode(first.scope, "ffffffffffffffff", first.session.progress);
  const { session } = startVisit({ launch: { state, location: "pot.warm" } });
  assert.equal(session.dropped, "build");
  assert.equal(session.progress.position, 3);
});

test("in review nothing is told or saved but that it began and ended", async () => {
  const visit = startVisit({ launch: { mode: "review" } });
  learnEverything(visit);
  await visit.session.save();
  assert.deepEqual(kinds(visit), ["launched"]);
  assert.deepEqual(visit.saves, []);
});

test("one save runs at a time, and what happened meanwhile is saved after it", async () => {
  const adapter = slowAdapter();
  const visit = startVisit({ adapter });
  visit.session.open(0);
  visit.session.open(1);
  const saved = visit.session.save();
  assert.equal(adapter.snapshots.length, 1);
  await adapter.answer(true);
  assert.equal(adapter.snapshots.length, 2);
  assert.equal(adapter.snapshots[1].location, "water.boiling");
  await adapter.answer(true);
  assert.deepEqual(await saved, { saved: true, why: "" });
  assert.equal(adapter.waiting.length, 0);
  assert.equal(visit.savings.at(-1).kind, "saved");
});

test("a save that failed is shown, tried again with growing pauses, and at once when the network is back", async () => {
  const adapter = slowAdapter();
  const environment = fakeEnvironment();
  const visit = startVisit({ adapter, environment });
  visit.session.open(0);
  await adapter.answer(false, "there is no connection");
  assert.deepEqual(visit.savings.at(-1), { kind: "unsaved", why: "there is no connection" });
  environment.timers[0].react();
  await adapter.answer(false, "there is no connection");
  assert.deepEqual(environment.timers.map(({ ms }) => ms), [5000, 10000]);
  visit.session.online();
  assert.equal(environment.timers[1].cleared, true);
  await adapter.answer(true);
  assert.deepEqual(visit.savings.at(-1), { kind: "saved", why: "" });
  assert.equal(adapter.snapshots.length, 3);
});

test("a save that breaks is shown, and the next one works", async () => {
  const broken = { save: () => {
    throw new Error("broken");
  }, leave: () => ({ saved: true, why: "" }) };
  const visit = startVisit({ adapter: broken });
  assert.deepEqual(await visit.session.save(), { saved: false, why: "the course has a fault: broken" });
  assert.equal(visit.savings.at(-1).kind, "unsaved");
  broken.save = async () => ({ saved: true, why: "" });
  assert.deepEqual(await visit.session.save(), { saved: true, why: "" });
});

test("a page that gets hidden is saved, and the time it is hidden does not count", async () => {
  const environment = fakeEnvironment();
  const visit = startVisit({ environment });
  visit.session.open(0);
  environment.advance(10000);
  visit.session.setHidden(true);
  environment.advance(3600000);
  visit.session.setHidden(false);
  environment.advance(5000);
  visit.session.leave();
  assert.equal(visit.saves.at(-1).seconds, 15);
  assert.ok(visit.saves.length >= 2);
});

test("leaving happens once, and nothing is saved or tried again after it", async () => {
  const visit = startVisit();
  visit.session.open(0);
  visit.session.leave();
  visit.session.leave();
  visit.session.open(1);
  await visit.session.save();
  assert.equal(count(visit, "left"), 1);
  assert.equal(visit.saves.filter((snapshot) => snapshot.location === "water.boiling").length, 0);
});

test("what was tried and never passed is told at the end", () => {
  const visit = startVisit({ packed: makePackage("cmi5"), moduleId: "water" });
  visit.session.submit(2, WRONG, 10);
  visit.session.leave();
  const left = visit.events.at(-1);
  assert.deepEqual([left.kind, left.failed, left.complete, left.score], ["left", true, false, 0]);
});

test("the day of completion is that of the last page done, whatever is done or opened on later days", () => {
  const visit = startVisit();
  assert.equal(visit.session.progress.completed, null);
  learnEverything(visit);
  const day = dayOf(visit.environment.now());
  assert.equal(visit.session.progress.completed, day);
  visit.environment.advance(3 * 24 * 3600 * 1000);
  learnEverything(visit);
  const later = startVisit({ launch: nextLaunch(visit), environment: visit.environment });
  learnEverything(later);
  assert.equal(later.session.progress.completed, day);
});

test("a review completes nothing on any day", () => {
  const visit = startVisit({ launch: { mode: "review" } });
  learnEverything(visit);
  assert.deepEqual([visit.session.complete, visit.session.progress.completed], [true, null]);
});
