// SPDX-License-Identifier: Apache-2.0

// `ibest-lrs profile load`, `list` and `remove` from outside.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { attempt, client, makeCredential, makeCredentialWith, makeFolder, start } from "./lrs.mjs";

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

const example = (name) => JSON.parse(readFileSync(file(`xapi/ibest/${name}.json`), "utf8"));

// The statements, each under an id of its own, as they were told afterwards.
async function outcomes(store, statements) {
  const ids = statements.map((_, index) => `00000000-0000-4000-8000-00000000000${index}`);
  const told = await Promise.all(ids.map((one) => profile("outcome", one, "--json", "--store", store)));
  return told.map(({ code, stdout }) => ({ code, ...JSON.parse(stdout)[0] }));
}

test("the outcome of a stored statement is told with template, rule, constraint and value", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${path.join(folder, "lrs.db")}`;
  const statements = [example("valid/course-completed"), example("invalid/assessment-passed.result.success.all"), example("valid/course-completed")];
  statements[2].context.contextActivities = {};
  const lines = path.join(folder, "statements.ndjson");
  await writeFile(lines, statements.map((one, index) => JSON.stringify({ ...one, id: `00000000-0000-4000-8000-00000000000${index}` })).join("\n"));
  assert.equal((await attempt("import", lines, "--store", store)).code, 0);
  assert.equal((await profile("load", own, "--store", store)).code, 0);

  const [whole, broken, unclaimed] = await outcomes(store, statements);
  assert.deepEqual(whole, {
    code: 0, profile: id, claimed: true, outcome: "success", extensions: [],
    templates: [{ id: `${id}/templates/course-completed`, broken: [] }],
  });
  assert.deepEqual([broken.code, broken.outcome, broken.templates.length], [1, "invalid", 1]);
  const [{ message, ...rule }] = broken.templates[0].broken;
  assert.deepEqual(rule, { location: "$.result.success", constraint: "all", value: "false" });
  assert.match(message, /^\$\.result\.success has false, but only/);
  assert.deepEqual([unclaimed.code, unclaimed.claimed], [0, false]);

  const printed = await profile("outcome", "00000000-0000-4000-8000-000000000001", "--store", store);
  assert.equal(printed.code, 1);
  assert.equal(printed.stdout, `${id}: invalid\n  breaks ${id}/templates/assessment-passed\n    ${message}\n`);
  assert.equal((await profile("outcome", "10000000-0000-4000-8000-000000000001", "--store", store)).code, 3);
  assert.equal((await attempt("verify", "--store", store)).code, 0);
});

test("a registration is told with the pattern, and the statement that broke it; the report counts it", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${path.join(folder, "lrs.db")}`;
  const registration = (number) => `10000000-0000-4000-8000-00000000000${number}`;
  const step = (name, number, second) => {
    const statement = example(`valid/${name}`);
    const context = { ...statement.context, registration: registration(number) };
    return { ...statement, id: `00000000-0000-4000-8000-0000000000${number}${second}`, context, timestamp: `2026-01-01T00:00:0${second}Z` };
  };
  const statements = [step("module-terminated", 1, 2), step("module-initialized", 1, 1), step("module-terminated", 2, 1), step("module-initialized", 3, 1)];
  const lines = path.join(folder, "statements.ndjson");
  const take = async (taken) => {
    await writeFile(lines, taken.map((one) => JSON.stringify(one)).join("\n"));
    assert.equal((await attempt("import", lines, "--store", store)).code, 0);
  };
  await take(statements);
  assert.equal((await profile("registration", registration(1), "--store", store)).code, 3, "nothing is loaded yet");
  assert.equal((await profile("load", own, "--store", store)).code, 0);

  const pattern = `${id}/patterns/learning`;
  const told = await profile("registration", registration(1), "--json", "--store", store);
  assert.equal(told.code, 0);
  assert.deepEqual(JSON.parse(told.stdout), [{
    profile: id, subregistration: "", outcome: "success", pattern, broken_by: null, statements: 2, last: "2026-01-01T00:00:02.000000Z",
  }]);
  const broken = await profile("registration", registration(2), "--store", store);
  const statement = statements[2].id;
  assert.equal(broken.code, 1);
  assert.ok(broken.stdout.startsWith(`${id}: failure\n`), broken.stdout);
  assert.ok(broken.stdout.includes(`broken by statement ${statement}; see 'ibest-lrs profile outcome ${statement}'\n`));
  const counted = async () => JSON.parse((await attempt("report", "patterns", "--format", "json", "--store", store)).stdout)
    .map(({ outcome, histories, due }) => [outcome, histories, due]);
  assert.deepEqual(await counted(), [["failure", 1, 0], ["success", 2, 0]]);
  await take([step("module-terminated", 4, 1)]);
  assert.deepEqual(await counted(), [["failure", 2, 0], ["success", 2, 0]], "an import leaves none due");
});

test("a strict credential's statements are refused if they do not keep to a profile that they claim; others' are noted", async (t) => {
  const { url, store, call } = await start(t);
  const lax = client(url, await makeCredential(store, "statements/write"));
  const strict = client(url, await makeCredentialWith(store, "--scope", "statements/write", "--strict-profiles"));
  const broken = { ...example("invalid/assessment-passed.result.success.all"), id: undefined };
  const whole = { ...example("valid/course-completed"), id: undefined };
  const post = (who, body) => who("POST", "/xapi/statements", { body });
  assert.equal((await post(strict, broken)).status, 200, "nothing is loaded yet");

  assert.equal((await profile("load", own, "--store", store)).code, 0);
  const refused = await post(strict, [whole, broken]);
  assert.equal(refused.status, 400);
  assert.match(refused.message(), /^\[1\]: \$\.result\.success has false, but only .*\(template '.*assessment-passed'\).*credential without --strict-profiles$/);
  const [id] = (await post(lax, broken)).json();
  assert.equal((await profile("outcome", id, "--store", store)).code, 1);
  assert.equal((await post(strict, { ...broken, id })).status, 200, "it is stored already");
  assert.equal((await post(strict, [whole, { ...broken, context: undefined }])).status, 200);
  const unmatched = await post(strict, { ...whole, verb: { id: "https://example.org/danced" } });
  assert.match(unmatched.message(), /^no template of the profile .* has the verb 'https:\/\/example\.org\/danced'/);
  assert.equal((await call("GET", "/xapi/statements")).json().statements.length, 4);

  assert.equal((await profile("remove", JSON.parse(readFileSync(own, "utf8")).id, "--store", store)).code, 0);
  assert.equal((await post(strict, broken)).status, 200);
});
