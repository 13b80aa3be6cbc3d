/* SPDX-License-Identifier: Apache-2.0 */

/* Statements arrive once and in order, whatever the network and the LRS do. */
import assert from "node:assert/strict";
import test from "node:test";
import { elapse, fakeEnvironment } from "../fixtures/environment.mjs";
import { ENDPOINT, FakeLrs, networkDown, respond } from "../fixtures/fake_lrs.mjs";
import { basicAuthorization, createLrs } from "./lrs.mjs";
import { createQueue } from "./queue.mjs";

const KEY = "ibest-statements";

/* `patience` is the time by which requests are given up, apart from the queue's own timers. */
function startQueue(server, environment = fakeEnvironment(), options = {}, patience = fakeEnvironment()) {
  const lrs = createLrs({ ...patience, endpoint: ENDPOINT, authorization: "Basic a2V5", fetch: server.fetch });
  return createQueue({ ...environment, lrs, key: KEY, ...options });
}

function statements(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ id: `id-${from + index}` }));
}

const ids = (server) => server.statements.map(({ id }) => id);
const expected = (from, to) => statements(from, to).map(({ id }) => id);

test("what is added is sent in order and in batches", async () => {
  const server = new FakeLrs();
  const queue = startQueue(server);
  queue.add(statements(1, 60));
  await queue.flush();
  assert.deepEqual(ids(server), expected(1, 60));
  assert.deepEqual(server.posts().map(({ body }) => body.length), [25, 25, 10]);
  assert.equal(queue.isEmpty(), true);
});

test("no cookies go along, and the version and the credential do", async () => {
  const server = new FakeLrs();
  const queue = startQueue(server);
  queue.add(statements(1, 1));
  await queue.flush();
  const [{ options }] = server.posts();
  assert.equal(options.credentials, "omit");
  assert.equal(options.headers["X-Experience-API-Version"], "1.0.3");
  assert.equal(options.headers.Authorization, "Basic a2V5");
  assert.equal(basicAuthorization("clé", "secret"), `Basic ${Buffer.from("clé:secret").toString("base64")}`);
});

test("an answer that got lost doubles nothing: the same ids come again", async () => {
  const server = new FakeLrs();
  const environment = fakeEnvironment();
  const queue = startQueue(server, environment);
  server.answers.push((request) => {
    server.post(request);
    return networkDown();
  });
  queue.add(statements(1, 3));
  await queue.flush();
  assert.equal(queue.isEmpty(), false);
  assert.match(queue.why(), /no connection/);
  await environment.timers[0].react();
  assert.equal(server.posts().length, 2);
  assert.deepEqual(ids(server), expected(1, 3));
  assert.equal(queue.isEmpty(), true);
});

test("a request that is never answered is given up, and its statements are sent again", async () => {
  const server = new FakeLrs();
  const [environment, patience] = [fakeEnvironment(), fakeEnvironment({ AbortController })];
  const queue = startQueue(server, environment, {}, patience);
  server.answers.push(() => new Promise(() => {}));
  queue.add(statements(1, 2));
  const flushed = queue.flush();
  await elapse(patience, 20000);
  await flushed;
  assert.match(queue.why(), /no connection/);
  assert.equal(server.posts()[0].options.signal.aborted, true);
  await elapse(environment, 5000);
  assert.deepEqual(ids(server), expected(1, 2));
});

test("retries pause longer each time, and patience is kept with 429 and 503", async () => {
  const server = new FakeLrs();
  const environment = fakeEnvironment();
  const queue = startQueue(server, environment);
  server.answers.push(networkDown, () => respond(503), () => respond(429));
  queue.add(statements(1, 1));
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await queue.flush();
  }
  assert.deepEqual(environment.timers.map(({ ms }) => ms), [5000, 10000, 20000]);
  await queue.flush();
  assert.equal(queue.isEmpty(), true);
});

test("one statement that the LRS refuses is dropped alone", async () => {
  const server = new FakeLrs();
  const bad = (request) => (request.body.some(({ id }) => id === "id-7") ? respond(400) : undefined);
  server.answers.push(...Array.from({ length: 40 }, () => bad));
  const queue = startQueue(server);
  queue.add(statements(1, 30));
  await queue.flush();
  assert.deepEqual(ids(server), expected(1, 30).filter((id) => id !== "id-7"));
  assert.equal(queue.isEmpty(), true);
});

test("a refused credential stops the sending and keeps the statements for a better one", async () => {
  const server = new FakeLrs();
  const environment = fakeEnvironment();
  const queue = startQueue(server, environment);
  server.answers.push(() => respond(401));
  queue.add(statements(1, 2));
  await queue.flush();
  await queue.flush();
  await queue.flushLast();
  assert.equal(server.posts().length, 1);
  const next = startQueue(server, environment);
  await next.flush();
  assert.deepEqual(ids(server), expected(1, 2));
});

test("what a session could not send goes first in the next one", async () => {
  const environment = fakeEnvironment();
  const offline = new FakeLrs();
  offline.answers.push(networkDown);
  const first = startQueue(offline, environment);
  first.add(statements(1, 2));
  await first.flush();
  const server = new FakeLrs();
  const second = startQueue(server, environment);
  second.add(statements(3, 3));
  await second.flush();
  assert.deepEqual(ids(server), expected(1, 3));
  assert.equal(environment.storage.getItem(KEY), null);
});

test("the last request outlives the page, repeats what is under way, and nothing comes twice", async () => {
  const server = new FakeLrs();
  const queue = startQueue(server);
  queue.add(statements(1, 2));
  const flushed = queue.flush();
  queue.add(statements(3, 4));
  await queue.flushLast();
  await flushed;
  assert.deepEqual(server.posts().slice(0, 2).map(({ body }) => body.map(({ id }) => id)), [expected(1, 2), expected(1, 4)]);
  assert.equal(server.posts()[1].options.keepalive, true);
  assert.deepEqual(ids(server), expected(1, 4));
});

test("an end of a session that overtakes what is under way is stored behind it", async () => {
  const server = new FakeLrs();
  const queue = startQueue(server);
  let arrive;
  server.answers.push((request) => new Promise((resolve) => {
    arrive = () => resolve(server.post(request));
  }));
  queue.add(statements(1, 2));
  const flushed = queue.flush();
  queue.add(statements(3, 3));
  await queue.flushLast();
  arrive();
  await flushed;
  assert.deepEqual(ids(server), expected(1, 3));
});

test("what is under way is not repeated where both requests would be more than may outlive a page", async () => {
  for (const [padding, repeated] of [[29000, []], [14000, expected(1, 1)]]) {
    const server = new FakeLrs();
    const queue = startQueue(server);
    queue.add(statements(1, 1).map((statement) => ({ ...statement, padding: "x".repeat(padding) })));
    const flushed = queue.flush();
    queue.add(statements(2, 2).map((statement) => ({ ...statement, padding: "x".repeat(padding) })));
    await queue.flushLast();
    await flushed;
    const posts = server.posts();
    assert.deepEqual(posts[1].body.map(({ id }) => id), [...repeated, "id-2"]);
    assert.ok(posts[0].options.body.length + posts[1].options.body.length < 65536);
  }
});

test("the last request stays under what browsers let outlive a page", async () => {
  const server = new FakeLrs();
  const queue = startQueue(server);
  queue.add(statements(1, 20).map((statement) => ({ ...statement, padding: "x".repeat(10000) })));
  await queue.flushLast();
  assert.ok(server.posts()[0].options.body.length < 65536);
  assert.equal(queue.isEmpty(), false);
});

test("an LRS that never answers cannot fill the browser: the oldest go", async () => {
  const environment = fakeEnvironment();
  const queue = startQueue(new FakeLrs(), environment);
  queue.add(statements(1, 520));
  const kept = JSON.parse(environment.storage.getItem(KEY));
  assert.equal(kept.length, 500);
  assert.equal(kept[0].id, "id-21");
});

test("a browser that allows no storage, or holds rubbish in it, still sends", async () => {
  for (const storage of [null, { getItem: () => "{", setItem: networkDown, removeItem: networkDown }]) {
    const server = new FakeLrs();
    const queue = startQueue(server, fakeEnvironment({ storage }));
    queue.add(statements(1, 1));
    await queue.flush();
    assert.deepEqual(ids(server), ["id-1"]);
  }
});

test("requests are noted for the help desk by their verbs, without bodies, queries and the credential", async () => {
  const server = new FakeLrs();
  const patience = fakeEnvironment();
  const queue = startQueue(server, fakeEnvironment(), {}, patience);
  queue.add([{ id: "id-1", verb: { id: "http://adlnet.gov/expapi/verbs/answered" }, result: { response: "Gravel" } }]);
  assert.equal(queue.count(), 1);
  server.answers.push(() => respond(503));
  await queue.flush();
  server.answers.push(networkDown);
  await queue.flush();
  await queue.flush();
  assert.equal(queue.count(), 0);
  assert.deepEqual(patience.trace.calls().map(({ call, argument, result, error }) => [call, argument, result, error]), [
    ["POST statements", "1: answered", "", "HTTP 503"], ["POST statements", "1: answered", "", "0"], ["POST statements", "1: answered", "HTTP 200", ""]]);
  assert.doesNotMatch(JSON.stringify(patience.trace.calls()), /Gravel|a2V5/);
});
