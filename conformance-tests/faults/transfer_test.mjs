// SPDX-License-Identifier: Apache-2.0

// Export and import as an operator uses them: what comes out goes in again, what is broken is told by its line.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { client, makeCredential, makeFolder, query, randomUUID, run, serve, start, statement } from "../xapi/lrs.mjs";

const fails = (code, reason) => (problem) => problem.code === code && reason.test(problem.stderr);
const lines = async (path) => (await readFile(path, "utf8")).trimEnd().split("\n");
const isStatement = (line) => !line.startsWith('{"ibest-lrs":');

async function assertSound(store) {
  assert.equal(JSON.parse((await run("verify", "--json", "--store", store)).stdout).findings, 0);
}

// A store with statements of both versions, a void, definitions and documents.
async function filled(t, count = 30) {
  const lrs = await start(t);
  const ids = Array.from({ length: count }, () => randomUUID());
  const body = ids.map((id, i) =>
    statement({
      id,
      verb: { id: "http://adlnet.gov/expapi/verbs/completed", display: { en: `done ${i % 3}\n` } },
      object: { id: `https://synthetic.invalid/activities/${i % 4}`, definition: { name: { en: `Part ${i % 4}` } } },
      ...(i % 2 ? { timestamp: "2020-01-01T00:00:00Z" } : {}),
    }),
  );
  assert.equal((await lrs.call("POST", "/xapi/statements", { body })).status, 200);
  const verb = { id: "http://adlnet.gov/expapi/verbs/voided" };
  const object = { objectType: "StatementRef", id: ids[0] };
  const headers = { "X-Experience-API-Version": "2.0.0" };
  assert.equal((await lrs.call("POST", "/xapi/statements", { body: statement({ verb, object }), headers })).status, 200);
  const key = query({ activityId: "https://synthetic.invalid/a", agent: { mbox: "mailto:ann@example.org" }, stateId: "place" });
  const bytes = Buffer.from([0, 1, 2, 255]);
  const binary = { "Content-Type": "application/octet-stream" };
  assert.equal((await lrs.call("PUT", `/xapi/activities/state?${key}`, { body: bytes, headers: binary })).status, 204);
  return { ...lrs, ids, key };
}

test("what was exported and imported with --keep-stored is exported again as the same lines", async (t) => {
  const { store, folder, ids, key, call } = await filled(t);
  const activity = `/xapi/activities?${query({ activityId: "https://synthetic.invalid/activities/1" })}`;
  const known = (await call("GET", activity)).json();
  await run("export", `${folder}/a.ndjson`, "--store", store); // the server runs
  const copy = `sqlite:${folder}/copy.db`;
  await run("import", `${folder}/a.ndjson`, "--keep-stored", "--store", copy);
  await run("export", `${folder}/b.ndjson`, "--store", copy);
  assert.deepEqual(await lines(`${folder}/b.ndjson`), await lines(`${folder}/a.ndjson`));
  await assertSound(copy);
  const again = await serve(t, copy);
  const ask = client(again.url, await makeCredential(copy, "all"));
  assert.equal((await ask("GET", `/xapi/statements?voidedStatementId=${ids[0]}`)).status, 200);
  assert.equal((await ask("GET", `/xapi/activities/state?${key}`)).headers.get("content-type"), "application/octet-stream");
  assert.deepEqual((await ask("GET", activity)).json(), known);
  const newer = (await ask("POST", "/xapi/statements", { body: statement() })).json()[0];
  assert.equal((await ask("GET", "/xapi/statements?limit=1")).json().statements[0].id, newer);
});

test("an import without --keep-stored stores as of now, under its own authority", async (t) => {
  const { store, folder } = await filled(t);
  const before = new Date().toISOString();
  await run("export", `${folder}/a.ndjson`, "--store", store);
  const copy = `sqlite:${folder}/copy.db`;
  await run("import", `${folder}/a.ndjson`, "--store", copy, "--name", "Old LRS", "--homepage", "https://lrs.example");
  await run("export", `${folder}/b.ndjson`, "--store", copy);
  const [from, to] = [await lines(`${folder}/a.ndjson`), await lines(`${folder}/b.ndjson`)].map((all) => all.filter(isStatement).map((line) => JSON.parse(line)));
  assert.equal(to.length, from.length);
  to.forEach((one, i) => {
    assert.ok(one.stored >= before);
    assert.deepEqual(one.authority.account, { homePage: "https://lrs.example", name: "Old LRS" });
    assert.equal(one.timestamp, from[i].timestamp);
    assert.equal(one.id, from[i].id);
  });
  await assertSound(copy);
});

test("--since goes on where an export ended, and import where it was interrupted", async (t) => {
  const { store, folder, call } = await filled(t);
  await run("export", `${folder}/1.ndjson`, "--store", store);
  const { since } = JSON.parse((await lines(`${folder}/1.ndjson`)).at(-1))["ibest-lrs"].end;
  await call("POST", "/xapi/statements", { body: [statement(), statement()] });
  await run("export", `${folder}/2.ndjson`, "--since", since, "--store", store);
  assert.equal((await lines(`${folder}/2.ndjson`)).filter(isStatement).length, 2);
  await run("export", `${folder}/all.ndjson`, "--store", store);
  const copy = `sqlite:${folder}/copy.db`;
  const first = (await lines(`${folder}/1.ndjson`)).slice(0, 12).join("\n");
  await writeFile(`${folder}/cut.ndjson`, first);
  await assert.rejects(run("import", `${folder}/cut.ndjson`, "--keep-stored", "--store", copy), fails(1, /not whole/));
  for (const part of ["1", "1", "2"]) {
    await run("import", `${folder}/${part}.ndjson`, "--keep-stored", "--store", copy);
  }
  await run("export", `${folder}/copy.ndjson`, "--store", copy);
  const statements = async (name) => (await lines(`${folder}/${name}.ndjson`)).filter(isStatement);
  assert.deepEqual(await statements("copy"), await statements("all"));
  await assertSound(copy);
});

test("--keep-stored is refused where stored would not grow, and stores nothing then", async (t) => {
  const { store, folder, end } = await filled(t);
  await run("export", `${folder}/a.ndjson`, "--store", store);
  const other = await start(t);
  await other.call("POST", "/xapi/statements", { body: statement() });
  await assert.rejects(run("import", `${folder}/a.ndjson`, "--store", other.store), fails(3, /in use/));
  await other.end();
  await assert.rejects(
    run("import", `${folder}/a.ndjson`, "--keep-stored", "--store", other.store),
    fails(3, /line \d+: 'stored' is not later than .*\n?/),
  );
  const { stdout } = await run("export", "--store", other.store);
  assert.equal(stdout.split("\n").filter((line) => line && isStatement(line)).length, 1);
  await end();
  await assertSound(other.store);
});

test("bad lines are told by their number, and all others are stored", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/lrs.db`;
  const id = randomUUID();
  const given = [
    JSON.stringify(statement({ id })),
    "{",
    JSON.stringify(statement({ verb: undefined })),
    "",
    JSON.stringify(statement({ id })),
    JSON.stringify(statement({ id, object: { id: "https://synthetic.invalid/other" } })),
    "[]",
    JSON.stringify(statement()),
    '{"ibest-lrs":{"document":{"kind":"poem"}}}',
  ];
  await writeFile(`${folder}/a.ndjson`, given.join("\n"));
  await assert.rejects(run("import", `${folder}/a.ndjson`, "--store", store), (problem) => {
    assert.equal(problem.code, 1);
    assert.deepEqual(problem.stderr.match(/^line \d+/gm).map((line) => Number(line.slice(5))).sort(), [2, 3, 6, 7, 9]);
    assert.match(problem.stderr, /2 statements and 0 documents stored, 1 were there, 5 lines refused/);
    return true;
  });
  await writeFile(`${folder}/b.ndjson`, '{"ibest-lrs":{"export":2}}\n');
  await assert.rejects(run("import", `${folder}/b.ndjson`, "--store", store), fails(3, /format/));
  await writeFile(`${folder}/c.ndjson`, JSON.stringify({ ...statement(), stored: "2999-01-01T00:00:00Z", authority: { mbox: "mailto:a@example.org" } }));
  await assert.rejects(run("import", `${folder}/c.ndjson`, "--keep-stored", "--store", store), fails(1, /line 1: stored: lies in the future/));
  await assertSound(store);
});

test("standard input and output, wrong command lines", async (t) => {
  const { store, folder } = await filled(t, 5);
  const { stdout } = await run("export", "--store", store);
  const child = spawn(process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs", ["import", "-", "--keep-stored", "--store", `sqlite:${folder}/copy.db`]);
  child.stdin.end(stdout);
  assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 0);
  await assert.rejects(run("import", "--store", store), fails(2, /which FILE/));
  await assert.rejects(run("import", `${folder}/none`, "--store", store), fails(3, /can't be opened/));
  await assert.rejects(run("export", "--since", "yesterday", "--store", store), fails(2, /no time/));
  await assert.rejects(run("export", `${folder}/no/such`, "--store", store), fails(3, /can't be made/));
});
