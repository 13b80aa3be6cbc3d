// SPDX-License-Identifier: Apache-2.0

// `ibest-lrs profile match` from outside: what it says of statements that keep to a profile and of such that do not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { attempt, makeFolder } from "./lrs.mjs";

const file = (name) => fileURLToPath(new URL(`../../profiles/xapi/ibest/${name}`, import.meta.url));
const own = file("profile.jsonld");
const templates = JSON.parse(readFileSync(own, "utf8")).templates.map(({ id }) => id);
const example = (name) => JSON.parse(readFileSync(file(`${name}.json`), "utf8"));
const program = process.env.IBEST_COHORT ?? "build/dev/conformance-tests/cohort/ibest-cohort";
const outline = fileURLToPath(new URL("../cohort/fixtures/course.json", import.meta.url));

async function match(t, statements, ...options) {
  const lines = path.join(await makeFolder(t), "statements.ndjson");
  await writeFile(lines, statements.map((one) => `${typeof one === "string" ? one : JSON.stringify(one)}\n`).join(""));
  const told = await attempt("profile", "match", own, lines, ...options);
  return { ...told, stdout: told.stdout.replaceAll(lines, "FILE"), stderr: told.stderr.replaceAll(lines, "FILE") };
}

// Statements of one registration, a minute after the other.
const history = (...names) => names.map((name, index) => ({
  ...example(`valid/${name}`), id: undefined, timestamp: `2026-01-01T10:0${index}:00Z`,
}));

test("every statement of the synthetic cohort keeps to one template, and every registration to a pattern", async (t) => {
  const statements = execFileSync(program, ["--dry-run", "--course", outline], { encoding: "utf8", maxBuffer: 1 << 28 }).trimEnd().split("\n");
  const { code, stdout } = await match(t, statements, "--json");
  const told = JSON.parse(stdout);
  assert.equal(code, 0);
  assert.deepEqual(told.statements, { success: statements.length, invalid: 0, unmatched: 0, wrong_extension: 0, unclaimed: 0 });
  assert.equal(told.templates.reduce((sum, { follows }) => sum + follows, 0), statements.length);
  assert.equal(told.registrations.success, 1270 + 36);
  assert.deepEqual([told.registrations.partial, told.registrations.failure, told.registrations.undecided], [0, 0, 0]);
});

test("each example that breaks a rule is told with its line, the template and the place", async (t) => {
  const names = readdirSync(file("invalid")).map((name) => name.replace(/\.json$/, ""));
  const { code, stdout, stderr } = await match(t, names.map((name) => example(`invalid/${name}`)), "--json");
  const { faults, statements } = JSON.parse(stdout);
  assert.equal(code, 1);
  assert.deepEqual([statements.invalid, statements.success, statements.unmatched], [names.length, 0, 0]);
  assert.deepEqual(faults.map(({ line }) => line), names.map((_, index) => index + 1));
  for (const { line, template, location, constraint } of faults) {
    assert.ok(names[line - 1].startsWith(`${template.split("/").pop()}.`), names[line - 1]);
    assert.match(names[line - 1], new RegExp(`\\.${constraint}(-|$)`));
    assert.match(location, /^\$/);
  }
  assert.match(stderr, new RegExp(`${names.length} of ${names.length} statements`));
});

test("faults of one kind are told once, with how many more there are", async (t) => {
  const broken = example("invalid/assessment-passed.result.success.all");
  const { code, stdout } = await match(t, [broken, example("valid/course-registered"), broken, broken]);
  assert.equal(code, 1);
  assert.match(stdout, /^FILE:1: invalid: by template \S+\/assessment-passed, \$\.result\.success has false, but only those of the rule's 'all' may be there \(and 2 more like it\)$/m);
  assert.match(stdout, /^ +0 +3 {2}\S+\/assessment-passed$/m);
  assert.match(stdout, /^4 statements: 1 keep to the profile, 3 break it, 0 match no template$/m);
});

test("a statement that matches no template is told by verb and type", async (t) => {
  const strange = { ...example("valid/course-registered"), verb: { id: "https://example.org/verbs/danced" } };
  const { code, stdout } = await match(t, [strange, strange]);
  assert.equal(code, 1);
  assert.match(stdout, /^FILE:1: unmatched: no template has the verb 'https:\/\/example\.org\/verbs\/danced' with the type '\S+course' \(and 1 more like it\)$/m);
});

test("an extension whose value its schema does not take is told, though the statement keeps to its template", async (t) => {
  const statement = example("valid/site-evaluation-reported");
  const [iri] = Object.keys(statement.result.extensions);
  statement.result.extensions[iri] = -1;
  const { code, stdout, stderr } = await match(t, [statement]);
  assert.equal(code, 1);
  assert.match(stdout, /^FILE:1: extension: '\S+\/patients' in result\.extensions: .*0/m);
  assert.match(stdout, /1 keep to the profile.*; 1 have an extension that is not as the profile says$/m);
  assert.match(stderr, /1 statements have a wrong extension/);
});

test("a registration is told with the statement that fits nowhere, whatever the order of lines", async (t) => {
  const [first, second, third] = history("module-initialized", "page-experienced", "video-paused");
  const { code, stdout } = await match(t, [third, first, second]);
  assert.equal(code, 1);
  assert.match(stdout, /^FILE:1: failure: registration \S+ follows no pattern from here on; it came furthest in \S+\/learning$/m);
  assert.match(stdout, /^registrations: 0 follow a pattern, 0 are in the middle of one, 1 follow none, 0 undecided$/m);
});

test("with --claimed other statements are passed over and counted", async (t) => {
  const other = example("valid/course-registered");
  other.context.contextActivities = { category: [{ id: "https://example.org/other" }] };
  const { code, stdout } = await match(t, [other, ...history("course-registered")], "--claimed");
  assert.equal(code, 0, stdout);
  assert.match(stdout, /1 keep to the profile.*; 1 do not claim it$/m);
});

test("a single context activity counts as a list of one, as in the LRS", async (t) => {
  const [statement] = history("course-registered");
  const { contextActivities } = statement.context;
  contextActivities.category = contextActivities.category[0];
  assert.equal((await match(t, [statement])).code, 0);
});

test("what is no JSON is told with file and line, and nothing is said of the rest", async (t) => {
  const { code, stdout, stderr } = await match(t, [example("valid/course-registered"), "{"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /FILE:2: line \d+, column \d+: /);
});

test("lines of an export that are no statements are passed over", async (t) => {
  const { code, stdout } = await match(t, ['{"ibest-lrs":{"defines":"x"}}', "", ...history("course-registered")]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^1 statements: 1 keep/m);
});

test("a profile with faults is matched as far as it can be read, and the faults are pointed at", async (t) => {
  const folder = await makeFolder(t);
  const profile = JSON.parse(readFileSync(own, "utf8"));
  profile.templates[0].rules[0].location = "$.context[?(@.id)]";
  await writeFile(path.join(folder, "profile.jsonld"), JSON.stringify(profile));
  await writeFile(path.join(folder, "lines"), `${JSON.stringify(history("course-registered")[0])}\n`);
  const { code, stderr } = await attempt("profile", "match", path.join(folder, "profile.jsonld"), path.join(folder, "lines"));
  assert.equal(code, 0);
  assert.match(stderr, /1 errors? in the profile; what has one is left out\. 'ibest-lrs profile check' tells them/);
});

test("a file that is not there and a line without files are told, each with its exit code", async () => {
  const missing = await attempt("profile", "match", own, "/nowhere/statements.ndjson");
  assert.equal(missing.code, 3);
  assert.match(missing.stderr, /'\/nowhere\/statements\.ndjson' can't be opened/);
  const without = await attempt("profile", "match", own);
  assert.equal(without.code, 2);
  assert.match(without.stderr, /name a profile, and files of statements/);
});

test("every template is exercised by the examples", async (t) => {
  const names = readdirSync(file("valid")).map((name) => name.replace(/\.json$/, ""));
  const { stdout } = await match(t, names.map((name) => example(`valid/${name}`)), "--json");
  const told = JSON.parse(stdout);
  assert.deepEqual(told.templates.filter(({ follows }) => follows > 0).map(({ id }) => id), templates);
});
