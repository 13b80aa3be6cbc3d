// SPDX-License-Identifier: Apache-2.0

// TinCanJS in the alternate request syntax: old browsers, which can do no other, and addresses of 2048 characters and more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { ask, browserTinCan, tincanClient } from "./clients.mjs";

test("an old browser posts whatever it does, and gives its credential in the form", async (t) => {
  const sent = [];
  const TinCan = browserTinCan({ old: true, sent });
  const lrs = tincanClient(TinCan, await start(t));
  const one = new TinCan.Statement(statement({ id: randomUUID() }));
  assert.equal((await ask(lrs, "saveStatement", one)).problem, null);
  assert.equal((await ask(lrs, "retrieveStatement", one.id)).result.id, one.id);
  assert.equal((await ask(lrs, "about", {})).problem, null);
  assert.deepEqual(sent, ["POST", "POST", "POST"]);
});

test("an old browser with a wrong secret is refused and changes nothing", async (t) => {
  const server = await start(t);
  const TinCan = browserTinCan({ old: true });
  const lrs = tincanClient(TinCan, { ...server, authorization: `Basic ${btoa("key:secret")}` });
  const { problem, result } = await ask(lrs, "saveStatement", new TinCan.Statement(statement({ id: randomUUID() })));
  assert.equal(problem, 400, "what it makes of any failure");
  assert.ok(JSON.parse(result.responseText).error.message);
  assert.deepEqual((await server.call("GET", "/xapi/statements")).json().statements, []);
});

test("an address of 2048 characters and more goes as a form, with the credential in header and form", async (t) => {
  const methods = [];
  const TinCan = browserTinCan({ sent: methods });
  const lrs = tincanClient(TinCan, await start(t));
  const id = `https://synthetic.invalid/activities/${"long/".repeat(400)}`;
  const activity = new TinCan.Activity({ id });
  const agent = new TinCan.Agent(statement().actor);
  const good = async (...argument) => {
    const { problem, result } = await ask(lrs, ...argument);
    assert.equal(problem, null, result?.responseText);
    return result;
  };
  const sent = new TinCan.Statement(statement({ id: randomUUID(), object: { id, definition: { name: { en: "Long" } } } }));
  await good("saveStatement", sent);
  assert.deepEqual((await good("queryStatements", { params: { activity: id } })).statements.map((one) => one.id), [sent.id]);
  assert.equal((await good("retrieveActivity", id, {})).definition.name.en, "Long");

  await good("saveState", "bookmark", { page: 1 }, { agent, activity, contentType: "application/json" });
  const { contents, etag, contentType } = await good("retrieveState", "bookmark", { agent, activity });
  assert.deepEqual([contents.page, contentType], [1, "application/json"]);
  await good("saveState", "bookmark", { page: 2 }, { agent, activity, contentType: "application/json", lastSHA1: etag });
  assert.equal((await ask(lrs, "saveState", "bookmark", { page: 3 }, { agent, activity, lastSHA1: etag })).problem, 412);
  await good("dropState", "bookmark", { agent, activity });
  assert.deepEqual(await good("retrieveStateIds", { agent, activity }), []);
  assert.deepEqual(methods, ["PUT", ...Array(methods.length - 1).fill("POST")], "only the statement's address was short");
});
