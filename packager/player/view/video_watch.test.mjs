/* SPDX-License-Identifier: Apache-2.0 */

/* What was played is counted once, told in the order of watching, and complete only when it really was. */
import assert from "node:assert/strict";
import test from "node:test";
import { VideoWatch } from "./video_watch.mjs";

function watched(length, ...stretches) {
  const watch = new VideoWatch(length, "session");
  stretches.forEach(([from, to]) => {
    watch.play(from);
    watch.stop(to);
  });
  return watch;
}

test("stretches are told in the order of watching, with at most three decimals", () => {
  assert.equal(watched(60, [10, 20.00049], [0, 5]).state().segments, "10[.]20[,]0[.]5");
});

test("what was played twice counts once", () => {
  assert.equal(watched(60, [0, 30], [15, 45]).progress(), 0.75);
});

test("skipping to the end is not watching", () => {
  const watch = watched(60, [0, 3], [57, 60]);
  assert.equal(watch.progress(), 0.1);
  assert.equal(watch.reaches(0.95), false);
});

test("the stretch that is being played counts too", () => {
  const watch = new VideoWatch(10, "session");
  watch.play(0);
  watch.move(9.6);
  assert.equal(watch.reaches(0.95), true);
});

test("completion is told once", () => {
  const watch = watched(10, [0, 10]);
  assert.deepEqual([watch.reaches(0.95), watch.reaches(0.95)], [true, false]);
});

test("much skipping about keeps the list short and the share right", () => {
  const stretches = Array.from({ length: 200 }, (_, index) => [index / 2, index / 2 + 0.5]);
  const watch = watched(100, ...stretches);
  assert.ok(watch.state().segments.split("[,]").length <= 51);
  assert.equal(watch.progress(), 1);
});

test("a part counts when half of it was played, in whatever order, and once", () => {
  assert.deepEqual(watched(10, [0, 2.6], [4.4, 5], [4, 4.4]).parts(5), [1, 0, 1, 0, 0]);
  assert.deepEqual(watched(10, [5, 6], [0, 3], [0, 3]).parts(5), [1, 1, 1, 0, 0]);
  assert.deepEqual(watched(10, [8, 9], [9, 10]).parts(5), [0, 0, 0, 0, 1]);
});

test("a part counts while it is being played", () => {
  const watch = new VideoWatch(10, "session");
  watch.play(0);
  watch.move(1);
  assert.deepEqual(watch.parts(5), [1, 0, 0, 0, 0]);
});

test("a video of unknown length is never complete", () => {
  assert.equal(watched(NaN, [0, 10]).progress(), 0);
  assert.deepEqual(watched(NaN, [0, 10]).parts(2), [0, 0]);
});
