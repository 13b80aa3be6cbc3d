/* SPDX-License-Identifier: Apache-2.0 */

/* Texts can be told apart by what is shown of them, and nothing personal or secret is shown. */
import assert from "node:assert/strict";
import test from "node:test";
import { digest, mask, plainAddress, withoutQueries } from "./discreet.mjs";

test("a digest tells texts apart and shows none of them", () => {
  assert.equal(digest(""), "empty");
  assert.match(digest("secret"), /^6 characters, check [0-9a-f]{8}$/);
  assert.notEqual(digest("secret"), digest("secreT"));
});

test("a masked name shows two letters of a long one, and nothing of a short one", () => {
  assert.equal(mask("AB123456"), "AB… (8 characters)");
  assert.equal(mask("AB1234"), "… (6 characters)");
});

for (const [address, expected] of [
  ["https://lms.example/course/index.html?auth=secret#/water", "https://lms.example/course/index.html"],
  ["https://name:word@lms.example/x", "https://lms.example/x"],
  ["https://lms.example/play;jsessionid=secret", "https://lms.example/play"],
  ["file:///home/learner-7/course/index.html", "index.html on this computer"],
  ["no address", "none"],
]) {
  test(`of ${address} the place is shown alone`, () => assert.equal(plainAddress(address), expected));
}

test("queries of addresses in a text are left out, and the rest stays", () => {
  assert.equal(withoutQueries("GET https://lms.example/fetch?session=1 failed: why?"), "GET https://lms.example/fetch?… failed: why?");
});
