/* SPDX-License-Identifier: Apache-2.0 */

/* The windows around a course are told as an LMS has nested and opened them, whatever can be seen of them. */
import assert from "node:assert/strict";
import test from "node:test";
import { windowsAround } from "./windows.mjs";

function makeWindow(address, properties = {}) {
  const window = { location: { href: address }, opener: null };
  return Object.assign(window, { parent: window, top: window }, properties);
}

const foreign = () => new Proxy({}, {
  get() {
    throw new Error("SecurityError");
  },
});

test("frames are told from the course outwards, without queries", () => {
  const top = makeWindow("https://lms.example/?user=learner-7");
  const frame = makeWindow("https://lms.example/course/index.html#/water", { parent: top, top });
  assert.deepEqual(windowsAround(frame),
    [["this window", "https://lms.example/course/index.html"], ["1 above this window", "https://lms.example/"]]);
});

test("the window that opened the course, or its top window, is told with those above it", () => {
  const portal = makeWindow("https://lms.example/portal");
  const list = makeWindow("https://lms.example/list", { parent: portal });
  assert.deepEqual(windowsAround(makeWindow("https://lms.example/a", { opener: list })).slice(1),
    [["opened this one", "https://lms.example/list"], ["1 above opened this one", "https://lms.example/portal"]]);
  const top = makeWindow("https://lms.example/top", { opener: portal });
  assert.deepEqual(windowsAround(makeWindow("https://lms.example/a", { parent: top, top })).at(-1),
    ["opened the top one", "https://lms.example/portal"]);
});

test("a window of another site is told as such, and stops nothing", () => {
  const window = makeWindow("https://content.example/a", { opener: foreign() });
  window.parent = foreign();
  assert.deepEqual(windowsAround(window).map(([, address]) => address), ["https://content.example/a",
    "of another site, which cannot be looked into", "of another site, which cannot be looked into"]);
});

test("windows without an end are told up to the tenth", () => {
  const ring = makeWindow("https://lms.example/1");
  ring.parent = makeWindow("https://lms.example/2", { parent: ring });
  assert.equal(windowsAround(ring).length, 10);
});
