/* SPDX-License-Identifier: Apache-2.0 */

/* Visits of an xAPI package, launched with and without what it needs. */
import assert from "node:assert/strict";
import test from "node:test";
import { scopeOf } from "../core/course.mjs";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { ENDPOINT, FakeLrs, networkDown, respond } from "../fixtures/fake_lrs.mjs";
import { load } from "../fixtures/load.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";

const { createXapi, vocabulary } = await load("adapters/xapi.mjs");
const ACTIVITY = "https://example.org/courses/tea";
const REGISTRATION = "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04";
const QUERY = `?${new URLSearchParams({ endpoint: ENDPOINT, auth: "Basic a2V5", registration: REGISTRATION,
  activity_id: ACTIVITY, actor: "{\"name\":[\"Learner, Synthetic\"],\"mbox\":\"mailto:a@example.org\"}" })}`;

async function launch(server, changes = {}) {
  const packed = makePackage("xapi");
  const scope = scopeOf(packed, "");
  const environment = fakeEnvironment({ fetch: server.fetch, window: { location: { search: QUERY } }, ...changes });
  const adapter = createXapi(environment, packed, scope);
  return { packed, scope, environment, adapter, launch: await adapter.start() };
}

async function visitIn(server, changes) {
  const parts = await launch(server, changes);
  return { ...startVisit(parts), adapter: parts.adapter, launch: parts.launch };
}

test("a visit is told from initialized to terminated, under the registration of the launch", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  assert.equal(visit.launch.learnerName, "Synthetic Learner");
  learnEverything(visit);
  assert.deepEqual(await visit.session.save(), { saved: true, why: "" });
  visit.session.leave();
  await visit.adapter.settle();
  assert.deepEqual(server.verbsOn(ACTIVITY).filter((verb) => verb !== "progressed"),
    ["initialized", "completed", "passed", "terminated"]);
  assert.ok(server.statements.every(({ context }) => context.registration === REGISTRATION));
});

test("the next launch goes on where the last one ended", async () => {
  const server = new FakeLrs();
  const first = await visitIn(server);
  first.session.open(1);
  await first.session.save();
  first.session.leave();
  await first.adapter.settle();
  const second = await visitIn(server);
  assert.equal(second.session.progress.position, 1);
  const [document] = server.documents.values();
  assert.deepEqual(Object.keys(document), ["build", "state"]);
  assert.ok([...server.documents.keys()][0].startsWith(`${vocabulary.states.player} ${ACTIVITY} `));
});

test("a launch that lacks something is untracked and says what", async () => {
  const { launch: outcome } = await launch(new FakeLrs(), { window: { location: { search: "?endpoint=x" } } });
  assert.equal(outcome.tracked, false);
  assert.match(outcome.why, /no usable 'endpoint'/);
});

test("state that cannot be read is asked for again, and never taken for none", async () => {
  const server = new FakeLrs();
  const setTimeout = (react) => setImmediate(react);
  server.answers.push(networkDown, networkDown);
  assert.equal((await launch(server, { setTimeout })).launch.tracked, true);
  server.answers.push(() => respond(500), () => respond(500), () => respond(500));
  const { launch: outcome } = await launch(server, { setTimeout });
  assert.equal(outcome.tracked, false);
  assert.match(outcome.why, /500/);
});

test("what is not confirmed is not called saved", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  visit.session.open(0);
  await visit.session.save();
  server.answers.push(...Array.from({ length: 4 }, () => networkDown));
  visit.session.open(1);
  const outcome = await visit.session.save();
  assert.equal(outcome.saved, false);
  assert.match(outcome.why, /no connection/);
});
