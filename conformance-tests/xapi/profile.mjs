// SPDX-License-Identifier: Apache-2.0

// The iBeST profile, and whether statements keep to it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { program } from "./lrs.mjs";

const folder = new URL("../../profiles/xapi/ibest/", import.meta.url);

export const profileFile = fileURLToPath(new URL("profile.jsonld", folder));

// "valid/course-registered" -> the statement, with no id, so that it can be sent more than once.
export const example = (name) => ({ ...JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")), id: undefined });

// Each statement matches one template and keeps its rules; extensions are as the profile says. Which templates those are, with how many
// statements each: { "unit-launched": 3 }. Registrations are not looked at, as `statements` may be a part of them.
export function assertOneTemplateEach(statements) {
  const input = statements.map((one) => `${JSON.stringify(one)}\n`).join("");
  const { stdout, stderr } = spawnSync(program, ["profile", "match", profileFile, "-", "--json"], { encoding: "utf8", input });
  assert.notEqual(stdout, "", stderr);
  const { statements: held, templates, faults } = JSON.parse(stdout);
  assert.deepEqual(held, { success: statements.length, invalid: 0, unmatched: 0, wrong_extension: 0, unclaimed: 0 }, JSON.stringify(faults));
  const used = templates.filter(({ follows }) => follows > 0).map(({ id, follows }) => [id.split("/").at(-1), follows]);
  assert.equal(used.reduce((sum, [, follows]) => sum + follows, 0), statements.length, "one template each");
  return Object.fromEntries(used);
}
