// SPDX-License-Identifier: Apache-2.0

// The disk under a running server is full (ulimit -f stands for it): requests are answered 503, the server goes on, and what it acknowledged is there.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { client, makeCredential, makeFolder, randomUUID, run, serve, statement } from "../xapi/lrs.mjs";

const program = process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs";
const KILOBYTES = 768;
const BATCHES_MAX = 500;
const REFUSALS_IN_A_ROW = 6;

async function serveWithLimit(t, store) {
  const script = `ulimit -f ${KILOBYTES} && exec "$0" serve --listen 127.0.0.1:0 --store "$1"`;
  const child = spawn("bash", ["-c", script, program, store]);
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  for await (const piece of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    const found = /listens on (http:\/\/\S+)\/\n/.exec(piece);
    if (found) {
      child.stderr.resume();
      return { url: found[1], end: () => (child.kill("SIGTERM"), ended) };
    }
  }
  throw new Error("the server did not start");
}

test("requests on a full disk are 503, and acknowledged is stored", async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/lrs.db`;
  const authorization = await makeCredential(store, "all");
  const limited = await serveWithLimit(t, store);
  const call = client(limited.url, authorization);
  const padding = "x".repeat(2000);
  const post = () =>
    call("POST", "/xapi/statements", {
      body: Array.from({ length: 10 }, () => statement({ id: randomUUID(), result: { response: padding } })),
    });
  // The log can be full before the database is: what is moved from one to the other makes room again, until neither has any.
  let acknowledged = 0;
  let refused = 0;
  for (let i = 0; i < BATCHES_MAX && refused < REFUSALS_IN_A_ROW; i++) {
    const { status } = await post();
    assert.ok(status === 200 || status === 503, `${status}`);
    acknowledged += status === 200 ? 10 : 0;
    refused = status === 503 ? refused + 1 : 0;
  }
  assert.equal(refused, REFUSALS_IN_A_ROW);
  assert.ok(acknowledged > 0);
  assert.equal((await call("GET", "/xapi/statements?limit=1")).status, 200);
  assert.deepEqual(await limited.end(), [0, null]);
  const server = await serve(t, store); // with room
  assert.equal((await client(server.url, authorization)("POST", "/xapi/statements", { body: statement() })).status, 200);
  const report = JSON.parse((await run("verify", "--json", "--store", store)).stdout);
  assert.equal(report.findings, 0);
  assert.equal(report.checks.find((check) => check.name === "statements").checked, acknowledged + 1);
});
