// SPDX-License-Identifier: Apache-2.0

// Attachments out, byte for byte: pages, single statements, HEAD, both places, restarts and kill -9; and signed statements.
import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { test } from "node:test";
import { client, makeCredential, makeFolder, query, randomUUID, serve, start, statement } from "./lrs.mjs";
import { body, describe, part, read, sha2, type } from "./multipart.mjs";

const places = ["folder", "database"];
const MEGABYTE = 1 << 20;

// Data that has boundaries and line ends of all kinds in it, and some that fills chunks to the byte.
const contents = [
  Buffer.from("text"), Buffer.alloc(0), Buffer.from("\r\n--x\r\n\r\n--x--\r\n"), randomBytes(65536), randomBytes(65537),
  randomBytes(5 * MEGABYTE + 1),
];

const make = (...data) => statement({ id: randomUUID(), attachments: data.map((one) => describe(one)) });

async function post(server, statements, ...data) {
  const answer = await server.call("POST", "/xapi/statements", {
    body: body(statements, ...data.map((one) => part(one))), headers: { "Content-Type": type },
  });
  assert.equal(answer.status, 200, answer.text);
}

async function get(server, parameters, method = "GET") {
  const answer = await fetch(`${server.url}/xapi/statements?${query({ attachments: "true", ...parameters })}`, {
    method, headers: { Authorization: server.authorization, "X-Experience-API-Version": "1.0.3" },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(answer.status, 200, bytes.toString());
  return { headers: answer.headers, bytes };
}

async function parts(server, parameters) {
  const { headers, bytes } = await get(server, parameters);
  assert.equal(Number(headers.get("content-length")), bytes.length);
  return read(headers.get("content-type"), bytes);
}

for (const place of places) {
  test(`${place}: what was sent comes back, each once, also after a restart`, async (t) => {
    const first = await start(t, "--attachments", place);
    const one = make(...contents);
    await post(first, [one, make(contents[3])], ...contents);
    await first.end();
    const again = await serve(t, first.store, "--attachments", place);
    const server = { ...again, authorization: first.authorization };
    for (const parameters of [{}, { statementId: one.id }]) {
      const answer = await parts(server, parameters);
      assert.deepEqual(answer.parts.map(({ data }) => sha2(data)).sort(), contents.map((data) => sha2(data)).sort());
      for (const { headers, data } of answer.parts) {
        assert.equal(headers["x-experience-api-hash"], sha2(data));
        assert.equal(headers["content-transfer-encoding"], "binary");
        assert.equal(headers["content-type"], "text/plain");
        assert.equal(Number(headers["content-length"]), data.length);
      }
    }
    assert.equal((await parts(server, { limit: "1" })).parts.length, 1);
  });

  test(`${place}: after kill -9 in the middle, what was acknowledged is whole and nothing else is left`, async (t) => {
    const folder = await makeFolder(t);
    const store = `sqlite:${folder}/lrs.db`;
    const acknowledged = [];
    let authorization;
    for (let round = 0; round < 2; round++) {
      const server = await serve(t, store, "--attachments", place);
      authorization ??= await makeCredential(store, "all");
      server.call = client(server.url, authorization);
      const sending = Array.from({ length: 3 }, async () => {
        for (;;) {
          const data = randomBytes(MEGABYTE);
          const sent = make(data);
          await post(server, sent, data);
          acknowledged.push([sent.id, sha2(data)]);
        }
      });
      const ended = Promise.allSettled(sending);
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 300));
      await server.end("SIGKILL");
      await ended;
    }
    assert.ok(acknowledged.length > 0);
    const server = { ...(await serve(t, store)), authorization };
    for (const [id, hash] of acknowledged) {
      const answer = await parts(server, { statementId: id });
      assert.deepEqual(answer.parts.map(({ data }) => sha2(data)), [hash]);
    }
    const kept = await readdir(`${folder}/lrs.db-attachments`);
    assert.deepEqual(kept.filter((name) => name.startsWith("upload-")), []);
  });
}

test("attachments=true is multipart even if there is nothing; false is JSON", async (t) => {
  const server = await start(t);
  const empty = await parts(server, { verb: "https://synthetic.invalid/nothing" });
  assert.deepEqual([empty.statements.statements, empty.parts], [[], []]);
  assert.equal(empty.first.headers["content-type"], "application/json");
  await post(server, make(contents[0]), contents[0]);
  const plain = await server.call("GET", "/xapi/statements?attachments=false");
  assert.equal(plain.headers.get("content-type"), "application/json");
  assert.equal(plain.json().statements.length, 1);
});

test("HEAD tells what GET would send", async (t) => {
  const server = await start(t);
  const one = make(contents[3]);
  await post(server, one, contents[3]);
  for (const parameters of [{}, { statementId: one.id }]) {
    const [head, whole] = [await get(server, parameters, "HEAD"), await get(server, parameters)];
    assert.equal(head.bytes.length, 0);
    assert.equal(head.headers.get("content-length"), whole.headers.get("content-length"));
    assert.match(head.headers.get("content-type"), /^multipart\/mixed; boundary=/);
    assert.equal(head.headers.get("last-modified"), whole.headers.get("last-modified"));
  }
});

test("voided statements, other formats and SubStatements bring their attachments", async (t) => {
  const server = await start(t);
  const [data, inner] = [Buffer.from("outer"), Buffer.from("inner")];
  const { id: _, ...sub } = make(inner);
  const one = { ...make(data), object: { ...sub, objectType: "SubStatement" } };
  await post(server, one, data, inner);
  const hashes = [sha2(data), sha2(inner)];
  for (const format of ["exact", "ids", "canonical"]) {
    const answer = await parts(server, { statementId: one.id, format });
    assert.deepEqual(answer.parts.map((each) => sha2(each.data)), hashes, format);
  }
  const verb = { id: "http://adlnet.gov/expapi/verbs/voided" };
  await server.call("POST", "/xapi/statements", { body: statement({ verb, object: { objectType: "StatementRef", id: one.id } }) });
  assert.deepEqual((await parts(server, { voidedStatementId: one.id })).parts.length, 2);
  assert.deepEqual((await parts(server, {})).parts.length, 0);
});

test("data that was never sent, as there was a fileUrl, is left out", async (t) => {
  const server = await start(t);
  const fileUrl = "https://synthetic.invalid/file";
  await post(server, statement({ attachments: [describe("elsewhere", { fileUrl })] }));
  const answer = await parts(server, {});
  assert.equal(answer.statements.statements[0].attachments[0].fileUrl, fileUrl);
  assert.equal(answer.parts.length, 0);
});

test("a file that was lost is told, and replaced by sending it again", async (t) => {
  const server = await start(t);
  const one = make(contents[0]);
  await post(server, one, contents[0]);
  await rm(`${server.folder}/lrs.db-attachments/${sha2(contents[0])}`);
  const lost = await server.call("GET", "/xapi/statements?attachments=true");
  assert.equal(lost.status, 503);
  assert.match(lost.message(), /was lost; bring it back/);
  await post(server, one, contents[0]);
  assert.equal((await parts(server, {})).parts.length, 1);
});

test("a reader of attachments alone may not be given them without statements/read", async (t) => {
  const server = await start(t);
  const writer = client(server.url, await makeCredential(server.store, "statements/write"));
  assert.equal((await writer("GET", "/xapi/statements?attachments=true")).status, 403);
});

// ---- signatures ----

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encode = (text) => Buffer.from(text).toString("base64url");

function signed(one, algorithm = "RS256") {
  const signedText = `${encode(JSON.stringify({ alg: algorithm }))}.${encode(JSON.stringify(one))}`;
  return `${signedText}.${sign("sha256", Buffer.from(signedText), privateKey).toString("base64url")}`;
}

function withSignature(one, jws) {
  const signature = {
    ...describe(jws, { contentType: "application/octet-stream" }),
    usageType: "http://adlnet.gov/expapi/attachments/signature",
  };
  return body({ ...one, attachments: [signature] }, part(jws, { "Content-Type": "application/octet-stream" }));
}

test("a signature is checked before anything is stored, and comes back", async (t) => {
  const server = await start(t);
  const one = statement({ id: randomUUID() });
  const send = (...content) => server.call("POST", "/xapi/statements", { body: withSignature(...content), headers: { "Content-Type": type } });
  for (const jws of ["no JWS", signed(one, "HS256"), signed(statement({ result: { success: true } })), signed({ ...one, id: randomUUID() })]) {
    const refused = await send(one, jws);
    assert.equal(refused.status, 400, jws);
    assert.equal(refused.place(), "attachments[0]");
  }
  assert.deepEqual((await parts(server, {})).statements.statements, []);
  const jws = signed(one);
  assert.equal((await send(one, jws)).status, 200);
  assert.equal((await parts(server, { statementId: one.id })).parts[0].data.toString(), jws);
});

test("a signature that is too large is refused", async (t) => {
  const server = await start(t);
  const one = statement({ id: randomUUID() });
  const jws = signed({ ...one, result: { response: "a".repeat(4 * MEGABYTE) } });
  const refused = await server.call("POST", "/xapi/statements", { body: withSignature(one, jws), headers: { "Content-Type": type } });
  assert.equal(refused.status, 413, refused.text);
});
