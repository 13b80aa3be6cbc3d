// SPDX-License-Identifier: Apache-2.0

// Moving house by the commands alone: what was stored is served from the copy, and a copy that does not end is not there.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { client, makeFolder, query, randomUUID, run, serve, start, statement } from "../xapi/lrs.mjs";
import { body, describe, part, type } from "../xapi/multipart.mjs";

const program = process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs";
const fails = (code, reason) => (problem) => problem.code === code && reason.test(problem.stderr);
const copy = (from, to, ...options) => run("store", "copy", from, to, ...options);
const state = query({ activityId: "https://synthetic.invalid/a", agent: { mbox: "mailto:ann@example.org" }, stateId: "place" });

// A store with statements, an attachment, a document and a credential, whose server has ended.
async function filled(t) {
  const lrs = await start(t);
  const headers = { "Content-Type": type };
  const content = body(statement({ attachments: [describe("data")] }), part("data"));
  assert.equal((await lrs.call("POST", "/xapi/statements", { body: content, headers })).status, 200);
  assert.equal((await lrs.call("PUT", `/xapi/activities/state?${state}`, { body: { page: 7 } })).status, 204);
  return lrs;
}

// What a client sees, times included.
async function answers(call) {
  const document = await call("GET", `/xapi/activities/state?${state}`);
  return {
    statements: (await call("GET", "/xapi/statements")).json().statements,
    attachments: (await call("GET", "/xapi/statements?attachments=true")).text.includes("\r\n\r\ndata\r\n"),
    document: [document.text, document.headers.get("etag"), document.headers.get("last-modified")],
  };
}

for (const place of ["folder", "database"]) {
  test(`the copy answers as the store did, under the same credential (${place})`, async (t) => {
    const { call, end, store, folder, authorization } = await filled(t);
    const before = await answers(call);
    assert.ok(before.attachments);
    await end();
    const to = `sqlite:${folder}/copy.db`;
    const { stdout, stderr } = await copy(store, to, "--attachments", place);
    assert.match(stdout, /^statement +1 +1 +[0-9a-f]{16}$/m);
    assert.match(stderr, /both stores are equal/);
    assert.equal(existsSync(`${folder}/copy.db-attachments`), place === "folder");
    const again = await serve(t, to);
    assert.deepEqual(await answers(client(again.url, authorization)), before);
  });
}

test("a difference is told by its table and row, ends with 1, and as JSON", async (t) => {
  const { end, store, folder } = await filled(t);
  await end();
  const to = `sqlite:${folder}/copy.db`;
  const made = JSON.parse((await copy(store, to, "--json")).stdout);
  assert.equal(made.differences, 0);
  const table = made.tables.find(({ name }) => name === "statement");
  assert.deepEqual(table.from, table.to);
  assert.match(table.from.sha256, /^[0-9a-f]{64}$/);
  await run("store", "compare", store, to);
  const { key } = JSON.parse((await run("credential", "create", "--store", to, "--name", "x", "--scope", "all", "--json")).stdout);
  await assert.rejects(run("store", "compare", store, to, "--json"), (problem) => {
    const report = JSON.parse(problem.stdout);
    const found = report.tables.filter(({ differences }) => differences > 0);
    assert.deepEqual([report.differences, found.length, found[0].name, found[0].first], [1, 1, "credential", `only in TO: '${key}'`]);
    return problem.code === 1 && problem.stderr.includes(`table 'credential' differs, only in TO: '${key}'`);
  });
});

test("a store that is served is refused unless a snapshot is asked for", async (t) => {
  const { store, folder, call } = await filled(t);
  const to = `sqlite:${folder}/copy.db`;
  await assert.rejects(copy(store, to), fails(3, /FROM: .* in use by another ibest-lrs/));
  await copy(store, to, "--snapshot");
  await assert.rejects(copy(store, to, "--snapshot"), fails(3, /TO: .* is there already/));
  assert.equal((await call("POST", "/xapi/statements", { body: statement() })).status, 200);
  await assert.rejects(run("store", "compare", store, to), fails(1, /differs, only in FROM/));
});

test("a copy that is killed is not there, and is made whole by the next one", async (t) => {
  const folder = await makeFolder(t);
  const [store, to] = [`sqlite:${folder}/lrs.db`, `sqlite:${folder}/copy.db`];
  const lines = Array.from({ length: 3000 }, () => JSON.stringify(statement({ id: randomUUID() })));
  await writeFile(`${folder}/given.ndjson`, lines.join("\n"));
  await run("import", `${folder}/given.ndjson`, "--store", store);
  let killed = 0;
  for (let tries = 0; tries < 8; tries++) {
    const child = spawn(program, ["store", "copy", store, to], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal ?? code)));
    setTimeout(() => child.kill("SIGKILL"), 20 + tries * 25);
    await ended;
    if (existsSync(`${folder}/copy.db`)) {
      break; // it has its name, so it must be whole, even if the kill came between that and the end
    }
    killed++;
  }
  assert.ok(killed > 0);
  if (!existsSync(`${folder}/copy.db`)) {
    await copy(store, to);
  }
  await run("store", "compare", store, to);
  assert.ok(!existsSync(`${folder}/copy.db.partial`));
});

test("wrong command lines and missing stores have their exit codes", async (t) => {
  const folder = await makeFolder(t);
  const [from, to] = [`sqlite:${folder}/none.db`, `sqlite:${folder}/copy.db`];
  await assert.rejects(copy(from, to), fails(3, /FROM: there is no file/));
  await assert.rejects(run("store", "copy", from), fails(2, /FROM and TO/));
  await assert.rejects(copy(from, "cloud:7"), fails(2, /TO: 'cloud:7' names no store/));
  await assert.rejects(copy(from, to, "--attachments", "cellar"), fails(2, /'cellar' is none of folder, database/));
  await assert.rejects(run("store", "compare", from, to, "--snapshot"), fails(2, /snapshot/));
  await assert.rejects(run("store", "move"), fails(2, /copy, compare or prepare; 'move' is none of them/));
  await assert.rejects(run("store", "prepare"), fails(2, /--citus/));
  assert.match((await run("store", "prepare", "--citus")).stdout, /create_distributed_table/);
  assert.match((await run("store", "--help")).stdout, /copy .*\n +compare .*\n +prepare /);
  assert.match((await run("store", "copy", "--help")).stdout, /FROM TO[^]*--snapshot[^]*--json/);
  assert.ok(!existsSync(`${folder}/none.db`) && !existsSync(`${folder}/copy.db`));
});
