// SPDX-License-Identifier: Apache-2.0

// Nothing acknowledged is lost: kill -9, SIGTERM, two servers, a full queue.
import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { client, makeCredential, makeFolder, randomUUID, run, serve, start, statement } from "./lrs.mjs";

// Posts from several connections until the server goes; yields the ids it acknowledged.
async function postUntilItEnds(call, connections) {
  const acknowledged = [];
  const post = async () => {
    for (;;) {
      const ids = Array.from({ length: 5 }, () => randomUUID());
      try {
        const answer = await call("POST", "/xapi/statements", { body: ids.map((id) => statement({ id })) });
        if (answer.status !== 200) {
          return;
        }
        acknowledged.push(...ids);
      } catch {
        return; // the connection broke: nothing was promised
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, post));
  return acknowledged;
}

async function storedIds(call) {
  const ids = new Set();
  let target = "/xapi/statements?limit=500";
  while (target) {
    const answer = (await call("GET", target)).json();
    answer.statements.forEach((one) => ids.add(one.id));
    target = answer.more;
  }
  return ids;
}

test("after kill -9 in the middle of ingest every acknowledged statement is there", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/lrs.db`;
  let authorization;
  const acknowledged = [];
  for (let round = 0; round < 3; round++) {
    const server = await serve(t, store);
    authorization ??= await makeCredential(store, "all");
    const posting = postUntilItEnds(client(server.url, authorization), 6);
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 300));
    assert.equal(await server.end("SIGKILL"), "SIGKILL");
    acknowledged.push(...(await posting));
  }
  assert.ok(acknowledged.length > 0);
  const server = await serve(t, store);
  const ids = await storedIds(client(server.url, authorization));
  const lost = acknowledged.filter((id) => !ids.has(id));
  assert.deepEqual(lost, []);
});

test("SIGTERM finishes what was accepted and ends with 0", async (t) => {
  const { call, end, store } = await start(t);
  const posting = postUntilItEnds(call, 16);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(await end("SIGTERM"), 0);
  const acknowledged = await posting;
  assert.ok(acknowledged.length > 0);
  const again = await serve(t, store);
  const ids = await storedIds(client(again.url, await makeCredential(store, "all")));
  assert.deepEqual(acknowledged.filter((id) => !ids.has(id)), []);
});

test("a store's files are readable by their owner alone", async (t) => {
  const { call, folder } = await start(t);
  assert.equal((await call("POST", "/xapi/statements", { body: statement() })).status, 200);
  const files = (await readdir(folder)).filter((name) => /\.db/.test(name));
  assert.ok(files.length > 1);
  for (const name of files) {
    assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
  }
});

test("a second server on the same store, or the same port, is refused with the reason", async (t) => {
  const { store, url, folder } = await start(t);
  await assert.rejects(serve(t, store), (problem) => problem.code === 3 && /in use/.test(problem.problems));
  const listen = url.replace("http://", "");
  const other = `sqlite:${folder}/other.db`;
  await assert.rejects(
    run("serve", "--listen", listen, "--store", other),
    (problem) => problem.code === 3 && problem.stderr.includes(listen),
  );
});

test("a full queue is answered 503 with Retry-After, and nothing acknowledged is missing", async (t) => {
  const { call } = await start(t, "--queue-max", "1");
  const ids = Array.from({ length: 200 }, () => randomUUID());
  const answers = await Promise.all(ids.map((id) => call("POST", "/xapi/statements", { body: statement({ id }) })));
  const stored = await storedIds(call);
  answers.forEach((answer, i) => {
    assert.ok(answer.status === 200 || answer.status === 503, answer.text);
    assert.equal(stored.has(ids[i]), answer.status === 200);
    if (answer.status === 503) {
      assert.equal(answer.headers.get("retry-after"), "1");
    }
  });
  assert.ok(answers.some((answer) => answer.status === 200));
});

test("an address that is none is told before a store is made", async (t) => {
  const folder = await makeFolder(t);
  const isTold = ({ code, stderr }) => code === 2 && /'8080' is no address to listen on: write it like 127\.0\.0\.1:8080/.test(stderr);
  await assert.rejects(run("serve", "--listen", "8080", "--store", `sqlite:${folder}/lrs.db`), isTold);
  assert.deepEqual(await readdir(folder), []);
});

test("wrong command lines end with 2 and a hint", async () => {
  const lines = [["fly"], ["serve", "--listne", "x"], ["serve", "--body-max", "1"], ["report", "poem"], ["credential"]];
  for (const line of lines) {
    await assert.rejects(run(...line), (problem) => problem.code === 2 && problem.stderr.length > 0, line.join(" "));
  }
  assert.match((await run("--version")).stdout, /^ibest-lrs \d/);
  assert.match((await run("serve", "--help")).stdout, /IBEST_BODY_MAX/);
});
