// SPDX-License-Identifier: Apache-2.0

// ibest-load against a server of its own: all statements come back, and its exit codes tell what went wrong.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
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
  const { found, missing, doubled, foreign, requests } = result;
  assert.deepEqual({ found, missing, doubled, foreign, requests }, { found: 2000, missing: 0, doubled: 0, foreign: 0, requests: 21 });
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

test("a number out of range ends with 2, an LRS that is not there with 3", async () => {
  const wrong = await load("http://127.0.0.1:9", "Basic a2V5OnNlY3JldA==", "--batch", "1001");
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--batch is '1001', but must be a whole number from 1 to 1000/);
  const absent = await load("http://127.0.0.1:9", "Basic a2V5OnNlY3JldA==");
  assert.equal(absent.code, 3);
});
