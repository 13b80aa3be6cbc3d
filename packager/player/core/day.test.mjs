/* SPDX-License-Identifier: Apache-2.0 */

/* A day is the learner's own, the same wherever it is read, and never one that cannot be. */
import assert from "node:assert/strict";
import test from "node:test";
import { dayOf, dayText, isDay } from "./day.mjs";

test("a day is that of the learner's calendar, from its first minute to its last", () => {
  const first = dayOf(new Date(2026, 0, 5, 0, 0, 0).getTime());
  assert.equal(dayOf(new Date(2026, 0, 5, 23, 59, 59).getTime()), first);
  assert.equal(dayOf(new Date(2026, 0, 6, 0, 0, 0).getTime()), first + 1);
  assert.equal(dayText(first, "en-GB"), "5 January 2026");
});

test("a day is written in the language of the course", () => {
  assert.equal(dayText(dayOf(new Date(2026, 2, 1, 12).getTime()), "cy"), "1 Mawrth 2026");
});

test("a clock that was never set, or says what three characters cannot hold, gives no day", () => {
  assert.equal(dayOf(new Date(1970, 0, 1, 0).getTime()), null);
  assert.equal(dayOf(new Date(2098, 0, 1).getTime()), null);
  assert.equal(isDay(36 ** 3 - 1), true);
  assert.equal(isDay(NaN), false);
});
