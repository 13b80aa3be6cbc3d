// SPDX-License-Identifier: Apache-2.0

// Attachments in: what is taken and what is refused, in both places (Communication 1.5.2, Data 2.4.11).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import http from "node:http";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { client, makeCredential, randomUUID, start, statement } from "./lrs.mjs";
import { body, boundary, describe, part, sha2, type } from "./multipart.mjs";

const places = ["folder", "database"];
const other = "some other data";
const data = "here is a simple attachment";
const withOne = (changes = {}) => statement({ attachments: [describe(data, changes)] });
const post = (call, content, headers = {}) =>
  call("POST", "/xapi/statements", { body: content, headers: { "Content-Type": type, ...headers } });

// name: [body, status, what the message says]
const cases = {
  "an attachment": [body(withOne(), part(data)), 200],
  "a hash in capitals": [body(withOne({ sha2: sha2(data).toUpperCase() }), part(data)), 200],
  "a SHA-512": [body(withOne({ sha2: sha2(data, "sha512") }), part(data, { "X-Experience-API-Hash": sha2(data, "sha512") })), 200],
  "no data at all in an attachment": [body(statement({ attachments: [describe("")] }), part("")), 200],
  "one part for two statements": [body([withOne(), withOne()], part(data)), 200],
  "the same part twice": [body(withOne(), part(data), part(data)), 200],
  "no attachments": [body(statement()), 200],
  "an empty batch": [body([]), 200],
  "a fileUrl instead of data": [body(withOne({ fileUrl: "https://synthetic.invalid/file" })), 200],
  "neither data nor fileUrl": [body(withOne()), 400, /attachments\[0\]: its data is not in the request/],
  "data that no statement names": [body(withOne(), part(data), part(other)), 400, /part 3: .* is the sha2 of no attachment/],
  "data of another hash": [body(withOne(), part(other, { "X-Experience-API-Hash": sha2(data) })), 400, /part 2: its data has the hash/],
  "a part without hash": [body(withOne(), part(data, { "X-Experience-API-Hash": null })), 400, /part 2: lacks the header/],
  "a part without encoding": [body(withOne(), part(data, { "Content-Transfer-Encoding": null })), 400, /part 2/],
  "a broken statement": [body({ ...withOne(), actor: undefined }, part(data)), 400, /actor/],
  "a body without its end": [body(withOne(), part(data)).subarray(0, -10), 400, /the body ends in part 2/],
  "no parts": [Buffer.from("nothing"), 400, /boundary/],
};

// In the end the folder has these files; what was received in vain may go after the answer.
async function keeps(folder, files) {
  const found = () => readdir(`${folder}/lrs.db-attachments`);
  for (let tries = 0; tries < 100 && (await found()).length !== files.length; tries += 1) await setTimeout(20);
  assert.deepEqual(await found(), files);
}

for (const place of places) {
  test(`${place}: multipart bodies are taken and refused as the standard says`, async (t) => {
    const { call } = await start(t, "--attachments", place);
    for (const [name, [content, status, message]] of Object.entries(cases)) {
      const answer = await post(call, content);
      assert.equal(answer.status, status, `${name}: ${answer.text}`);
      if (message) {
        assert.match(answer.message(), message, name);
      }
    }
  });
}

test("what is refused stores neither statements nor data", async (t) => {
  const { call, folder } = await start(t);
  const refused = Object.values(cases).filter(([, status]) => status === 400);
  for (const [content] of refused) {
    await post(call, content);
  }
  const id = randomUUID();
  await call("POST", "/xapi/statements", { body: statement({ id }) });
  const conflict = await post(call, body({ ...withOne(), id }, part(data)));
  assert.equal(conflict.status, 409, conflict.text);
  assert.equal((await call("GET", "/xapi/statements")).json().statements.length, 1);
  await keeps(folder, []);
});

test("PUT takes attachments, and the same again", async (t) => {
  const { call } = await start(t);
  const id = randomUUID();
  const put = () => call("PUT", `/xapi/statements?statementId=${id}`, { body: body(withOne(), part(data)), headers: { "Content-Type": type } });
  assert.equal((await put()).status, 204);
  assert.equal((await put()).status, 204);
  const array = await call("PUT", `/xapi/statements?statementId=${id}`, { body: body([withOne()], part(data)), headers: { "Content-Type": type } });
  assert.equal(array.status, 400, array.text);
});

test("in application/json each attachment needs a fileUrl", async (t) => {
  const { call } = await start(t);
  const refused = await call("POST", "/xapi/statements", { body: withOne() });
  assert.equal(refused.status, 400);
  assert.equal(refused.place(), "attachments[0]");
  const taken = await call("POST", "/xapi/statements", { body: withOne({ fileUrl: "https://synthetic.invalid/file" }) });
  assert.equal(taken.status, 200, taken.text);
});

test("other types of multipart, and broken boundaries, are refused", async (t) => {
  const { call } = await start(t);
  for (const sent of [`multipart/form-data; boundary=${boundary}`, "multipart/mixed", "multipart/mixed; boundary=\"\"", "text/plain"]) {
    assert.equal((await post(call, body(withOne(), part(data)), { "Content-Type": sent })).status, 400, sent);
  }
});

// Sends the head of a request that waits to be asked for its body; yields the answer's status, 100 if it is asked.
function expectStatus(url, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/xapi/statements`, {
      method: "POST",
      headers: { Expect: "100-continue", "Content-Length": 1000, "Content-Type": type, "X-Experience-API-Version": "1.0.3", ...headers },
    });
    request.on("continue", () => request.destroy() && resolve(100));
    request.on("response", (response) => request.destroy() && resolve(response.statusCode));
    request.on("error", (problem) => problem.code === "ECONNRESET" || reject(problem));
    request.flushHeaders();
  });
}

test("who may not send is told so before the body is sent", async (t) => {
  const { url, store, authorization } = await start(t, "--upload-max", "2000");
  const Authorization = authorization;
  const reader = await makeCredential(store, "statements/read");
  assert.equal(await expectStatus(url, { Authorization }), 100);
  assert.equal(await expectStatus(url, {}), 401);
  assert.equal(await expectStatus(url, { Authorization: reader }), 403);
  assert.equal(await expectStatus(url, { Authorization, "X-Experience-API-Version": "9" }), 400);
  assert.equal(await expectStatus(url, { Authorization, "Content-Length": 2001 }), 413);
  assert.equal(await expectStatus(url, { Authorization, "Content-Type": "multipart/mixed" }), 400);
});

test("limits: bytes of the request, of its statements and of an attachment, and attachments", async (t) => {
  const { call } = await start(t, "--upload-max", "8000", "--body-max", "2500", "--attachment-max", "3000", "--part-max", "2");
  const large = (length, letter = "a") => letter.repeat(length);
  const send = (...contents) =>
    post(call, body(statement({ attachments: contents.map((one) => describe(one)) }), ...contents.map((one) => part(one))));
  assert.equal((await send(large(3000), "b")).status, 200);
  const over = {
    "part 2: the attachment has more than 3000": await send(large(3001)),
    "more than 3 parts": await send("a", "b", "c"),
    "the limit of 8000 bytes": await post(call, body(statement(), part(large(8000)))),
    "2500 bytes": await post(call, body(statement({ result: { response: large(2500) } }))),
  };
  for (const [message, answer] of Object.entries(over)) {
    assert.equal(answer.status, 413, answer.text);
    assert.ok(answer.message().includes(message), answer.message());
  }
});

test("a body without Content-Length is measured as it comes", async (t) => {
  const { url, authorization } = await start(t, "--upload-max", "5000");
  const answer = await fetch(`${url}/xapi/statements`, {
    method: "POST",
    duplex: "half",
    headers: { Authorization: authorization, "X-Experience-API-Version": "1.0.3", "Content-Type": type },
    body: new Blob([body(statement({ attachments: [describe("a".repeat(9000))] }), part("a".repeat(9000)))]).stream(),
  });
  assert.equal(answer.status, 413, await answer.text());
});

// Sends pieces with pauses between them; yields the answer's status, or what became of the connection.
async function trickle(server, pieces, length, pause) {
  const request = http.request(`${server.url}/xapi/statements`, {
    method: "POST",
    headers: { Authorization: server.authorization, "Content-Type": type, "Content-Length": length, "X-Experience-API-Version": "1.0.3" },
  });
  const outcome = new Promise((resolve) => {
    request.on("response", (response) => resolve(response.statusCode));
    request.on("error", (problem) => resolve(problem.code));
  });
  for (const piece of pieces) {
    request.write(piece);
    await setTimeout(pause);
  }
  return outcome;
}

test("a large body gets more time than --request-timeout, one in drips does not", async (t) => {
  const server = await start(t, "--request-timeout", "1");
  const large = "a".repeat(400000);
  const whole = body(statement({ attachments: [describe(large)] }), part(large));
  const pieces = Array.from({ length: 7 }, (_, i) => whole.subarray(i * 65536, (i + 1) * 65536));
  assert.equal(await trickle(server, pieces, whole.length, 300), 200);
  const drips = Array.from({ length: 7 }, (_, i) => whole.subarray(i, i + 1));
  assert.match(String(await trickle(server, drips, whole.length, 300)), /ECONNRESET|EPIPE/);
});

for (const place of places) {
  test(`${place}: a full disk is answered 503, leaves nothing, and passes`, async (t) => {
    const { call, folder, pid } = await start(t, "--attachments", place);
    const limitFiles = (bytes) => promisify(execFile)("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
    const large = "a".repeat(5 << 20);
    const sendLarge = () => post(call, body(statement({ attachments: [describe(large)] }), part(large)));
    await limitFiles(2 << 20);
    const refused = await sendLarge();
    assert.equal(refused.status, 503, refused.text);
    assert.equal(refused.headers.get("retry-after"), "1");
    assert.equal((await post(call, body(withOne(), part(data)))).status, 200);
    assert.equal((await call("GET", "/xapi/statements")).json().statements.length, 1);
    await keeps(folder, place === "folder" ? [sha2(data)] : []);
    await limitFiles("unlimited");
    assert.equal((await sendLarge()).status, 200);
  });
}

test("an attachment is kept once, however often and by whomever it is sent", async (t) => {
  const { call, folder, url, store } = await start(t);
  const second = client(url, await makeCredential(store, "statements/write"));
  await Promise.all([call, second, call, second].map(async (one) => assert.equal((await post(one, body(withOne(), part(data)))).status, 200)));
  await keeps(folder, [sha2(data)]);
});
