// SPDX-License-Identifier: Apache-2.0

// Attachments as each client sends and reads them. Where a client's own fault is refused, the test says which, and that nothing is stored of it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { ask, refusal, tincanClient, tincanKinds, variants, xapiClient } from "./clients.mjs";

const encoder = new TextEncoder();
const loads = {
  text: ["hello"],
  "bytes that are no text": [new Uint8Array([0, 255, 13, 10, 0x80])],
  two: ["hello", "world"],
};
const bytesOf = (content) => (typeof content === "string" ? encoder.encode(content) : content);
const hex = (content) => Buffer.from(bytesOf(content)).toString("hex");

function about(content) {
  const bytes = bytesOf(content);
  const sha2 = createHash("sha256").update(bytes).digest("hex");
  const usageType = "https://synthetic.invalid/usage/note";
  return { usageType, display: { en: "Note" }, contentType: "text/plain", length: bytes.length, sha2 };
}

// axios takes the Content-Type of a Blob in Node and drops the one that @xapi/xapi gave with the boundary.
const axios = { text: /^Content-Type/, "bytes that are no text": /^Content-Type/, two: /^Content-Type/ };
// Both clients write no CRLF between an attachment and the next boundary, which so belongs to the attachment (RFC 2046 5.1.1).
const two = { two: /^part 2: its data has the hash/ };
// The Node build makes text of what it sends, the old browser of its Blob.
const node = { ...two, "bytes that are no text": /^part 2: its data has the hash/ };
const noBlob = /does not have the boundary/;
const old = { text: noBlob, "bytes that are no text": noBlob, two: noBlob };

test("@xapi/xapi: attachments", async (t) => {
  const server = await start(t);
  for (const { name, options } of variants) {
    const client = xapiClient(server, options);
    const refused = options.adapter === "axios" ? axios : two;
    for (const [load, contents] of Object.entries(loads)) {
      await t.test(`${name}: ${load}`, async () => {
        const sent = statement({ id: randomUUID(), attachments: contents.map(about) });
        const sending = client.sendStatement({ statement: sent, attachments: contents });
        if (refused[load]) {
          assert.match(await refusal(sending), refused[load]);
          await refusal(client.getStatement({ statementId: sent.id }));
          return;
        }
        assert.deepEqual((await sending).data, [sent.id]);
        const [got, ...parts] = (await client.getStatement({ statementId: sent.id, attachments: true })).data;
        assert.deepEqual(got.attachments, sent.attachments);
        assert.equal(parts.length, contents.length);
        if (load === "text") {
          assert.deepEqual(parts, contents);
          assert.deepEqual((await client.getStatement({ statementId: sent.id })).data.attachments, sent.attachments);
        }
      });
    }

    if (options.adapter === "fetch") {
      await t.test(`${name}: several, when each but the last is given the CRLF that follows it`, async () => {
        const statements = loads.two.map((content) => statement({ id: randomUUID(), attachments: [about(content)] }));
        await client.sendStatements({ statements, attachments: ["hello\r\n", "world"] });
        const [page, ...parts] = (await client.getStatements({ attachments: true, limit: 2, ascending: false })).data;
        assert.deepEqual(page.statements.map(({ id }) => id), statements.map(({ id }) => id).reverse());
        assert.deepEqual(parts.sort(), ["hello", "world"]);
      });
    }

    await t.test(`${name}: a list without any is read too`, async () => {
      const [page, ...parts] = (await client.getStatements({ attachments: true, verb: "https://synthetic.invalid/verbs/never" })).data;
      assert.deepEqual([page.statements, parts], [[], []]);
    });
  }
});

test("TinCanJS: attachments", async (t) => {
  const server = await start(t);
  for (const { name, library: TinCan, version } of tincanKinds) {
    const lrs = tincanClient(TinCan, server, { version });
    const refused = name.startsWith("Node") ? node : name.startsWith("old") ? old : two;
    for (const [load, contents] of Object.entries(loads)) {
      await t.test(`${name}: ${load}`, async () => {
        // The client makes length and sha2 of the content itself.
        const attachments = contents.map((content) => ({ ...about(content), length: undefined, sha2: undefined, content: bytesOf(content).buffer }));
        const sent = new TinCan.Statement(statement({ id: randomUUID(), attachments }));
        const { problem, result } = await ask(lrs, "saveStatement", sent);
        if (refused[load]) {
          assert.equal(problem, 400);
          assert.match(JSON.parse(result.responseText).error.message, refused[load]);
          assert.ok((await ask(lrs, "retrieveStatement", sent.id)).problem >= 400);
          return;
        }
        assert.equal(problem, null);
        const read = ({ attachments: got }) => [...got].map(({ content }) => hex(new Uint8Array(content)));
        const one = await ask(lrs, "retrieveStatement", sent.id, { params: { attachments: true } });
        assert.deepEqual(read(one.result), contents.map(hex));
        const page = await ask(lrs, "queryStatements", { params: { attachments: true, limit: 1 } });
        assert.equal(page.result.statements[0].id, sent.id);
        assert.deepEqual(read(page.result.statements[0]), contents.map(hex));
      });
    }
  }
});
