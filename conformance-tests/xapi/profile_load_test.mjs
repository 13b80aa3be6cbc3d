// SPDX-License-Identifier: Apache-2.0

// `ibest-lrs profile load`, `list` and `remove` from outside.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { attempt, makeFolder } from "./lrs.mjs";

const file = (name) => fileURLToPath(new URL(`../../profiles/${name}`, import.meta.url));
const own = file("xapi/ibest/profile.jsonld");
const { id, versions, templates } = JSON.parse(readFileSync(own, "utf8"));

const makeStore = async (t) => `sqlite:${path.join(await makeFolder(t), "lrs.db")}`;
const profile = (...argument) => attempt("profile", ...argument);
const listed = async (store) => JSON.parse((await profile("list", "--json", "--store", store)).stdout);

test("a profile is loaded, listed, replaced by another version and removed", async (t) => {
  const store = await makeStore(t);
  const loaded = await profile("load", own, "--store", store);
  assert.deepEqual([loaded.code, loaded.stderr], [0, ""]);
  assert.ok(loaded.stdout.endsWith(`${own}: loaded ${id}, version '${versions[0].id}'\n`), loaded.stdout);
  const [{ loaded: time, ...row }, ...others] = await listed(store);
  assert.deepEqual(row, { id, version: versions[0].id, templates: templates.length });
  assert.match(time, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(others, []);

  const next = path.join(await makeFolder(t), "next.jsonld");
  const version = { id: `${id}/v99`, generatedAtTime: "2099-01-01T00:00:00Z" };
  await writeFile(next, JSON.stringify({ ...JSON.parse(readFileSync(own, "utf8")), versions: [...versions, version] }));
  const replaced = await profile("load", next, "--store", store);
  assert.ok(replaced.stdout.endsWith(`loaded ${id}, version '${id}/v99' in the place of '${versions[0].id}'\n`), replaced.stdout);
  assert.deepEqual((await listed(store)).map((one) => one.version), [`${id}/v99`]);

  assert.equal((await profile("remove", id, "--store", store)).stdout, `removed ${id}\n`);
  assert.deepEqual(await listed(store), []);
  assert.equal((await profile("remove", id, "--store", store)).code, 3);
});

test("a profile with faults is loaded, and they are told", async (t) => {
  const store = await makeStore(t);
  const { code, stdout } = await profile("load", file("profile/invalid/rule-idle.jsonld"), "--store", store);
  assert.equal(code, 0);
  assert.match(stdout, /: error: .*\[rule-idle\]\n/);
  assert.equal((await listed(store)).length, 1);
});

test("what is no profile at all is refused with its place", async (t) => {
  const store = await makeStore(t);
  const broken = path.join(await makeFolder(t), "broken.jsonld");
  await writeFile(broken, '{\n"id": }');
  const { code, stderr } = await profile("load", broken, "--store", store);
  assert.equal(code, 2);
  assert.match(stderr, /broken\.jsonld:2:/);
  assert.deepEqual(await listed(store), []);
});
