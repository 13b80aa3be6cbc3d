// SPDX-License-Identifier: Apache-2.0

// ibest-load against a server of its own, and against LRSs that do wrong: what comes back is counted, and exit codes tell what went wrong.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";

import { makeCredential, start } from "../xapi/lrs.mjs";

const program = process.env.IBEST_LOAD ?? "build/dev/conformance-tests/load/ibest-load";

function load(url, authorization, ...options) {
  const [key, secret] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
  const all = ["--endpoint", `${url}/xapi/`, "--key", key, "--secret", secret, ...options];
  return new Promise((resolve) =>
    execFile(program, all, (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );
}

test("2000 statements sent are 2000 that come back", async (t) => {
  const server = await start(t);
  const authorization = await makeCredential(server.store, "statements/write", "statements/read");
  const batches = ["--statements", "2000", "--batch", "99", "--connections", "4", "--json"];
  const { code, stdout, stderr } = await load(server.url, authorization, ...batches);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
  const result = JSON.parse(stdout);
  const { found, lost, doubled, foreign, requests } = result;
  assert.deepEqual({ found, lost, doubled, foreign, requests }, { found: 2000, lost: 0, doubled: 0, foreign: 0, requests: 21 });
});

test("a second run counts only its own statements", async (t) => {
  const server = await start(t);
  await load(server.url, server.authorization, "--statements", "30", "--batch", "1", "--connections", "16");
  const { code, stdout } = await load(server.url, server.authorization, "--statements", "20", "--batch", "7");
  assert.equal(code, 0);
  assert.match(stdout, /^came back +20$/m);
  assert.match(stdout, /^not sent by this run +0$/m);
});

test("requests answered 503 are sent again", async (t) => {
  const server = await start(t, "--queue-max", "1");
  const { code, stdout, stderr } = await load(server.url, server.authorization, "--statements", "300", "--batch", "1", "--connections", "16", "--json");
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).found, 300);
  assert.ok(JSON.parse(stdout).repeated > 0);
});

test("a key that may only write ends the run with 1, once it is to read", async (t) => {
  const server = await start(t);
  const authorization = await makeCredential(server.store, "statements/write");
  const { code, stderr } = await load(server.url, authorization, "--statements", "5");
  assert.equal(code, 1);
  assert.match(stderr, /answers 403: the key needs the scopes statements\/write and statements\/read/);
});

test("each of the 13 use cases is a row at each size, and nothing is lost", async (t) => {
  const server = await start(t);
  const few = ["--cases", "50,2000", "--requests", "3", "--connections", "2", "--seed", "7"];
  const { code, stdout, stderr } = await load(server.url, server.authorization, ...few, "--json");
  assert.equal(code, 0, stderr);
  const { seed, cases } = JSON.parse(stdout);
  assert.equal(seed, 7);
  assert.equal(cases.length, 2 * (1 + 13));
  assert.equal(new Set(cases.map((row) => row.case)).size, 1 + 13);
  for (const row of cases) {
    assert.deepEqual({ ...row, lost: row.lost + row.failed + row.doubled + row.foreign }, { ...row, lost: 0 });
    assert.equal(row.requests, row.case === "fill" ? Math.ceil(row.found / 100) || 1 : 3, row.case);
  }
  assert.deepEqual(cases.slice(0, 8).map((row) => row.found), [50, 3, 3, 30, 30, 300, 300, 30]);
  assert.equal(cases[14].size + cases[14].found, 2000);
});

test("use cases end when their time is over, and are a table", async (t) => {
  const server = await start(t);
  const { code, stdout, stderr } = await load(server.url, server.authorization, "--cases", "20", "--seconds", "1", "--requests", "20");
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^ +\d+ {2}get by related activity +\d+ /m);
  assert.equal(stdout.trimEnd().split("\n").length, 2 + 1 + 13);
});

test("at a rate the run takes as long as the rate says", async (t) => {
  const server = await start(t);
  const { code, stdout, stderr } = await load(server.url, server.authorization, "--burst", "100", "--batch", "10", "--rate", "100", "--json");
  assert.equal(code, 0, stderr);
  assert.ok(JSON.parse(stdout).total_us >= 900000, stdout);
});

test("a seed gives the same statements again, which are stored once", async (t) => {
  const server = await start(t);
  for (const _ of [1, 2]) {
    const { code, stdout } = await load(server.url, server.authorization, "--burst", "30", "--seed", "5", "--json");
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).found, 30);
  }
});

// An LRS that answers POST with `post(number)` and GET with `page(url)`; { url, authorization, seen }.
async function makeWrong(t, post, page) {
  const seen = { posts: 0, gets: 0 };
  const server = http.createServer((request, response) => {
    request.resume();
    const answer = request.method === "POST" ? post(seen.posts++) : { code: 200, body: page(seen.gets++) };
    response.writeHead(answer.code).end(JSON.stringify(answer.body ?? []));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}`, authorization: "Basic a2V5OnNlY3JldA==", seen };
}

const nothing = () => ({ statements: [], more: "" });
const accepted = () => ({ code: 200 });

test("what an LRS acknowledges and does not hold is lost, and ends the run with 1", async (t) => {
  const { url, authorization } = await makeWrong(t, accepted, nothing);
  const { code, stdout, stderr } = await load(url, authorization, "--burst", "50", "--batch", "10", "--json");
  assert.equal(code, 1);
  assert.equal(JSON.parse(stdout).lost, 50);
  assert.match(stderr, /of 50 acknowledged statements 50 are lost/);
});

test("refused requests are counted by status, and their statements are not lost", async (t) => {
  const { url, authorization } = await makeWrong(t, () => ({ code: 500, body: "broken" }), nothing);
  const { code, stdout, stderr } = await load(url, authorization, "--burst", "50", "--batch", "10", "--json");
  assert.equal(code, 1);
  const { failures, acknowledged, lost } = JSON.parse(stdout);
  assert.deepEqual({ failures, acknowledged, lost }, { failures: { 500: 5 }, acknowledged: 0, lost: 0 });
  assert.match(stderr, /5 requests failed; the last: the LRS answers 500: '"broken"'/);
});

test("more failures than --failures-max end the run", async (t) => {
  const { url, authorization, seen } = await makeWrong(t, () => ({ code: 400 }), nothing);
  const { code, stderr } = await load(url, authorization, "--burst", "50", "--batch", "1", "--connections", "1", "--failures-max", "2");
  assert.equal(code, 1);
  assert.match(stderr, /answers 400/);
  assert.equal(seen.posts, 3);
});

test("a page without what must be there is a failure of the query", async (t) => {
  const { url, authorization } = await makeWrong(t, accepted, nothing);
  const { code, stdout } = await load(url, authorization, "--cases", "1", "--requests", "1", "--json");
  assert.equal(code, 1);
  assert.deepEqual(JSON.parse(stdout).cases.find((row) => row.case === "get by agent").failures, { 200: 1 });
});

test("the credential does not follow more to another host", async (t) => {
  const other = await makeWrong(t, accepted, nothing);
  const { url, authorization } = await makeWrong(t, accepted, () => ({ statements: [], more: `${other.url}/more` }));
  const { code, stderr } = await load(url, authorization, "--burst", "1");
  assert.equal(code, 1);
  assert.match(stderr, /the credential is only for where the endpoint/);
  assert.equal(other.seen.gets, 0);
});

test("a number out of range ends with 2, an LRS that is not there with 3", async () => {
  const wrong = await load("http://127.0.0.1:9", "Basic a2V5OnNlY3JldA==", "--batch", "1001");
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--batch is '1001', but must be a whole number from 1 to 1000/);
  const mixed = await load("http://127.0.0.1:9", "Basic a2V5OnNlY3JldA==", "--cases", "10", "--rate", "5");
  assert.equal(mixed.code, 2);
  const absent = await load("http://127.0.0.1:9", "Basic a2V5OnNlY3JldA==");
  assert.equal(absent.code, 3);
});
