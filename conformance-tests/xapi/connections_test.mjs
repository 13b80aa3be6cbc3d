// SPDX-License-Identifier: Apache-2.0

// Clients that are slow, that leave, or that are there when the server ends: none holds a connection, or the end, for long.
import assert from "node:assert/strict";
import net from "node:net";
import { test } from "node:test";
import { start, statement } from "./lrs.mjs";

const SOON_MS = 10000; // far below the 60 s and 30 s that the defaults would take

const line = "GET /health/live HTTP/1.1\r\n";
const request = `${line}Host: lrs\r\n\r\n`;
const halfBody = "POST /xapi/statements HTTP/1.1\r\nHost: lrs\r\nContent-Length: 100\r\n\r\n[";

// A raw connection: what arrived, and when the server closed it.
function connect(url) {
  const { hostname, port } = new URL(url);
  const socket = net.connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  const begun = Date.now();
  const client = { socket, received: "" };
  client.closed = new Promise((resolve) => {
    const left = () => resolve(Date.now() - begun);
    socket.on("end", left);
    socket.on("error", left);
    socket.on("close", left);
  });
  socket.on("data", (piece) => (client.received += piece));
  client.answers = () => client.received.split("HTTP/1.1 200").length - 1;
  client.more = () => Promise.race([new Promise((resolve) => socket.once("data", resolve)), client.closed]);
  const until = async (isThere, what) => {
    while (!isThere()) {
      assert.ok(!socket.readableEnded && !socket.destroyed, `closed before ${what}`);
      await client.more();
    }
  };
  client.says = (text) => until(() => client.received.includes(text), text);
  client.answered = (count) => until(() => client.answers() >= count, `answer ${count}`);
  return client;
}

// Sends `head` at once and `piece` again and again, each within every idle time-out; resolves to the time until it is cut.
async function drip(url, head, piece) {
  const client = connect(url);
  client.socket.write(head);
  const timer = setInterval(() => client.socket.write(piece), 200);
  const took = await client.closed;
  clearInterval(timer);
  client.socket.destroy();
  return took;
}

test("a request that arrives in drips is cut off in total, wherever it is slow", async (t) => {
  const { url, call } = await start(t, "--request-timeout", "2", "--idle-timeout", "2");
  const drips = { line: ["GET /", "a"], headers: [line, "A: b\r\n"], body: [halfBody, "x"] };
  const took = await Promise.all(Object.values(drips).map(([head, piece]) => drip(url, head, piece)));
  Object.keys(drips).forEach((name, i) => assert.ok(took[i] >= 1900 && took[i] < SOON_MS, `${name}: ${took[i]} ms`));
  assert.equal((await call("GET", "/health/live")).status, 200);
});

test("a kept connection has the whole time for each of its requests", async (t) => {
  const { url } = await start(t, "--request-timeout", "2", "--idle-timeout", "2");
  const client = connect(url);
  for (let i = 1; i <= 5; i++) {
    client.socket.write(request);
    await client.answered(i);
    await new Promise((resolve) => setTimeout(resolve, 800));
  }
  client.socket.destroy();
});

test("a client that says it will send no more is let go once it has its answers", async (t) => {
  const { url } = await start(t);
  const lasts = { none: ["", 0], line: [line, 0], one: [request, 1], two: [request + request, 2] };
  for (const [name, [bytes, answers]] of Object.entries(lasts)) {
    const clients = Array.from({ length: 50 }, () => connect(url)); // the loss is a race: many have it
    clients.forEach((client) => client.socket.end(bytes));
    for (const client of clients) {
      assert.ok((await client.closed) < SOON_MS, name);
      assert.equal(client.answers(), answers, name);
    }
  }
});

test("an address may have no more connections than it is given", async (t) => {
  const { url } = await start(t, "--connections-per-address", "3");
  const clients = Array.from({ length: 3 }, () => connect(url));
  for (const client of clients) {
    client.socket.write(request);
    await client.answered(1);
  }
  const refused = connect(url);
  refused.socket.write(request);
  await refused.closed;
  assert.equal(refused.answers(), 0);
  clients.forEach((client) => client.socket.destroy());
});

test("SIGTERM does not wait for requests that may never be whole", async (t) => {
  const open = { nothing: "", line: "GET /", headers: line, body: halfBody, kept: request };
  for (const [name, bytes] of Object.entries(open)) {
    const { url, end } = await start(t, "--request-timeout", "120", "--idle-timeout", "120");
    const client = connect(url);
    client.socket.write(bytes);
    const other = connect(url); // once it is answered, the bytes above have been read too
    other.socket.write(request);
    await other.answered(1);
    other.socket.destroy();
    const begun = Date.now();
    assert.equal(await end("SIGTERM"), 0, name);
    assert.ok(Date.now() - begun < SOON_MS, `${name}: ${Date.now() - begun} ms`);
    client.socket.destroy();
  }
});

test("what becomes whole in the grace at the end is answered 503, and the connection closed", async (t) => {
  const { url, end, authorization } = await start(t);
  const body = JSON.stringify(statement());
  const client = connect(url);
  client.socket.write(
    `POST /xapi/statements HTTP/1.1\r\nHost: lrs\r\nAuthorization: ${authorization}\r\nX-Experience-API-Version: 1.0.3\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  await client.says("HTTP/1.1 100 Continue");
  const kept = connect(url);
  kept.socket.write(request);
  await kept.answered(1);
  const ended = end("SIGTERM");
  /* The server is at its end once it refuses requests, or has closed a connection that was idle at that moment. */
  while (!kept.received.includes("HTTP/1.1 503 ") && !kept.socket.readableEnded && !kept.socket.destroyed) {
    kept.socket.write(request);
    await kept.more();
  }
  client.socket.write(body);
  await client.closed;
  assert.match(client.received, /\r\nHTTP\/1\.1 503 [^]*\r\nConnection: close\r\n/i);
  assert.match(client.received, /\r\nX-Experience-API-Version: 1\.0\.3\r\n/i, "as on every answer below /xapi/");
  client.socket.destroy();
  kept.socket.destroy();
  assert.equal(await ended, 0);
});
