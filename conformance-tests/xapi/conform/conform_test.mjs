// SPDX-License-Identifier: Apache-2.0

// ibest-lrs keeps every rule but those of not_yet.txt, and that list is true.
import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../lrs.mjs";
import { conform, credentialFlags, notYet } from "./conform.mjs";

const version = process.env.XAPI_VERSION ?? "1.0.3";

function describe({ id, clause, finding }) {
  return `${id}: ${clause}\n  sent ${finding.sent}\n  came ${finding.came}\n  expected ${finding.expected}\n  differs ${finding.differs}\n`;
}

test(`ibest-lrs keeps the rules of xAPI ${version}`, async (t) => {
  const { url, authorization } = await start(t);
  const listed = await notYet(version);
  const run = await conform(`${url}/xapi`, ...credentialFlags(authorization), "--version", version, "--report", "json", "--jobs", "8");
  assert.ok(run.code === 0 || run.code === 1, run.problems);
  const { rules } = JSON.parse(run.output);
  assert.ok(rules.length > 0);
  const broken = rules.filter((rule) => !rule.held && !listed.has(rule.id));
  assert.equal(broken.length, 0, `rules that do not hold:\n${broken.map(describe).join("\n")}`);
  const kept = rules.filter((rule) => rule.held && listed.has(rule.id)).map(({ id }) => id);
  assert.deepEqual(kept, [], "these rules hold now: take them off not_yet.txt");
});
