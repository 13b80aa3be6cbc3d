// SPDX-License-Identifier: Apache-2.0

// A PostgreSQL server is lost under load and its standby takes over. Each test ends by counting: what was acknowledged is stored, nothing
// is doubled, and verify finds the projections that a new store makes of the statements.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, query, randomUUID, run, serve, statement } from "../xapi/lrs.mjs";
import { pause, startPair } from "./pair.mjs";
import { startRelay } from "./relay.mjs";

const WRITERS = 4;
const BATCH = 5;
const EACH = 15; // requests that each writer gets acknowledged before the server is lost, and after
const LIMIT_MS = 40000;
const timeout = 90000;
const bound = (response) => response.headers.get("x-experience-api-consistent-through");

const completed = (id, learner) =>
  statement({
    id,
    actor: { mbox: `mailto:learner${learner}@example.org` },
    verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
    object: { id: "https://example.org/course", definition: { type: "http://adlnet.gov/expapi/activities/course" } },
  });

// Posts batches, one after the other, until it is told to stop.
async function write(writer, calls, load) {
  for (let i = 0; !load.isStopped; i++) {
    const body = Array.from({ length: BATCH }, () => completed(randomUUID(), (i + writer) % 7));
    body.forEach(({ id }) => load.sent.add(id));
    const { status } = await calls[(i + writer) % calls.length]("POST", "/xapi/statements", { body });
    if (status === 200) {
      body.forEach(({ id }) => load.acknowledged.add(id));
      load.counts[writer]++;
    } else {
      assert.equal(status, 503);
      load.refused++;
    }
  }
}

// Reads from bound to bound, as who copies an LRS does, and notes what comes. The bound may stand still, and never falls.
async function follow(call, load) {
  const seen = [];
  let since = "1970-01-01T00:00:00.000000Z";
  for (let isLast = false; !isLast; await pause(20)) {
    isLast = load.isOver;
    const head = await call("GET", "/xapi/statements?limit=1");
    if (head.status !== 200) {
      isLast = false; // the database is away
      continue;
    }
    assert.ok(bound(head) >= since, `Consistent-Through fell from ${since} to ${bound(head)}`);
    const found = await readAll(call, { since, until: bound(head) });
    if (found !== null) {
      seen.push(...found);
      since = bound(head);
    } else {
      isLast = false;
    }
  }
  return seen;
}

// The ids of all that is found, in the order stored; null if the database went away.
async function readAll(call, parameters) {
  const ids = [];
  for (let target = `/xapi/statements?${query({ ascending: "true", limit: "200", ...parameters })}`; target; ) {
    const page = await call("GET", target);
    if (page.status !== 200) {
      return null;
    }
    ids.push(...page.json().statements.map(({ id }) => id));
    target = page.json().more;
  }
  return ids;
}

async function verify(store) {
  const report = JSON.parse((await run("verify", "--json", "--store", store)).stdout);
  assert.equal(report.findings, 0, JSON.stringify(report));
}

async function until(condition, what) {
  for (const end = Date.now() + LIMIT_MS; !condition(); await pause(20)) {
    assert.ok(Date.now() < end, `${what} within ${LIMIT_MS} ms`);
  }
}

// Waits until each writer has `count` more requests acknowledged than it had; fails with whoever has failed meanwhile.
function goOn(load, count) {
  const before = [...load.counts];
  const isThere = () => load.counts.every((each, writer) => each >= before[writer] + count);
  return until(() => load.problem !== undefined || isThere(), `each writer has ${count} requests acknowledged`);
}

test("what two processes acknowledge while the standby takes over is stored, once", { timeout }, async (t) => {
  const pair = await startPair(t);
  const store = pair.url(pair.primary.port, pair.standby.port);
  const servers = [await serve(t, store), await serve(t, store)];
  const authorization = await makeCredential(store, "all");
  const calls = servers.map(({ url }) => client(url, authorization));
  const load = { isStopped: false, isOver: false, sent: new Set(), acknowledged: new Set(), counts: Array(WRITERS).fill(0), refused: 0 };
  const writing = load.counts.map((_, writer) => write(writer, calls, load));
  const following = calls.map((call) => follow(call, load));
  const all = Promise.all([...writing, ...following]);
  all.catch((problem) => (load.problem = problem));

  await goOn(load, EACH);
  await pair.primary.lose();
  await pair.promote();
  await goOn(load, EACH);
  load.isStopped = true;
  await Promise.race([Promise.all(writing), all]);
  load.isOver = true;
  await all;

  const stored = await readAll(calls[0], {});
  const once = new Set(stored);
  assert.equal(stored.length, once.size, "a statement is there twice");
  assert.deepEqual([...load.acknowledged].filter((id) => !once.has(id)), [], "lost");
  assert.deepEqual(stored.filter((id) => !load.sent.has(id)), [], "sent by nobody");
  for (const seen of await Promise.all(following)) {
    assert.deepEqual(seen, stored, "who reads from bound to bound misses nothing");
  }
  await Promise.all(servers.map(({ end }) => end()));
  await verify(store);
  t.diagnostic(`${load.acknowledged.size} acknowledged, ${stored.length} stored, ${load.refused} requests refused with 503`);
});

const STATE = `/xapi/activities/state?${query({ activityId: "https://example.org/course", agent: { mbox: "mailto:a@example.org" }, stateId: "once" })}`;

test("a write whose COMMIT was answered to nobody is not done again", { timeout }, async (t) => {
  const pair = await startPair(t);
  const relay = await startRelay(t, pair.primary.port);
  await relay.open();
  const store = pair.url(relay.port, pair.standby.port);
  const server = await serve(t, store);
  const call = client(server.url, await makeCredential(store, "all"));
  assert.equal((await call("POST", "/xapi/statements", { body: completed(randomUUID(), 1) })).status, 200);

  const lost = relay.loseNextAnswer();
  // Done twice, it would fail: there may be none before it.
  const answer = call("PUT", STATE, { body: { page: 3 }, headers: { "If-None-Match": "*" } });
  await lost;
  await pair.primary.lose();
  relay.close();
  await pair.promote();
  assert.equal((await answer).status, 204);
  assert.deepEqual((await call("GET", STATE)).json(), { page: 3 });
  await server.end();
  await verify(pair.standby.url());
});

test("a write whose COMMIT has not arrived is done again, whatever others have written since", { timeout }, async (t) => {
  const pair = await startPair(t);
  const relay = await startRelay(t, pair.primary.port);
  await relay.open();
  const gate = await startRelay(t, pair.standby.port);
  const near = await serve(t, pair.url(pair.primary.port, pair.standby.port));
  const far = await serve(t, pair.url(relay.port, gate.port));
  const authorization = await makeCredential(pair.primary.url(), "all");
  const [callNear, callFar] = [near, far].map(({ url }) => client(url, authorization));
  const ids = Array.from({ length: 6 }, () => randomUUID());
  assert.equal((await callFar("POST", "/xapi/statements", { body: completed(ids[0], 1) })).status, 200);

  const lost = relay.loseNextCommit();
  const answer = callFar("POST", "/xapi/statements", { body: completed(ids[1], 2) });
  await lost;
  await pair.primary.lose();
  relay.close();
  await pair.promote();
  // The new primary numbers these transactions as the old one did that one.
  for (const id of ids.slice(2)) {
    assert.equal((await callNear("POST", "/xapi/statements", { body: completed(id, 3) })).status, 200);
  }
  await gate.open();
  assert.equal((await answer).status, 200);
  assert.deepEqual((await readAll(callNear, {})).sort(), ids.sort());
  await Promise.all([near.end(), far.end()]);
  await verify(pair.standby.url());
});
