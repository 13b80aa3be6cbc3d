/* SPDX-License-Identifier: Apache-2.0 */

/* The way to the server is tried within a time limit, in old browsers too. */
import assert from "node:assert/strict";
import test from "node:test";
import { elapse, fakeEnvironment } from "../fixtures/environment.mjs";
import { createEnvironment } from "./environment.mjs";

/* A browser's window as far as createEnvironment() looks at it, and the fake environment whose time it keeps. */
function windowWith(changes) {
  const time = fakeEnvironment();
  const href = "https://lms.example/course/index.html#/water";
  return { time, window: { location: { href, origin: "https://lms.example" }, navigator: { onLine: true }, AbortController,
    performance: { now: time.elapsed }, setTimeout: time.setTimeout, clearTimeout: time.clearTimeout, fetch: async () => new Response(""), ...changes } };
}

const never = () => new Promise(() => {});
const torn = async () => {
  throw new TypeError("Failed to fetch");
};

/* What the browser has, and whether the server then counts as reached. */
const cases = {
  "any answer": [{ fetch: async () => new Response("", { status: 405 }) }, true],
  "no connection": [{ fetch: torn }, false],
  "a request that is never answered": [{ fetch: never }, false],
  "a request that is never answered, in a browser that cannot break it off":
    [{ fetch: never, AbortController: undefined }, false],
  "an answer in a browser that cannot break off requests": [{ AbortController: undefined }, true],
  "a course opened from a disk": [{ fetch: torn, location: { href: "file:///index.html", origin: "null" } }, true],
};

for (const [name, [changes, expected]] of Object.entries(cases)) {
  test(`${name}: the server is ${expected ? "reached" : "not reached"}, in 10 seconds at most`, async () => {
    const { time, window } = windowWith(changes);
    let reached;
    createEnvironment(window).isOnline().then((answer) => {
      reached = answer;
    });
    await elapse(time, 10000);
    assert.equal(reached, expected);
  });
}

test("the way that is tried is the launch page's, past every cache, and one not answered is broken off", async () => {
  const asked = [];
  const { time, window } = windowWith({ fetch: (address, options) => {
    asked.push([address, options]);
    return never();
  } });
  createEnvironment(window).isOnline();
  await elapse(time, 10000);
  const [[address, { method, cache, signal }]] = asked;
  assert.deepEqual([address, method, cache], ["https://lms.example/course/index.html", "HEAD", "no-store"]);
  assert.equal(signal.aborted, true);
});

test("the answer of the server tells how far the clock is off, and its way is noted for the help desk", async () => {
  const date = new Date(Date.now() - 90000).toUTCString();
  const { time, window } = windowWith({ fetch: async () => new Response("", { status: 405, headers: { Date: date } }) });
  const environment = createEnvironment(window);
  assert.equal(environment.clockAhead(), null);
  await Promise.all([environment.isOnline(), elapse(time, 0)]);
  assert.ok(Math.abs(environment.clockAhead() - 90000) < 3000, String(environment.clockAhead()));
  assert.deepEqual(environment.trace.calls().map(({ call, result }) => [call, result]), [["HEAD", "HTTP 405"]]);
});

test("a server that does not answer leaves what is known of the clock", async () => {
  const { time, window } = windowWith({ fetch: torn });
  const environment = createEnvironment(window);
  await Promise.all([environment.isOnline(), elapse(time, 0)]);
  assert.equal(environment.clockAhead(), null);
  assert.deepEqual(environment.trace.calls().map(({ error, text }) => [error, text]), [["0", "no answer"]]);
});
