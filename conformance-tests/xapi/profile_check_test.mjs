// SPDX-License-Identifier: Apache-2.0

// `ibest-lrs profile check` from outside: what it prints, in which order, and how it ends.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { attempt, makeFolder } from "./lrs.mjs";

const examples = new URL("../../profiles/profile/", import.meta.url).pathname;
const own = new URL("../../profiles/xapi/ibest/profile.jsonld", import.meta.url).pathname;
const check = (...argument) => attempt("profile", "check", ...argument);

// A copy of the smallest valid profile, changed by `change`.
async function changed(t, change) {
  const profile = JSON.parse(readFileSync(path.join(examples, "valid/head-alone.jsonld"), "utf8"));
  change(profile);
  const file = path.join(await makeFolder(t), "changed.jsonld");
  await writeFile(file, JSON.stringify(profile, null, 2));
  return file;
}

test("a valid profile ends with 0, and what it has is counted", async () => {
  const { code, stdout, stderr } = await check(own);
  assert.equal(code, 0, stdout);
  assert.equal(stderr, "");
  const { concepts, templates, patterns } = JSON.parse(readFileSync(own, "utf8"));
  const rules = templates.flatMap((template) => template.rules ?? []).length;
  const primary = patterns.filter((pattern) => pattern.primary).length;
  assert.equal(stdout, `${own}: ${concepts.length} concepts, ${templates.length} templates with ${rules} rules, ` +
    `${patterns.length} patterns (${primary} primary): 0 errors and 0 warnings\n`);
});

test("a fault is told with file, line, place, why and what to do, and an error ends with 1", async () => {
  const file = path.join(examples, "invalid/rule-idle.jsonld");
  const { code, stdout, stderr } = await check(file);
  assert.equal(code, 1);
  const line = readFileSync(file, "utf8").split("\n").findIndex((text) => text.includes('"rules"')) + 2;
  const [first, ...rest] = stdout.split("\n");
  assert.equal(first.slice(0, first.indexOf(": the rule")), `${file}:${line}: error: /templates/0/rules/0`);
  assert.match(first, /\[rule-idle\]$/);
  assert.match(rest.join("\n"), /^ {4}A rule has .*\.\n {4}Why: .*\.\n {4}Do: {2}.*\.\n {4}See: 8\.1\n/);
  assert.equal(stderr, "ibest-lrs profile: 1 error in 1 of 1 files\n");
});

test("warnings alone end with 0", async () => {
  const { code, stdout } = await check(path.join(examples, "invalid/path-root.jsonld"));
  assert.equal(code, 0);
  assert.match(stdout, /: warning: \/templates\/0\/rules\/0\/location: .* \[path-root\]\n/);
  assert.match(stdout, /: 0 errors and 1 warning\n$/);
});

test("a fault that comes again and again is printed 20 times, explained once, and counted", async (t) => {
  const file = await changed(t, (profile) => { profile.concepts = Array(50).fill(1); });
  const { code, stdout } = await check(file);
  assert.equal(code, 1);
  assert.equal(stdout.match(/\[value-kind\]$/gm).length, 20);
  assert.equal(stdout.match(/^ {4}Why: /gm).length, 1);
  assert.match(stdout, /: and 30 more\n.*: 50 errors and 0 warnings\n$/);
});

test("of several files each is checked, and all are judged together", async () => {
  const files = ["time", "version-id", "rule-idle"].map((name) => path.join(examples, `invalid/${name}.jsonld`));
  const { code, stdout, stderr } = await check(...files, own);
  assert.equal(code, 1);
  for (const file of [...files, own]) assert.ok(stdout.includes(`${file}: `), file);
  assert.equal(stderr, "ibest-lrs profile: 1 error in 1 of 4 files\n");
});

test("what is no profile is an error with its line, and the next file is still checked", async (t) => {
  const folder = await makeFolder(t);
  const broken = path.join(folder, "broken.jsonld");
  await writeFile(broken, '{\n"id": \n}');
  const { code, stdout } = await check(broken, own);
  assert.equal(code, 1);
  assert.ok(stdout.startsWith(`${broken}:3:1: `), stdout);
  assert.ok(stdout.includes(`${own}: `));
  const { stdout: json } = await check(broken, "--json");
  assert.equal(JSON.parse(json).profiles[0].failure, stdout.split("\n")[0]);
});

test("a file that cannot be read ends with 3, and the others are checked", async (t) => {
  const absent = path.join(await makeFolder(t), "absent.jsonld");
  for (const unreadable of [absent, path.dirname(absent)]) {
    const { code, stdout, stderr } = await check(unreadable, own);
    assert.equal(code, 3, unreadable);
    assert.ok(stderr.includes(unreadable), stderr);
    assert.match(stderr, /1 of 2 files could not be read\n$/);
    assert.ok(stdout.includes(`${own}: `));
  }
});

test("a wrong command line ends with 2 and says what is missing", async () => {
  for (const line of [["profile"], ["profile", "check"], ["profile", "chek", own], ["profile", "check", own, "--jsn"]]) {
    const { code, stderr } = await attempt(...line);
    assert.equal(code, 2, line.join(" "));
    assert.match(stderr, /--help/);
  }
});

test("as JSON there is all of it, with the counts of each kind of concept", async () => {
  const file = path.join(examples, "invalid/path-root.jsonld");
  const { stdout } = await check(file, own, "--json");
  const { good, counts, profiles } = JSON.parse(stdout);
  assert.deepEqual([good, counts], [true, { error: 0, warning: 1 }]);
  const [finding] = profiles[0].findings;
  assert.deepEqual(Object.keys(finding), ["fault", "severity", "line", "place", "message", "title", "why", "remedy", "clause"]);
  assert.deepEqual([finding.fault, finding.severity, finding.clause], ["path-root", "warning", "8.1"]);
  const { id, concepts } = JSON.parse(readFileSync(own, "utf8"));
  assert.equal(profiles[1].id, id);
  for (const [kind, count] of Object.entries(profiles[1].concepts)) {
    assert.equal(count, concepts.filter(({ type }) => type === kind).length, kind);
  }
  assert.deepEqual([profiles[1].findings, profiles[1].more], [[], 0]);
});

test("every example is checked, and ends as its faults say", async () => {
  for (const folder of ["valid", "invalid"]) {
    for (const name of readdirSync(path.join(examples, folder))) {
      const { code, stdout } = await check(path.join(examples, folder, name), "--json");
      const { good, counts } = JSON.parse(stdout);
      assert.equal(code, counts.error > 0 ? 1 : 0, name);
      assert.equal(good, code === 0, name);
      assert.equal(counts.error + counts.warning, folder === "valid" ? 0 : 1, name);
    }
  }
});
