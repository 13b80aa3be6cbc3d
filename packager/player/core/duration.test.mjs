/* SPDX-License-Identifier: Apache-2.0 */

/* Times are written so that the pickiest LMS reads them right. */
import assert from "node:assert/strict";
import test from "node:test";
import { aiccTimespan, createClock, isoDuration, scormTime, scormTimespan } from "./duration.mjs";

for (const [seconds, text] of [[0, "0000:00:00.00"], [0.5, "0000:00:00.50"], [59.999, "0000:01:00.00"], [65.25, "0000:01:05.25"],
  [36000, "0010:00:00.00"], [-3, "0000:00:00.00"], [1e9, "9999:59:59.99"]]) {
  test(`${seconds} s is the CMITimespan ${text}`, () => assert.equal(scormTimespan(seconds), text));
}

for (const [seconds, text] of [[0, "00:00:00"], [59.999, "00:00:59"], [65.25, "00:01:05"], [360000, "100:00:00"], [-3, "00:00:00"],
  [1e9, "9999:59:59"]]) {
  test(`${seconds} s is AICC's time ${text}`, () => assert.equal(aiccTimespan(seconds), text));
}

for (const [seconds, text] of [[0, "PT0S"], [3.456, "PT3.46S"], [60, "PT1M0S"], [3723.4, "PT1H2M3.4S"], [-1, "PT0S"]]) {
  test(`${seconds} s is the duration ${text}`, () => assert.equal(isoDuration(seconds), text));
}

test("a time of day has two digits each", () => {
  assert.equal(scormTime(new Date(2026, 0, 5, 9, 3, 7)), "09:03:07");
});

test("the clock leaves out what lies between pause and resume", () => {
  let now = 1000;
  const clock = createClock(() => now);
  now += 5000;
  clock.pause();
  now += 60000;
  clock.pause();
  clock.resume();
  clock.resume();
  now += 2000;
  assert.equal(clock.seconds(), 7);
});
