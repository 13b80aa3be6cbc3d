/* SPDX-License-Identifier: Apache-2.0 */

/* Each screen has an address, and every address leads somewhere. */
import assert from "node:assert/strict";
import test from "node:test";
import { scopeOf } from "../core/course.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { COVER, DIAGNOSTICS, FINISH, moduleAddress, nextOf, pageAddress, previousOf, readHash } from "./routes.mjs";

const course = scopeOf(makePackage("web"), "");
const module = scopeOf(makePackage("cmi5"), "pot");

test("an address is read as it was written", () => {
  for (const place of course.pages) {
    assert.deepEqual(readHash(course, pageAddress(place)), { screen: "page", index: place.index });
  }
  assert.deepEqual(readHash(course, moduleAddress(course.modules[1])), { screen: "module", module: course.modules[1] });
  assert.deepEqual(readHash(course, FINISH), { screen: "finish" });
  assert.deepEqual(readHash(course, DIAGNOSTICS), { screen: "diagnostics" });
  assert.deepEqual(readHash(course, ""), { screen: "cover" });
});

test("a page or module that is not there is the cover, an anchor is no screen", () => {
  for (const hash of [COVER, "#/nowhere", "#/water/nowhere", "#/water/nowhere/deep"]) {
    assert.notEqual(readHash(course, hash).screen, "page", hash);
  }
  assert.deepEqual(readHash(course, "#/nowhere"), { screen: "cover" });
  assert.equal(readHash(course, "#main"), null);
});

test("next goes through every page and the next module's contents to the finish", () => {
  assert.deepEqual(course.pages.map(({ index }) => nextOf(course, index).href),
    ["#/water/boiling", "#/water/check", "#/pot", "#/pot/wait", FINISH]);
});

test("previous of a module's first page is its contents", () => {
  assert.equal(previousOf(course, 3).href, "#/pot");
  assert.equal(previousOf(course, 4).href, "#/pot/warm");
  assert.equal(previousOf(module, 0).href, COVER);
});

test("a package of one module has its pages on the cover", () => {
  assert.deepEqual(readHash(module, "#/pot"), { screen: "cover" });
});
