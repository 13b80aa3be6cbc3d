// SPDX-License-Identifier: Apache-2.0

// The ids of requirements that our messages name are those of @cmi5/requirements, which others know them by.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const requirements = createRequire(import.meta.url)("@cmi5/requirements");
const folders = ["./", "../launch/", "../resources/"].map((name) => new URL(name, import.meta.url));

function* namedIds(folder) {
  for (const name of readdirSync(folder).filter((one) => /(?<!_test)\.c$/.test(one))) {
    const source = readFileSync(new URL(name, folder), "utf8");
    for (const [, id] of source.matchAll(/["( ](\d+(?:\.\d+){3}-\d+)[")]/g)) {
      yield { name, id };
    }
  }
}

test("each id in a message is a requirement's", () => {
  const named = folders.flatMap((folder) => [...namedIds(folder)]);
  assert.ok(named.length > 40, `only ${named.length} ids found`);
  for (const { name, id } of named) {
    assert.ok(Object.keys(requirements).includes(id), `${name}: ${id} is no requirement of cmi5`);
  }
});
