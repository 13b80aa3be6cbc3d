// SPDX-License-Identifier: Apache-2.0

// HTTP itself: versions, methods, limits, health.
import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { start, statement } from "./lrs.mjs";

test("protocol", async (t) => {
  const { url, call } = await start(t, "--body-max", "20000", "--batch-max", "5");

  await t.test("about needs neither credential nor version, and answers both versions", async () => {
    const answer = await call("GET", "/xapi/about", { headers: { Authorization: null, "X-Experience-API-Version": null } });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json().version, ["1.0.3", "2.0.0"]);
    assert.equal(answer.headers.get("x-experience-api-version"), "1.0.3");
    assert.equal((await call("GET", "/xapi/about?colour=red")).status, 400);
  });

  await t.test("every other xAPI request needs a version that is spoken here", async () => {
    const expected = { "1.0": 200, "1.0.0": 200, "1.0.9": 200, "2.0.0": 200, "0.95": 400, "1.1.0": 400, "3.0.0": 400, abc: 400 };
    for (const [version, status] of Object.entries(expected)) {
      const answer = await call("GET", "/xapi/statements", { headers: { "X-Experience-API-Version": version } });
      assert.equal(answer.status, status, version);
      assert.match(answer.headers.get("x-experience-api-version"), /^(1\.0\.3|2\.0\.0)$/);
    }
    assert.equal((await call("GET", "/xapi/statements", { headers: { "X-Experience-API-Version": null } })).status, 400);
  });

  await t.test("unknown paths are 404, unknown methods 405 with those there are", async () => {
    assert.equal((await call("GET", "/nothing")).status, 404);
    assert.equal((await call("GET", "/xapi/statements/")).status, 404);
    const answer = await call("DELETE", "/xapi/statements");
    assert.equal(answer.status, 405);
    assert.match(answer.headers.get("allow"), /GET.*POST.*PUT/);
  });

  await t.test("a body over the limit is 413 and the limit named", async () => {
    const body = statement({ result: { response: "x".repeat(20001) } });
    const answer = await call("POST", "/xapi/statements", { body });
    assert.equal(answer.status, 413, answer.text);
    assert.match(answer.message(), /20000/);
    const many = await call("POST", "/xapi/statements", { body: Array.from({ length: 6 }, () => statement()) });
    assert.equal(many.status, 413);
    assert.match(many.message(), /5/);
  });

  await t.test("a client that never stops sending is cut off", async () => {
    const { hostname, port } = new URL(url);
    const socket = net.connect(Number(port), hostname);
    const ended = new Promise((resolve) => {
      socket.on("close", resolve);
      socket.on("error", resolve);
    });
    socket.write("POST /xapi/statements HTTP/1.1\r\nHost: lrs\r\nTransfer-Encoding: chunked\r\n\r\n");
    const piece = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    for (let i = 0; i < 64 && !socket.destroyed; i++) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await ended;
    assert.equal((await call("GET", "/health/live")).status, 200);
  });

  await t.test("broken requests do not harm", async () => {
    const { hostname, port } = new URL(url);
    for (const bytes of ["GET\r\n\r\n", "\0\0\0\r\n\r\n", `GET /${"a".repeat(100000)} HTTP/1.1\r\n\r\n`, "GET /xapi/statements?a=%0 HTTP/1.1\r\nHost: a\r\n\r\n"]) {
      const socket = net.connect(Number(port), hostname);
      const ended = new Promise((resolve) => {
        socket.on("data", () => socket.end());
        socket.on("close", resolve);
        socket.on("error", resolve);
      });
      socket.end(bytes);
      await ended;
    }
    assert.equal((await call("GET", "/health/live")).status, 200);
  });

  await t.test("health tells that it lives and that the store answers", async () => {
    for (const target of ["/health/live", "/health/ready"]) {
      const answer = await call("GET", target, { headers: { Authorization: null } });
      assert.equal(answer.status, 200);
      assert.match(answer.json().status, /^(live|ready)$/);
    }
  });

  await t.test("what a client stored never becomes a page", async () => {
    const answer = await call("GET", "/xapi/statements");
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.match(answer.headers.get("content-security-policy"), /default-src 'none'.*sandbox/);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  });
});
