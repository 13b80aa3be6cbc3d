// SPDX-License-Identifier: Apache-2.0

// The headers that every answer carries, good or bad: version, Consistent-Through, what browsers and clients may do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, makeFolder, query, run, serve, start, statement } from "./lrs.mjs";

const agent = { mbox: "mailto:synthetic-0001@synthetic.invalid" };
const activityId = "https://synthetic.invalid/activities/module";
const methods = {
  "/xapi/about": ["GET", "HEAD"],
  "/xapi/statements": ["GET", "HEAD", "POST", "PUT"],
  "/xapi/activities/state": ["GET", "HEAD", "POST", "PUT", "DELETE"],
  "/xapi/activities/profile": ["GET", "HEAD", "POST", "PUT", "DELETE"],
  "/xapi/agents/profile": ["GET", "HEAD", "POST", "PUT", "DELETE"],
  "/health/live": ["GET", "HEAD"],
  "/reports": ["GET", "HEAD"],
};
const listOf = (header) => header.split(/, */).sort();

test("headers", async (t) => {
  const { url, store, call } = await start(t, "--body-max", "2000");
  const reader = client(url, await makeCredential(store, "statements/read"));

  const failures = {
    401: (headers) => call("GET", "/xapi/statements", { headers: { ...headers, Authorization: null } }),
    403: (headers) => reader("POST", "/xapi/statements", { body: statement(), headers }),
    "404 statement": (headers) => call("GET", "/xapi/statements?statementId=6d6a6a3c-0c3e-4c0b-9b0e-3f3f3f3f3f3f", { headers }),
    "404 document": (headers) => call("GET", `/xapi/agents/profile?${query({ agent, profileId: "none" })}`, { headers }),
    "404 path": (headers) => call("GET", "/xapi/nothing", { headers }),
    405: (headers) => call("DELETE", "/xapi/statements", { headers }),
    "400 parameter": (headers) => call("GET", "/xapi/statements?colour=red", { headers }),
    "400 body": (headers) => call("POST", "/xapi/statements", { body: "{", headers }),
    "400 escape": (headers) => call("GET", "/xapi/statements?verb=%", { headers }),
    413: (headers) => call("POST", "/xapi/statements", { body: "x".repeat(2001), headers }),
  };
  for (const [name, ask] of Object.entries(failures)) {
    await t.test(`${name} names the version asked for, and says why in JSON`, async () => {
      for (const version of ["1.0.3", "2.0.0"]) {
        const answer = await ask({ "X-Experience-API-Version": version });
        assert.equal(answer.status, Number.parseInt(name, 10), answer.text);
        assert.equal(answer.headers.get("x-experience-api-version"), version);
        assert.match(answer.headers.get("content-type"), /^application\/json/);
        assert.ok(answer.message().length > 10);
        const isStatements = !name.includes("document") && !name.includes("path");
        assert.equal(answer.headers.has("x-experience-api-consistent-through"), isStatements);
      }
    });
  }

  await t.test("Consistent-Through is a time no earlier than the statements shown", async () => {
    await call("POST", "/xapi/statements", { body: statement() });
    const answer = await call("GET", "/xapi/statements");
    const [{ stored }] = answer.json().statements;
    assert.ok(Date.parse(answer.headers.get("x-experience-api-consistent-through")) >= Date.parse(stored));
  });

  await t.test("answers about reports tell when the last statement was stored", async () => {
    for (const path of ["/reports", "/reports/funnel", "/reports/aggregate?measure=count"]) {
      const { headers } = await call("GET", path);
      const [{ stored }] = (await call("GET", "/xapi/statements?limit=1")).json().statements;
      assert.equal(headers.get("x-last-statement-stored"), stored, path);
      await call("POST", "/xapi/statements", { body: statement() });
    }
  });

  await t.test("OPTIONS tells what a path knows, to browsers and others, without credentials", async () => {
    for (const [path, expected] of Object.entries(methods)) {
      const plain = await call("OPTIONS", path, { headers: { Authorization: null, "X-Experience-API-Version": null } });
      assert.equal(plain.status, 204, path);
      assert.deepEqual(listOf(plain.headers.get("allow")), ["OPTIONS", ...expected].sort(), path);
      const preflight = await call("OPTIONS", path, {
        headers: { Authorization: null, "X-Experience-API-Version": null, Origin: "null", "Access-Control-Request-Method": "PUT" },
      });
      assert.equal(preflight.status, 204);
      assert.deepEqual(listOf(preflight.headers.get("access-control-allow-methods")), ["OPTIONS", ...expected].sort(), path);
      const allowed = listOf(preflight.headers.get("access-control-allow-headers").toLowerCase());
      for (const name of ["authorization", "content-type", "content-length", "if-match", "if-none-match", "x-experience-api-version"]) {
        assert.ok(allowed.includes(name), name);
      }
      assert.match(preflight.headers.get("access-control-max-age"), /^[1-9]\d*$/);
    }
    assert.equal((await call("OPTIONS", "/xapi/nothing")).status, 404);
  });

  await t.test("scripts may read what xAPI puts into headers, on failures too", async () => {
    for (const path of [...Object.keys(methods), "/xapi/nothing"]) {
      const answer = await call("GET", path, { headers: { Authorization: null, Origin: "https://lms.synthetic.invalid" } });
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
      const exposed = listOf(answer.headers.get("access-control-expose-headers").toLowerCase());
      for (const name of ["etag", "last-modified", "x-experience-api-version", "x-experience-api-consistent-through"]) {
        assert.ok(exposed.includes(name), `${path}: ${name}`);
      }
    }
  });

  await t.test("any other method is 405 with those there are", async () => {
    for (const [path, expected] of Object.entries(methods)) {
      for (const method of ["PATCH", "DELETE", "PUT"].filter((name) => !expected.includes(name))) {
        const answer = await call(method, path);
        assert.equal(answer.status, 405, `${method} ${path}`);
        assert.deepEqual(listOf(answer.headers.get("allow")), ["OPTIONS", ...expected].sort());
      }
    }
  });

  await t.test("HEAD answers as GET does, without the body", async () => {
    await call("PUT", `/xapi/agents/profile?${query({ agent, profileId: "a" })}`, { body: { a: 1 }, headers: { "If-None-Match": "*" } });
    await call("PUT", `/xapi/activities/profile?${query({ activityId, profileId: "a" })}`, { body: "1", headers: { "If-None-Match": "*" } });
    const targets = [
      "/xapi/about",
      "/xapi/statements",
      "/xapi/statements?statementId=wrong",
      `/xapi/agents/profile?${query({ agent, profileId: "a" })}`,
      `/xapi/agents/profile?${query({ agent })}`,
      `/xapi/activities/profile?${query({ activityId, profileId: "a" })}`,
      `/xapi/activities/state?${query({ activityId, agent })}`,
    ];
    for (const target of targets) {
      const [head, got] = [await call("HEAD", target), await call("GET", target)];
      assert.equal(head.status, got.status, target);
      assert.equal(head.text, "");
      for (const name of ["content-length", "content-type", "etag", "last-modified", "x-experience-api-version"]) {
        assert.equal(head.headers.get(name), got.headers.get(name), `${target}: ${name}`);
      }
      assert.equal(Number(head.headers.get("content-length")), Buffer.byteLength(got.text));
    }
  });
});

test("a request without a version is refused in the version that --default-version says", async (t) => {
  const folder = await makeFolder(t);
  for (const version of ["1.0.3", "2.0.0"]) {
    const server = await serve(t, `sqlite:${folder}/${version}.db`, "--default-version", version);
    const call = client(server.url, await makeCredential(server.store, "all"));
    for (const sent of [null, "0.95", ""]) {
      const answer = await call("GET", "/xapi/statements", { headers: { "X-Experience-API-Version": sent } });
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("x-experience-api-version"), version);
    }
    const about = await call("GET", "/xapi/about", { headers: { "X-Experience-API-Version": null } });
    assert.equal(about.headers.get("x-experience-api-version"), version);
    assert.deepEqual(about.json(), { version: ["1.0.3", "2.0.0"], extensions: {} });
  }
  await assert.rejects(run("serve", "--default-version", "2.0"), (problem) => problem.code === 2 && /1\.0\.3, 2\.0\.0/.test(problem.stderr));
});
