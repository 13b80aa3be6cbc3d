// SPDX-License-Identifier: Apache-2.0

// The Agents resource: a Person for any Agent, with all the names under which it was seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, query, randomUUID, start, statement } from "./lrs.mjs";

const identifiers = {
  mbox: "mailto:synthetic-0001@synthetic.invalid",
  mbox_sha1sum: "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  openid: "https://synthetic.invalid/people/1",
  account: { homePage: "https://synthetic.invalid/lms", name: "synthetic-0001" },
};

test("agents", async (t) => {
  const { url, store, call } = await start(t);
  const person = async (agent, ask = call) => ask("GET", `/xapi/agents?${query({ agent })}`);

  for (const [name, value] of Object.entries(identifiers)) {
    await t.test(`an unknown agent with ${name} is a Person of what was asked`, async () => {
      assert.deepEqual((await person({ [name]: value })).json(), { objectType: "Person", [name]: [value] });
      const named = await person({ objectType: "Agent", name: "Asked", [name]: value });
      assert.equal(named.status, 200);
      assert.deepEqual(named.json(), { objectType: "Person", name: ["Asked"], [name]: [value] });
    });
  }

  await t.test("names come from every place in statements, the most used first, each once", async () => {
    const agent = { mbox: `mailto:${randomUUID()}@synthetic.invalid` };
    await call("POST", "/xapi/statements", {
      body: [
        statement({ actor: { ...agent, name: "A. Example" } }),
        statement({ actor: { ...agent, name: "Ann" } }),
        statement({ actor: { objectType: "Group", member: [{ ...agent, name: "Ann" }] } }),
        statement({ context: { instructor: { ...agent, name: "Dr Example" } } }),
        statement({ object: { objectType: "Agent", ...agent, name: "Ann" } }),
      ],
    });
    assert.deepEqual((await person(agent)).json().name, ["Ann", "A. Example", "Dr Example"]);
    assert.deepEqual((await person({ ...agent, name: "Ann" })).json().name, ["Ann", "A. Example", "Dr Example"]);
  });

  await t.test("what only a voided statement said is forgotten", async () => {
    const agent = { openid: `https://synthetic.invalid/people/${randomUUID()}` };
    const id = randomUUID();
    await call("POST", "/xapi/statements", { body: [statement({ id, actor: { ...agent, name: "Wrong" } }), statement({ actor: { ...agent, name: "Right" } })] });
    assert.deepEqual((await person(agent)).json().name, ["Right", "Wrong"]);
    const voiding = statement({ verb: { id: "http://adlnet.gov/expapi/verbs/voided" }, object: { objectType: "StatementRef", id } });
    assert.equal((await call("POST", "/xapi/statements", { body: voiding })).status, 200);
    assert.deepEqual((await person(agent)).json().name, ["Right"]);
  });

  await t.test("HEAD, and GET with the ETag, answer without a body", async () => {
    const got = await person({ mbox: identifiers.mbox });
    const etag = got.headers.get("etag");
    assert.match(etag, /^"[0-9a-f]{40}"$/);
    const head = await call("HEAD", `/xapi/agents?${query({ agent: { mbox: identifiers.mbox } })}`);
    assert.equal(head.headers.get("etag"), etag);
    assert.equal(head.headers.get("content-length"), String(Buffer.byteLength(got.text)));
    const again = await call("GET", `/xapi/agents?${query({ agent: { mbox: identifiers.mbox } })}`, { headers: { "If-None-Match": etag } });
    assert.equal(again.status, 304);
    assert.equal(again.text, "");
  });

  await t.test("no agent, a broken one, an anonymous one, a Group and a Person are 400", async () => {
    const group = { objectType: "Group", mbox: identifiers.mbox };
    const bad = ["", "{", "[]", '"text"', {}, { name: "nobody" }, { mbox: "synthetic-0001@synthetic.invalid" }, identifiers, group,
      { objectType: "Group", member: [{ mbox: identifiers.mbox }] }, { objectType: "Person", mbox: [identifiers.mbox] }, { mbox: identifiers.mbox, colour: "red" }];
    for (const agent of bad) {
      const answer = await person(agent);
      assert.equal(answer.status, 400, JSON.stringify(agent));
      assert.match(answer.message(), /^agent/);
    }
    assert.equal((await call("GET", "/xapi/agents")).status, 400);
    assert.equal((await call("GET", `/xapi/agents?${query({ Agent: { mbox: identifiers.mbox } })}`)).status, 400);
  });

  await t.test("whoever may read statements may read names, and nobody else", async () => {
    const opens = { all: 200, "all/read": 200, "statements/read": 200, "statements/write": 403, state: 403, profile: 403, "reports/read": 403 };
    for (const [scope, status] of Object.entries(opens)) {
      const ask = client(url, await makeCredential(store, scope));
      assert.equal((await person({ mbox: identifiers.mbox }, ask)).status, status, scope);
    }
  });
});
