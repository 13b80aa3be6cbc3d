// SPDX-License-Identifier: Apache-2.0

// The alternate request syntax of 1.0.3: a POST whose form stands for a request, exactly as strictly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, makeFolder, query, randomUUID, serve, start, statement } from "./lrs.mjs";

const agent = { mbox: "mailto:synthetic-0001@synthetic.invalid" };
const activityId = "https://synthetic.invalid/activities/module";

test("alternate request syntax", async (t) => {
  const { url, store, authorization } = await start(t, "--body-max", "4000");
  const version = { "X-Experience-API-Version": "1.0.3" };

  // As a browser that can set no header would send it.
  const post = async (path, method, fields, headers = {}) => {
    const body = typeof fields === "string" ? fields : query(fields);
    const response = await fetch(`${url}${path}?method=${method}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text), message: () => JSON.parse(text).error.message };
  };
  const ask = (path, method, fields, headers) => post(path, method, { Authorization: authorization, ...version, ...fields }, headers);

  await t.test("statements are put, posted and read with everything in the form", async () => {
    const statementId = randomUUID();
    const put = await ask("/xapi/statements", "PUT", { statementId, content: statement() });
    assert.equal(put.status, 204, put.text);
    assert.equal(put.headers.get("x-experience-api-version"), "1.0.3");
    assert.equal(put.headers.get("access-control-allow-origin"), "*");
    const posted = await ask("/xapi/statements", "POST", { content: [statement()], "Content-Type": "application/json; charset=utf-8" });
    assert.deepEqual(posted.json().length, 1);
    const got = await ask("/xapi/statements", "GET", { statementId });
    assert.equal(got.json().id, statementId);
    const likeTinCan = await ask("/xapi/statements", "GET", { statementId, content: "undefined" });
    assert.equal(likeTinCan.text, got.text, "TinCanJS sends so when there is no content");
    const page = await ask("/xapi/statements", "GET", { limit: "1", agent: statement().actor });
    assert.equal(page.json().statements.length, 1);
    const more = await client(url, authorization)("GET", page.json().more);
    assert.equal(more.json().statements.length, 1, "more is followed as an ordinary request");
  });

  await t.test("documents keep their type, ETags and preconditions", async () => {
    const where = { activityId, profileId: randomUUID() };
    const path = "/xapi/activities/profile";
    const type = { "Content-Type": "text/plain; charset=utf-8" };
    assert.equal((await ask(path, "PUT", { ...where, content: "Zażółć 1+1=2 & %", ...type, "If-None-Match": "*", "Content-Length": "3" })).status, 204);
    assert.equal((await ask(path, "PUT", { ...where, content: "x", ...type, "If-None-Match": "*" })).status, 412);
    assert.equal((await ask(path, "PUT", { ...where, content: "x", ...type })).status, 409);
    assert.equal((await ask(path, "PUT", { ...where, content: "x" })).status, 400, "a document needs a type");
    const got = await ask(path, "GET", where);
    assert.equal(got.text, "Zażółć 1+1=2 & %");
    assert.equal(got.headers.get("content-type"), type["Content-Type"]);
    assert.equal((await ask(path, "DELETE", { ...where, "If-Match": '"abc"' })).status, 412);
    assert.equal((await ask(path, "DELETE", { ...where, "If-Match": got.headers.get("etag") })).status, 204);
    assert.equal((await ask(path, "GET", where)).status, 404);
  });

  await t.test("headers of HTTP count where the form has none", async () => {
    const headers = { Authorization: authorization, ...version };
    assert.equal((await post("/xapi/statements", "GET", { limit: "1" }, headers)).status, 200);
    assert.equal((await post("/xapi/agents", "GET", { agent }, { ...headers, "Content-Type": "text/plain" })).status, 200);
  });

  await t.test("credentials in the form open no more than in the header", async () => {
    const reader = await makeCredential(store, "statements/read");
    const form = (Authorization, method) => post("/xapi/statements", method, { ...version, Authorization, ...(method === "PUT" && { statementId: randomUUID(), content: statement() }) });
    assert.equal((await form(reader, "GET")).status, 200);
    assert.equal((await form(reader, "PUT")).status, 403);
    for (const wrong of ["", "Basic", "Basic Og==", `${reader}x`, "Bearer abc"]) {
      const answer = await form(wrong, "GET");
      assert.equal(answer.status, 401, wrong);
      assert.match(answer.headers.get("www-authenticate"), /^Basic/);
    }
    const both = await post("/xapi/statements", "GET", { ...version, Authorization: reader }, { Authorization: authorization });
    assert.equal(both.status, 400);
    assert.match(both.message(), /^Authorization: differs/);
  });

  await t.test("the version is asked for and must be 1.0.x", async () => {
    for (const [sent, named] of Object.entries({ "1.0": "1.0.3", "1.0.2": "1.0.3" })) {
      const answer = await ask("/xapi/statements", "GET", { "X-Experience-API-Version": sent });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("x-experience-api-version"), named);
    }
    for (const [sent, named] of Object.entries({ 0.8: "1.0.3", "": "1.0.3", "2.0.0": "2.0.0" })) {
      const answer = await ask("/xapi/statements", "GET", { "X-Experience-API-Version": sent }, version);
      assert.equal(answer.status, 400, sent);
      assert.equal(answer.headers.get("x-experience-api-version"), named);
      assert.ok(answer.headers.get("x-experience-api-consistent-through"));
    }
    const none = await post("/xapi/statements", "GET", { Authorization: authorization });
    assert.equal(none.status, 400);
    assert.equal((await post("/xapi/about", "GET", {})).status, 200);
  });

  await t.test("what is not the syntax is 400", async () => {
    const content = JSON.stringify(statement());
    const statementId = randomUUID();
    const headers = { Authorization: authorization, ...version };
    const bad = {
      "a parameter beside method": post("/xapi/statements", `PUT&statementId=${statementId}`, { statementId, content }, headers),
      "no content": post("/xapi/statements", "PUT", { statementId }, headers),
      "no form": post("/xapi/statements", "PUT", "", headers),
      "JSON in place of the form": post("/xapi/statements", "PUT", JSON.stringify({ statementId, content }), headers),
      "an unknown parameter": post("/xapi/statements", "GET", { colour: "red" }, headers),
      "a parameter in another case": post("/xapi/statements", "GET", { Limit: "1" }, headers),
      "a parameter twice": post("/xapi/statements", "GET", "limit=1&limit=2", headers),
      "another method": post("/xapi/statements", "PATCH", { content }, headers),
      "a broken escape": post("/xapi/statements", "PUT", "content=%zz", headers),
      "a header that would split": post("/xapi/statements", "PUT", { statementId, content, "Content-Type": "a/b\r\nX: y" }, headers),
    };
    for (const [name, answer] of Object.entries(bad)) {
      assert.equal((await answer).status, 400, `${name}: ${(await answer).text}`);
    }
    const put = await fetch(`${url}/xapi/statements?method=POST`, { method: "PUT", headers: { ...headers, "Content-Type": "application/json" }, body: content });
    assert.equal(put.status, 400, "only a POST stands for other requests");
    assert.equal((await ask("/xapi/about", "PUT", { content: "x" })).status, 405);
    assert.equal((await ask("/xapi/nothing", "GET", {})).status, 404);
  });

  await t.test("a form over --body-max is 413", async () => {
    const answer = await ask("/xapi/statements", "PUT", { statementId: randomUUID(), content: "x".repeat(4000) });
    assert.equal(answer.status, 413);
    assert.match(answer.message(), /4000/);
  });
});

test("2.0 does not know the syntax, whatever the form says of the version", async (t) => {
  const folder = await makeFolder(t);
  const { url, store } = await serve(t, `sqlite:${folder}/lrs.db`, "--default-version", "2.0.0");
  const Authorization = await makeCredential(store, "all");
  for (const path of ["/xapi/statements", "/xapi/about", "/xapi/agents/profile"]) {
    for (const fields of [{}, { "X-Experience-API-Version": "2.0.0" }]) {
      const answer = await fetch(`${url}${path}?method=GET`, { method: "POST", body: new URLSearchParams({ Authorization, ...fields }) });
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("x-experience-api-version"), "2.0.0");
    }
  }
  const old = await fetch(`${url}/xapi/statements?method=GET`, { method: "POST", body: new URLSearchParams({ Authorization, "X-Experience-API-Version": "1.0.3" }) });
  assert.equal(old.status, 200);
});
