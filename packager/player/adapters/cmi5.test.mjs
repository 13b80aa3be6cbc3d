/* SPDX-License-Identifier: Apache-2.0 */

/* Sessions of a cmi5 package keep the order and number of statements that cmi5 allows, over relaunches too. */
import assert from "node:assert/strict";
import test from "node:test";
import { scopeOf } from "../core/course.mjs";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { ENDPOINT, FakeLrs, FETCH_ADDRESS, networkDown, respond } from "../fixtures/fake_lrs.mjs";
import { load } from "../fixtures/load.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { learnEverything, RIGHT, startVisit, WRONG } from "../fixtures/visit.mjs";

const { createCmi5, vocabulary } = await load("adapters/cmi5.mjs");
const { categories, extensions, profile } = vocabulary;
const ACTIVITY = "https://lms.example/activities/au-1";
const REGISTRATION = "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04";
const ACTOR = { objectType: "Agent", name: "Synthetic Learner", account: { homePage: "https://lms.example", name: "learner-7" } };

function launchAddress(fetchAddress) {
  return `https://lms.example/course/water.html?${new URLSearchParams({ endpoint: ENDPOINT, fetch: fetchAddress,
    actor: JSON.stringify(ACTOR), activityId: ACTIVITY, registration: REGISTRATION })}`;
}

/* The library calls the browser's own fetch; so the server is that too while a launch runs. */
async function launch(server, changes = {}) {
  const packed = changes.packed ?? makePackage("cmi5");
  const scope = scopeOf(packed, "water");
  const environment = fakeEnvironment({ fetch: server.fetch,
    window: { location: { href: launchAddress(changes.fetchAddress ?? FETCH_ADDRESS) } }, ...changes });
  const adapter = createCmi5(environment, packed, scope);
  globalThis.fetch = server.fetch;
  return { packed, scope, environment, adapter, launch: await adapter.start() };
}

async function visitIn(server, changes) {
  const parts = await launch(server, changes);
  assert.equal(parts.launch.tracked, true, parts.launch.why);
  return { ...startVisit(parts), adapter: parts.adapter, launch: parts.launch };
}

async function end(visit) {
  visit.session.leave();
  await visit.adapter.settle();
}

/* A new session of the same registration: the LMS gives a new token. */
function nextSession(server, changes = {}) {
  server.tokensGiven = 0;
  return visitIn(server, { ...changes, fetchAddress: `${FETCH_ADDRESS}&again=${server.requests.length}` });
}

/* Statements that cmi5 defines, by its category. */
function defined(server) {
  return server.statements.filter(({ context }) =>
    context.contextActivities.category.some(({ id }) => id === categories.cmi5));
}

const verbs = (server) => defined(server).map(({ verb }) => verb.id.split("/").pop());

test("the launch asks in cmi5's order, and says initialized only after the preferences", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  await visit.session.save();
  const paths = server.requests.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(paths.slice(0, 4), ["POST /fetch", "GET /xapi/activities/state", "GET /xapi/agents/profile",
    "GET /xapi/activities/state"]);
  assert.deepEqual(verbs(server), ["initialized"]);
  assert.equal(visit.launch.learnerName, "Synthetic Learner");
});

test("a passed visit is initialized, completed, passed, terminated, each once", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  learnEverything(visit);
  await visit.session.save();
  await end(visit);
  assert.deepEqual(verbs(server), ["initialized", "completed", "passed", "terminated"]);
  assert.equal(server.statements.at(-1).verb.id, vocabulary.verbs.terminated);
});

test("statements that cmi5 defines have its form and what the profile adds behind it", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  learnEverything(visit);
  await visit.session.save();
  await end(visit);
  for (const statement of defined(server)) {
    const { contextActivities } = statement.context;
    assert.equal(statement.object.id, ACTIVITY);
    assert.deepEqual(statement.actor, ACTOR);
    assert.equal(statement.context.registration, REGISTRATION);
    assert.equal(statement.context.extensions[extensions.cmi5Sessionid], "session-1");
    assert.deepEqual(contextActivities.grouping[0], { id: "https://example.org/courses/tea/modules/water" });
    const ids = contextActivities.category.map(({ id }) => id);
    const decides = statement.result?.success !== undefined || statement.result?.completion !== undefined;
    assert.equal(ids.includes(categories.moveon), decides);
    assert.equal(ids.includes(profile), true);
  }
  const [, completed, passed, terminated] = defined(server);
  assert.deepEqual(completed.result, { completion: true, duration: "PT1M30S" });
  assert.deepEqual(passed.result, { success: true, duration: "PT1M30S", score: { scaled: 1 } });
  assert.deepEqual(terminated.result, { duration: "PT1M30S" });
});

test("other statements carry the session and not cmi5's category", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  learnEverything(visit);
  await visit.session.save();
  const others = server.statements.filter((statement) => !defined(server).includes(statement));
  assert.ok(others.length > 8);
  for (const { context } of others) {
    assert.equal(context.registration, REGISTRATION);
    assert.equal(context.extensions[extensions.cmi5Sessionid], "session-1");
  }
});

test("the last statements are one request that outlives the page, terminated at its end", async () => {
  const server = new FakeLrs();
  const visit = await visitIn(server);
  await visit.session.save();
  visit.session.submit(2, WRONG, 5);
  await visit.session.save();
  const before = server.posts().length;
  await end(visit);
  assert.equal(server.posts().length, before + 1);
  const { body, options } = server.posts().at(-1);
  assert.equal(options.keepalive, true);
  assert.deepEqual(body.map(({ verb }) => verb.id), [vocabulary.verbs.failed, vocabulary.verbs.terminated]);
  assert.deepEqual(body[0].result.score, { scaled: 0 });
});

test("a relaunch after completion says neither completed nor passed again, even if its state was lost", async () => {
  const server = new FakeLrs();
  const first = await visitIn(server);
  learnEverything(first);
  await first.session.save();
  await end(first);
  for (const key of server.documents.keys()) {
    server.documents.set(key, { build: "", state: "1.lost" });
  }
  const second = await nextSession(server);
  assert.equal(second.launch.finished, true);
  learnEverything(second);
  await second.session.save();
  await end(second);
  assert.deepEqual(verbs(server), ["initialized", "completed", "passed", "terminated", "initialized", "terminated"]);
});

test("a visit left half-way is taken up, and completes once", async () => {
  const server = new FakeLrs();
  const first = await visitIn(server);
  first.session.open(1);
  await first.session.save();
  await end(first);
  const second = await nextSession(server);
  assert.equal(second.session.progress.position, 1);
  learnEverything(second);
  await second.session.save();
  await end(second);
  assert.deepEqual(verbs(server), ["initialized", "terminated", "initialized", "completed", "passed", "terminated"]);
});

/* The fixture's quiz with a pass mark that one right answer of two reaches. */
function lenientPackage() {
  const packed = makePackage("cmi5");
  packed.modules[0].pages[2].quiz.pass_mark = 40;
  return packed;
}

test("below the LMS's mastery score the visit ends as failed, and a better one later as passed", async () => {
  const server = new FakeLrs({ masteryScore: 0.8 });
  const first = await visitIn(server, { packed: lenientPackage() });
  [0, 1, 2].forEach((index) => first.session.open(index));
  first.session.submit(2, { hot: ["a"], need: ["b"] }, 5);
  await first.session.save();
  await end(first);
  assert.deepEqual(verbs(server), ["initialized", "completed", "failed", "terminated"]);
  const second = await nextSession(server, { packed: lenientPackage() });
  second.session.submit(2, RIGHT, 5);
  await second.session.save();
  await end(second);
  assert.deepEqual(verbs(server).slice(4), ["initialized", "passed", "terminated"]);
  assert.equal(defined(server).at(-2).context.extensions[extensions.cmi5Masteryscore], 0.8);
});

for (const mode of ["Browse", "Review"]) {
  test(`in launch mode ${mode} only initialized and terminated are said, and nothing is stored`, async () => {
    const server = new FakeLrs({ launchMode: mode });
    const visit = await visitIn(server);
    learnEverything(visit);
    await visit.session.save();
    await end(visit);
    assert.deepEqual(server.statements.map(({ verb }) => verb.display.en), ["initialized", "terminated"]);
    assert.equal(server.documents.size, 0);
  });
}

test("a page loaded again in its session uses the token it has and says nothing twice", async () => {
  const server = new FakeLrs();
  const first = await visitIn(server);
  await first.session.save();
  const second = await visitIn(server, { sessionStorage: first.environment.sessionStorage });
  await second.session.save();
  assert.equal(server.tokensGiven, 1);
  assert.deepEqual(verbs(server), ["initialized"]);
});

test("a session that was terminated is over for a reloaded page, and it says so", async () => {
  const server = new FakeLrs();
  const first = await visitIn(server);
  await end(first);
  const { launch: outcome } = await launch(server, { sessionStorage: first.environment.sessionStorage });
  assert.equal(outcome.tracked, false);
  assert.match(outcome.why, /session has ended/);
});

test("an LMS that gives no token, and a network that fails, are untracked with the reason", async () => {
  const refused = new FakeLrs();
  refused.tokensGiven = 1;
  assert.match((await launch(refused)).launch.why, /did not start the course: .*LMS error: 1/);
  const down = new FakeLrs();
  down.answers.push(undefined, networkDown);
  assert.match((await launch(down)).launch.why, /did not start the course/);
  const other = await launch(new FakeLrs(), { window: { location: { href: "https://lms.example/water.html" } } });
  assert.match(other.launch.why, /not launched by a cmi5 LMS/);
});

test("stored progress that cannot be read is not overwritten by a new start", async () => {
  const server = new FakeLrs();
  server.answers.push(undefined, undefined, undefined, () => respond(500));
  const { launch: outcome } = await launch(server);
  assert.equal(outcome.tracked, false);
  assert.match(outcome.why, /stored progress cannot be read \(500\)/);
});

test("after Save and exit the learner goes back where the LMS says", async () => {
  const { adapter } = await launch(new FakeLrs({ returnURL: "https://lms.example/back" }));
  assert.equal(adapter.exitAddress(), "https://lms.example/back");
});

test("the launch is noted for the help desk step by step, without token and learner", async () => {
  const server = new FakeLrs();
  const { environment, launch: begun } = await launch(server);
  const calls = environment.trace.calls();
  assert.deepEqual(calls.map(({ call }) => call), ["POST fetch", "GET launch data", "GET preferences", "GET activities/state"]);
  assert.deepEqual(begun.about.map(([name]) => name), ["LRS", "Mastery score", "Completes the unit"]);
  assert.doesNotMatch(JSON.stringify([calls, begun.about]), /dG9rZW4|learner-7|session=1/);
});

test("a launch that fails is noted with what failed", async () => {
  const server = new FakeLrs();
  server.tokensGiven = 1;
  const { environment, launch: begun } = await launch(server);
  assert.equal(begun.tracked, false);
  assert.deepEqual(environment.trace.calls().map(({ call, error }) => [call, error]), [["POST fetch", "failed"]]);
});
