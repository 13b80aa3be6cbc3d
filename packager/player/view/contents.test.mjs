/* SPDX-License-Identifier: Apache-2.0 */
import assert from "node:assert/strict";
import test from "node:test";
import { minutes } from "./contents.mjs";

test("a length is told in minutes, and in hours and minutes from an hour and a half on", () => {
  const told = { 1: "1 minute", 30: "30 minutes", 89: "89 minutes", 90: "1 hour 30 minutes", 120: "2 hours", 181: "3 hours 1 minute" };
  for (const [count, words] of Object.entries(told)) {
    assert.equal(minutes(Number(count)), words);
  }
});
