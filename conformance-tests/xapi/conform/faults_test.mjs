// SPDX-License-Identifier: Apache-2.0

// Each rule can fail: it does so in front of a server that has a fault which the rule names, and none holds against a server
// that refuses everything or accepts everything.
import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../lrs.mjs";
import { conform, credentialFlags, notYet, versions } from "./conform.mjs";
import { closeAgent, startFaulty } from "./faulty_lrs.mjs";

const AT_A_TIME = 4;

async function listRules(version) {
  const run = await conform("--list", "--report", "json", "--version", version);
  assert.equal(run.code, 0, run.problems);
  return JSON.parse(run.output);
}

// The rules that a fault must break: Map(fault -> ids), each rule in the first of its versions that it holds in.
function jobsOf(rules, version, listed) {
  const jobs = new Map();
  for (const { id, faults, versions: held } of rules) {
    const isFirst = version === "1.0.3" || !held.includes("1.0.3");
    for (const fault of isFirst && !listed.has(id) ? faults.split(" ").filter(Boolean) : []) {
      jobs.set(fault, [...(jobs.get(fault) ?? []), id]);
    }
  }
  return [...jobs].map(([fault, ids]) => ({ fault, ids, version }));
}

// The ids that hold in spite of the fault.
async function survivors({ fault, ids, version }, { url, authorization }) {
  const faulty = await startFaulty(fault, url, authorization);
  try {
    const only = (ids ?? []).flatMap((id) => ["--only", id]);
    const flags = [...credentialFlags(authorization), "--version", version, "--report", "json", "--jobs", "4", ...only];
    const run = await conform(`${faulty.origin}/xapi`, ...flags);
    assert.ok(run.code === 0 || run.code === 1, `${fault}: ${run.problems}`);
    return JSON.parse(run.output).rules.filter((rule) => rule.held).map(({ id }) => `${id} holds under ${fault} in ${version}`);
  } finally {
    faulty.end();
  }
}

async function runAll(jobs, server) {
  const found = [];
  const queue = [...jobs];
  const work = async () => {
    while (queue.length > 0) {
      found.push(...(await survivors(queue.shift(), server)));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return found;
}

test("each rule fails where it is broken", async (t) => {
  t.after(closeAgent);
  const server = await start(t);
  const jobs = versions.flatMap((version) => ["refuses-everything", "accepts-everything"].map((fault) => ({ fault, version })));
  for (const version of versions) {
    const rules = await listRules(version);
    const without = rules.filter(({ faults }) => faults.trim() === "").map(({ id }) => id);
    assert.deepEqual(without, [], "rules that name no fault");
    jobs.push(...jobsOf(rules, version, await notYet(version)));
  }
  const held = await runAll(jobs, server);
  assert.deepEqual(held, [], "rules that hold against a server that breaks them");
});
