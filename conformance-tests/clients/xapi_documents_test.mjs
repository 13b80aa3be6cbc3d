// SPDX-License-Identifier: Apache-2.0

// @xapi/xapi keeps documents with ETags, and asks for Agents, Activities and what the LRS is.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { refusal, variants, xapiClient } from "./clients.mjs";

const { actor: agent } = statement();
const activityId = "https://synthetic.invalid/activities/module";
const resources = [
  { resource: "State", where: { agent, activityId }, key: "stateId", value: "state" },
  { resource: "State", where: { agent, activityId, registration: randomUUID() }, key: "stateId", value: "state" },
  { resource: "ActivityProfile", where: { activityId }, key: "profileId", value: "profile" },
  { resource: "AgentProfile", where: { agent }, key: "profileId", value: "profile" },
];

for (const { name, options } of variants) {
  test(`@xapi/xapi, ${name}: documents`, async (t) => {
    const client = xapiClient(await start(t), options);

    for (const { resource, where, key, value } of resources) {
      const id = randomUUID();
      const place = { ...where, [key]: id };
      const call = (verb, rest = {}) => client[verb + resource]({ ...place, ...rest });
      const set = (content, rest) => call("set", { [value]: content, ...rest });
      const label = `${resource}${where.registration ? " with a registration" : ""}`;

      await t.test(`${label}: made, read, changed under its ETag, merged, listed, deleted`, async () => {
        const since = new Date(Date.now() - 60000).toISOString();
        assert.equal((await set({ page: 1 }, { matchHeader: "If-None-Match", etag: "*" })).status, 204);
        const { data, headers } = await call("get");
        assert.deepEqual(data, { page: 1 });
        assert.equal(headers.etag, `"${createHash("sha1").update('{"page":1}').digest("hex")}"`);
        assert.match(headers["content-type"], /^application\/json/);

        assert.equal((await set({ page: 2 }, { matchHeader: "If-Match", etag: headers.etag })).status, 204);
        assert.match(await refusal(set({ page: 3 }, { matchHeader: "If-Match", etag: headers.etag })), /If-Match/);
        await refusal(set({ page: 3 }, { matchHeader: "If-None-Match", etag: "*" }));
        await call("create", { [value]: { done: true } });
        assert.deepEqual((await call("get")).data, { page: 2, done: true });

        const list = async (rest = {}) => (await client[`get${resource}s`]({ ...where, ...rest })).data;
        assert.ok((await list({ since })).includes(id));
        assert.deepEqual(await list({ since: new Date(Date.now() + 60000).toISOString() }), []);

        assert.match(await refusal(call("delete", { etag: headers.etag })), /If-Match/);
        await call("delete", { etag: (await call("get")).headers.etag });
        await refusal(call("get"));
        assert.ok(!(await list()).includes(id));
      });

      await t.test(`${label}: text keeps its type`, async () => {
        const fresh = { [key]: randomUUID() };
        const given = { ...fresh, contentType: "text/plain;charset=utf-8", matchHeader: "If-None-Match", etag: "*" };
        assert.equal((await set("Zażółć", given)).status, 204);
        const { data, headers } = await call("get", fresh);
        assert.equal(data, "Zażółć");
        assert.equal(headers["content-type"], given.contentType);
      });
    }

    await t.test("State without a precondition: 1.0.3 replaces, 2.0 refuses (Communication 2.3; 9274.1.1 4.1.4)", async () => {
      const place = { agent, activityId, stateId: randomUUID() };
      await client.setState({ ...place, state: { page: 1 } });
      const again = client.setState({ ...place, state: { page: 2 } });
      if (options.version === "2.0.0") {
        assert.match(await refusal(again), /If-Match/);
      } else {
        assert.equal((await again).status, 204);
      }
      assert.deepEqual((await client.getState(place)).data, { page: options.version === "2.0.0" ? 1 : 2 });
    });

    await t.test("all State of one registration goes at once, and no other", async () => {
      const [registration, other] = [randomUUID(), randomUUID()];
      const states = [{ registration, stateId: "a" }, { registration, stateId: "b" }, { registration: other, stateId: "c" }];
      for (const state of states) {
        await client.setState({ agent, activityId, ...state, state: {} });
      }
      await client.deleteStates({ agent, activityId, registration });
      assert.deepEqual((await client.getStates({ agent, activityId, registration })).data, []);
      assert.deepEqual((await client.getStates({ agent, activityId, registration: other })).data, ["c"]);
    });
  });

  test(`@xapi/xapi, ${name}: agents, activities, about`, async (t) => {
    const client = xapiClient(await start(t), options);
    const object = { objectType: "Activity", id: activityId, definition: { name: { en: "Module" }, type: "http://adlnet.gov/expapi/activities/module" } };
    await client.sendStatement({ statement: statement({ actor: { ...agent, name: "Ada Synthetic" }, object }) });
    assert.deepEqual((await client.getAgent({ agent })).data, { objectType: "Person", name: ["Ada Synthetic"], account: [agent.account] });
    assert.deepEqual((await client.getActivity({ activityId })).data, object);
    const about = (await client.getAbout()).data;
    assert.ok(about.version.includes(options.version));
  });
}
