// SPDX-License-Identifier: Apache-2.0

// State, activity profile, agent profile: documents, their ETags, and what happens when two change one.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { query, randomUUID, start } from "./lrs.mjs";

const agent = { account: { homePage: "https://synthetic.invalid/lms", name: "synthetic-0001" } };
const activityId = "https://synthetic.invalid/activities/module";

const resources = {
  state: (id) => `/xapi/activities/state?${query({ activityId, agent, stateId: id })}`,
  "activity profile": (id) => `/xapi/activities/profile?${query({ activityId, profileId: id })}`,
  "agent profile": (id) => `/xapi/agents/profile?${query({ agent, profileId: id })}`,
};

test("documents", async (t) => {
  const { call } = await start(t, "--document-max", "1024");
  const etagOf = async (target) => (await call("GET", target)).headers.get("etag");

  for (const [name, place] of Object.entries(resources)) {
    await t.test(`${name}: any bytes come back with their type and the ETag of their content`, async () => {
      const target = place(randomUUID());
      const body = new Uint8Array([0, 1, 2, 255]);
      const type = "application/x-synthetic; part=1";
      assert.equal((await call("PUT", target, { body, headers: { "Content-Type": type, "If-None-Match": "*" } })).status, 204);
      const got = await call("GET", target);
      assert.equal(got.headers.get("content-type"), type);
      assert.equal(got.headers.get("etag"), `"${createHash("sha1").update(body).digest("hex")}"`);
      assert.equal(got.headers.get("content-length"), "4");
      assert.ok(Math.abs(Date.parse(got.headers.get("last-modified")) - Date.now()) < 60000);
      assert.equal((await call("HEAD", target)).headers.get("etag"), got.headers.get("etag"));
      assert.equal((await call("GET", target, { headers: { "If-None-Match": got.headers.get("etag") } })).status, 304);
    });

    await t.test(`${name}: preconditions hold or nothing is changed`, async () => {
      const target = place(randomUUID());
      const put = (value, headers) => call("PUT", target, { body: { value }, headers });
      assert.equal((await put(0, { "If-Match": '"abc"' })).status, 412, "If-Match on nothing");
      assert.equal((await put(1, { "If-None-Match": "*" })).status, 204);
      assert.equal((await put(2, { "If-None-Match": "*" })).status, 412);
      const first = await etagOf(target);
      assert.equal((await put(3, { "If-Match": '"abc"' })).status, 412);
      assert.deepEqual((await call("GET", target)).json(), { value: 1 });
      assert.equal((await put(4, { "If-Match": `"abc", ${first}` })).status, 204);
      assert.equal((await put(5, { "If-Match": first })).status, 412, "the ETag of an earlier content");
      assert.equal((await put(6, { "If-Match": "*" })).status, 204);
      assert.deepEqual((await call("GET", target)).json(), { value: 6 });
      assert.equal((await call("POST", target, { body: { more: 1 }, headers: { "If-Match": first } })).status, 412);
      assert.equal((await call("DELETE", target, { headers: { "If-Match": first } })).status, 412);
      assert.equal((await call("DELETE", target, { headers: { "If-Match": await etagOf(target) } })).status, 204);
      assert.equal((await call("GET", target)).status, 404);
    });

    await t.test(`${name}: a precondition that cannot be read is 400 and changes nothing`, async () => {
      const target = place(randomUUID());
      await call("PUT", target, { body: { value: 1 }, headers: { "If-None-Match": "*" } });
      for (const header of ["If-Match", "If-None-Match"]) {
        for (const value of ["abc", '"abc', '*, "abc"', '"a" "b"']) {
          for (const method of ["PUT", "POST", "DELETE"]) {
            const body = method === "DELETE" ? undefined : { value: 2 };
            const answer = await call(method, target, { body, headers: { [header]: value } });
            assert.equal(answer.status, 400, `${method} ${header}: ${value}`);
            assert.equal(answer.place(), header);
          }
        }
      }
      assert.deepEqual((await call("GET", target)).json(), { value: 1 });
    });

    await t.test(`${name}: of many writers with one ETag, one wins`, async () => {
      const target = place(randomUUID());
      await call("PUT", target, { body: { value: 0 }, headers: { "If-None-Match": "*" } });
      const etag = await etagOf(target);
      const writers = Array.from({ length: 12 }, (_, i) => call("PUT", target, { body: { value: i + 1 }, headers: { "If-Match": etag } }));
      const answers = (await Promise.all(writers)).map((answer) => answer.status);
      assert.equal(answers.filter((status) => status === 204).length, 1);
      assert.equal(answers.filter((status) => status === 412).length, 11);
    });

    await t.test(`${name}: POST merges top-level members of JSON objects`, async () => {
      const target = place(randomUUID());
      assert.equal((await call("POST", target, { body: { x: "foo", y: { a: 1 } } })).status, 204);
      assert.equal((await call("POST", target, { body: { y: { b: 2 }, z: 3 } })).status, 204);
      assert.deepEqual((await call("GET", target)).json(), { x: "foo", y: { b: 2 }, z: 3 });
      assert.equal((await call("POST", target, { body: [1] })).status, 400);
      assert.equal((await call("POST", target, { body: "{" })).status, 400);
      assert.equal((await call("POST", target, { body: "text", headers: { "Content-Type": "text/plain" } })).status, 400);
      assert.deepEqual((await call("GET", target)).json(), { x: "foo", y: { b: 2 }, z: 3 });
    });

    await t.test(`${name}: what a merge does not touch stays as it was written`, async () => {
      const target = place(randomUUID());
      const type = "application/json; charset=utf-8";
      await call("PUT", target, { body: '{"n": 1.10, "big": 12345678901234567890}', headers: { "If-None-Match": "*" } });
      assert.equal((await call("POST", target, { body: '{"more": 1e2}', headers: { "Content-Type": type } })).status, 204);
      const got = await call("GET", target);
      assert.equal(got.text, '{"n":1.10,"big":12345678901234567890,"more":1e2}');
      assert.equal(got.headers.get("content-type"), type);
    });

    await t.test(`${name}: POST does not merge into what is no JSON object`, async () => {
      for (const [body, type] of [["text", "text/plain"], ["[1]", "application/json"], ["{}", "application/octet-stream"]]) {
        const target = place(randomUUID());
        await call("PUT", target, { body, headers: { "Content-Type": type, "If-None-Match": "*" } });
        assert.equal((await call("POST", target, { body: { a: 1 } })).status, 400, type);
        assert.equal((await call("GET", target)).text, body);
      }
    });
  }

  await t.test("PUT without a precondition: what each version makes of it, by resource", async () => {
    const expected = {
      "1.0.3": { state: [204, 204], "activity profile": [400, 409], "agent profile": [400, 409] },
      "2.0.0": { state: [204, 409], "activity profile": [204, 409], "agent profile": [204, 409] },
    };
    for (const [version, resource] of Object.entries(expected)) {
      const headers = { "X-Experience-API-Version": version };
      for (const [name, [whenNew, whenStored]] of Object.entries(resource)) {
        const target = resources[name](randomUUID());
        assert.equal((await call("PUT", target, { body: { value: 1 }, headers })).status, whenNew, `${version} ${name}, new`);
        await call("POST", target, { body: { value: 2 }, headers });
        const answer = await call("PUT", target, { body: { value: 3 }, headers });
        assert.equal(answer.status, whenStored, `${version} ${name}, stored`);
        if (whenStored === 409) {
          assert.match(answer.message(), /fetch its current state.*If-Match/);
          assert.deepEqual((await call("GET", target)).json(), { value: 2 });
        }
      }
    }
  });

  await t.test("a document over --document-max is 413, by PUT and by merging", async () => {
    const target = resources.state(randomUUID());
    const half = "x".repeat(600);
    assert.equal((await call("PUT", target, { body: { a: half } })).status, 204);
    for (const [method, body] of [["PUT", { a: half + half }], ["POST", { b: half }], ["POST", { a: half + half }]]) {
      const answer = await call(method, target, { body });
      assert.equal(answer.status, 413, method);
      assert.match(answer.message(), /1024/);
    }
    assert.deepEqual((await call("GET", target)).json(), { a: half });
  });

  await t.test("ids are listed, since a time if asked; state can be deleted as a whole", async () => {
    const owner = { activityId: `https://synthetic.invalid/${randomUUID()}`, agent };
    const target = (more) => `/xapi/activities/state?${query({ ...owner, ...more })}`;
    await call("PUT", target({ stateId: "a" }), { body: {} });
    const middle = (await call("GET", target({ stateId: "a" }))).headers.get("last-modified");
    assert.ok(middle);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const since = new Date().toISOString();
    await call("PUT", target({ stateId: "b" }), { body: {} });
    assert.deepEqual((await call("GET", target({}))).json(), ["a", "b"]);
    assert.deepEqual((await call("GET", target({ since }))).json(), ["b"]);
    assert.equal((await call("DELETE", target({}))).status, 204);
    assert.deepEqual((await call("GET", target({}))).json(), []);
  });

  await t.test("a registration makes it another document", async () => {
    const registration = randomUUID();
    const id = randomUUID();
    const plain = resources.state(id);
    const registered = `${plain}&registration=${registration}`;
    await call("PUT", plain, { body: { of: "all" } });
    await call("PUT", registered, { body: { of: "one" } });
    assert.deepEqual((await call("GET", plain)).json(), { of: "all" });
    assert.deepEqual((await call("GET", registered)).json(), { of: "one" });
    const list = (more) => `/xapi/activities/state?${query({ activityId, agent, ...more })}`;
    const ids = async (more) => (await call("GET", list(more))).json();
    assert.deepEqual(await ids({ registration }), [id]);
    assert.equal((await ids({})).filter((one) => one === id).length, 1, "an id of two registrations is listed once");
    assert.deepEqual(await ids({ registration: randomUUID() }), []);
    assert.equal((await call("DELETE", list({ registration }), { headers: { "If-Match": "*" } })).status, 400);
    assert.equal((await call("DELETE", list({ registration }))).status, 204);
    assert.equal((await call("GET", registered)).status, 404);
    assert.deepEqual((await call("GET", plain)).json(), { of: "all" }, "what has no registration stays");
  });

  await t.test("missing and unknown parameters are 400; an unknown document 404", async () => {
    const bad = [
      `/xapi/activities/state?${query({ agent, stateId: "a" })}`,
      `/xapi/activities/state?${query({ activityId, stateId: "a" })}`,
      `/xapi/activities/state?${query({ activityId, agent, stateId: "a", profileId: "b" })}`,
      `/xapi/activities/profile?${query({ profileId: "a" })}`,
      `/xapi/activities/state?${query({ activityId, agent, stateId: "a", since: "2026-01-01T00:00:00Z" })}`,
      `/xapi/activities/state?${query({ activityId, agent, stateId: "a".repeat(1025) })}`,
      `/xapi/agents/profile?${query({ agent: { name: "nobody" }, profileId: "a" })}`,
    ];
    for (const target of bad) {
      assert.equal((await call("GET", target)).status, 400, target);
    }
    assert.equal((await call("PUT", `/xapi/activities/state?${query({ activityId, agent })}`, { body: {} })).status, 400);
    assert.equal((await call("DELETE", `/xapi/activities/profile?${query({ activityId })}`)).status, 400);
    assert.equal((await call("GET", resources.state(randomUUID()))).status, 404);
  });
});
