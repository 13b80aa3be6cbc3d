// SPDX-License-Identifier: Apache-2.0

// What an operator does with a store, by the commands alone: backup, restore, verify, and their exit codes.
import assert from "node:assert/strict";
import { open, readdir, stat } from "node:fs/promises";
import { test } from "node:test";
import { client, makeFolder, randomUUID, run, serve, start, statement } from "../xapi/lrs.mjs";

const put = async (call, count) => {
  const body = Array.from({ length: count }, () => statement({ id: randomUUID() }));
  assert.equal((await call("POST", "/xapi/statements", { body })).status, 200);
};

const fails = (code, reason) => (problem) => problem.code === code && reason.test(problem.stderr);

const verify = async (store) => JSON.parse((await run("verify", "--json", "--store", store)).stdout);

const checked = (report, name) => report.checks.find((check) => check.name === name).checked;

test("a backup is made while the server writes, and is what was acknowledged before", async (t) => {
  const { call, store, folder } = await start(t);
  await put(call, 100);
  const backups = [];
  for (let i = 0; i < 3; i++) {
    const file = `${folder}/backup${i}.db`;
    const writing = Promise.all(Array.from({ length: 10 }, () => put(call, 10)));
    const { stdout, stderr } = await run("backup", file, "--store", store);
    await writing;
    assert.equal(stdout, "");
    assert.match(stderr, /backed up and checked: \d+ statements/);
    backups.push({ file, least: 100 + i * 100 });
  }
  for (const { file, least } of backups) {
    const report = await verify(`sqlite:${file}`);
    assert.equal(report.findings, 0);
    assert.ok(checked(report, "statements") >= least);
  }
  const left = (await readdir(folder)).filter((name) => name.startsWith("backup") && !/^backup\d\.db$/.test(name));
  assert.deepEqual(left, []);
  await assert.rejects(run("backup", backups[0].file, "--store", store), fails(3, /--force/));
});

test("restore is refused over a store that is served or not to be replaced, and brings the backup back", async (t) => {
  const { call, store, folder, end, authorization } = await start(t);
  const file = `${folder}/backup.db`;
  await put(call, 20);
  await run("backup", file, "--store", store);
  await put(call, 5);
  await assert.rejects(run("restore", file, "--store", store, "--force"), fails(3, /in use/));
  await end();
  await assert.rejects(run("restore", file, "--store", store), fails(3, /--force/));
  assert.equal(checked(await verify(store), "statements"), 25);
  await run("restore", file, "--store", store, "--force");
  assert.equal(checked(await verify(store), "statements"), 20);
  const again = await serve(t, store);
  await put(client(again.url, authorization), 1);
});

test("verify changes nothing, and tells a damaged store by ending with 1", async (t) => {
  const { call, store, folder, end } = await start(t);
  await put(call, 200);
  assert.equal((await verify(store)).findings, 0); // the server runs
  await end();
  const path = `${folder}/lrs.db`;
  const { size } = await stat(path);
  const file = await open(path, "r+");
  /* Of rows: with a page of the schema, which is in front, nobody could look further. */
  await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, Math.floor((size / 4096) * 3 / 4) * 4096);
  await file.close();
  await assert.rejects(run("verify", "--store", store), (problem) => {
    assert.equal(problem.code, 1);
    assert.match(problem.stdout, /^file +[01] +[1-9]/m); // 0: not even the schema could be read
    return /findings/.test(problem.stderr);
  });
  await assert.rejects(run("backup", `${folder}/backup.db`, "--store", store), fails(3, /damaged|malformed/));
});

test("who looks for what is stored is told of a store that is not there, and none is made", async (t) => {
  const folder = await makeFolder(t);
  const lines = [
    ["report", "funnel"],
    ["extract", `${folder}/extract.db`],
    ["export"],
    ["export", `${folder}/export.ndjson`],
    ["rebuild"],
    ["credential", "list"],
    ["credential", "revoke", "some-key"],
    ["launch", "--course", "https://synthetic.invalid/c", "--au", "https://synthetic.invalid/a", "--actor", JSON.stringify(statement().actor)],
    ["roster", "export"],
    ["roster", "list"],
    ["people", "list"],
    ["people", "journal"],
    ["people", "merge", "mailto:a@synthetic.invalid", "mailto:b@synthetic.invalid"],
    ["pseudonyms", "rotate"],
    ["erase", "--list"],
    ["erase", "--learner", "mailto:a@synthetic.invalid", "--dry-run"],
  ];
  for (const line of lines) {
    const refusal = fails(3, /there is no file '[^']*mistyped\.db', hence no store; check its name/);
    await assert.rejects(run(...line, "--store", `sqlite:${folder}/mistyped.db`), refusal, line.join(" "));
  }
  assert.deepEqual(await readdir(folder), []);
});

test("wrong command lines and missing files have their exit codes", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/none.db`;
  await assert.rejects(run("backup", "--store", store), fails(2, /which FILE/));
  await assert.rejects(run("backup", `${folder}/b.db`, "--store", store), fails(3, /there is no file/));
  await assert.rejects(run("restore", `${folder}/b.db`, "--store", store), fails(3, /there is no file/));
  await assert.rejects(run("verify", "--store", store), fails(3, /there is no file/));
  await assert.rejects(run("backup", `${folder}/b.db`, "--store", "sqlite::memory:"), fails(2, /no store in a file/));
  for (const command of ["backup", "restore", "verify"]) {
    assert.match((await run(command, "--help")).stdout, /--store URL/);
  }
  assert.deepEqual((await readdir(folder)).filter((name) => !name.endsWith("-lock")), []);
});
