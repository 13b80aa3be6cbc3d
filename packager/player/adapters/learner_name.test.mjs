/* SPDX-License-Identifier: Apache-2.0 */

/* A name stands on a certificate as people write it. */
import assert from "node:assert/strict";
import test from "node:test";
import { readableName } from "./learner_name.mjs";

for (const [given, readable] of [
  ["Learner, Synthetic", "Synthetic Learner"],
  ["van  Learner ,Synthetic Middle", "Synthetic Middle van Learner"],
  ["{lang=en-GB}Learner, Synthetic", "Synthetic Learner"],
  ["Synthetic Learner", "Synthetic Learner"],
  ["Learner, Synthetic, RN", "Learner, Synthetic, RN"],
  ["Learner,", "Learner,"],
  ["  ", ""],
  [undefined, ""],
  [7, ""],
]) {
  test(`'${given}' reads '${readable}'`, () => {
    assert.equal(readableName(given), readable);
  });
}
