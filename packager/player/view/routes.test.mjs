/* SPDX-License-Identifier: Apache-2.0 */

/* Each screen has an address, and every address leads somewhere. */
import assert from "node:assert/strict";
import test from "node:test";
import { scopeOf } from "../core/course.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { CERTIFICATE, COVER, DIAGNOSTICS, FINISH, GLOSSARY, moduleAddress, nextOf, pageAddress, previousOf, printAddress, readHash,
  searchAddress, termAddress } from "./routes.mjs";

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

test("a screen beside the course is read as it was written", () => {
  assert.deepEqual(readHash(course, GLOSSARY), { screen: "glossary", term: "" });
  assert.deepEqual(readHash(course, termAddress({ id: "black-tea" })), { screen: "glossary", term: "black-tea" });
  assert.deepEqual(readHash(course, CERTIFICATE), { screen: "certificate" });
  assert.deepEqual(readHash(course, printAddress()), { screen: "print" });
  assert.deepEqual(readHash(course, printAddress(course.modules[1])), { screen: "print", module: course.modules[1] });
  for (const query of ["", "tea", "low back/pain?", "a&b=c #1 + 50%", "café"]) {
    assert.deepEqual(readHash(course, searchAddress(query)), { screen: "search", query });
  }
});

test("a course without glossary or certificate has no such screens", () => {
  const packed = makePackage("web");
  delete packed.course.glossary;
  delete packed.course.certificate;
  const plain = scopeOf(packed, "");
  for (const hash of [GLOSSARY, `${GLOSSARY}/infusion`, CERTIFICATE]) {
    assert.deepEqual(readHash(plain, hash), { screen: "cover" });
  }
});

test("modules and pages that are called like a screen can be reached, and so can the screens", () => {
  const packed = makePackage("web");
  packed.modules[0].id = "search";
  packed.modules[1].id = "glossary";
  packed.modules[1].pages[0].id = "print";
  const named = scopeOf(packed, "");
  for (const place of named.pages) {
    assert.deepEqual(readHash(named, pageAddress(place)), { screen: "page", index: place.index });
  }
  for (const each of named.modules) {
    assert.deepEqual(readHash(named, moduleAddress(each)), { screen: "module", module: each });
    assert.deepEqual(readHash(named, printAddress(each)), { screen: "print", module: each });
  }
  assert.deepEqual(readHash(named, GLOSSARY), { screen: "glossary", term: "" });
  assert.deepEqual(readHash(named, searchAddress("tea")), { screen: "search", query: "tea" });
});

test("a name that objects have of themselves is no screen", () => {
  assert.deepEqual(readHash(course, "#/constructor"), { screen: "cover" });
});
