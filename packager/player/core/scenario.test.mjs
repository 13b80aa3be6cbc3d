/* SPDX-License-Identifier: Apache-2.0 */

/* A walk goes where its choices lead, back again, and never in circles. */
import assert from "node:assert/strict";
import test from "node:test";
import { makeKindsPackage } from "../fixtures/kinds.mjs";
import { choose, isAtEnd, lastStep, stepsOf } from "./scenario.mjs";

const { scenario } = makeKindsPackage("web").modules[0].pages.find(({ kind }) => kind === "scenario");
const ids = (path) => stepsOf(scenario, path).map(({ id }) => id);

test("a walk begins at the start and follows its choices to an end", () => {
  assert.deepEqual(ids([]), ["door"]);
  const path = choose(scenario, choose(scenario, [], "a"), "a");
  assert.deepEqual(ids(path), ["door", "taste", "happy"]);
  assert.deepEqual([isAtEnd(scenario, ["a"]), isAtEnd(scenario, path)], [false, true]);
  assert.equal(lastStep(scenario, path).id, "happy");
});

test("a choice that leads back to a step of the walk cuts the walk there", () => {
  assert.deepEqual(choose(scenario, ["b"], "a"), []);
});
