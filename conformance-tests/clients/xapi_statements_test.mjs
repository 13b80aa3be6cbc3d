// SPDX-License-Identifier: Apache-2.0

// @xapi/xapi sends, asks for and voids statements, with each of its adapters and in both versions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { refusal, storeThree, variants, xapiClient } from "./clients.mjs";

for (const { name, options } of variants) {
  test(`@xapi/xapi, ${name}: statements`, async (t) => {
    const client = xapiClient(await start(t), options);
    const get = async (statementId) => (await client.getStatement({ statementId })).data;

    await t.test("one comes back as it was sent, with what the LRS adds", async () => {
      const sent = statement({ result: { score: { scaled: 0.5 }, duration: "PT1H2.5S", extensions: { "https://synthetic.invalid/x": [1, null, "ł"] } } });
      const { data, status } = await client.sendStatement({ statement: sent });
      assert.equal(status, 200);
      const { id, stored, timestamp, authority, version, ...rest } = await get(data[0]);
      assert.deepEqual(rest, sent);
      assert.equal(id, data[0]);
      assert.equal(stored, timestamp);
      assert.equal(authority.account.name, "Test client");
      assert.match(version, /^[12]\.0\.0$/);
    });

    await t.test("many come back with their ids, in order", async () => {
      const statements = [1, 2, 3].map((raw) => statement({ id: randomUUID(), result: { score: { raw } } }));
      const { data } = await client.sendStatements({ statements });
      assert.deepEqual(data, statements.map(({ id }) => id));
      assert.equal((await get(data[1])).result.score.raw, 2);
    });

    await t.test("a duplicate is accepted and changes nothing; another under its id is refused in words", async () => {
      const first = statement({ id: randomUUID() });
      await client.sendStatement({ statement: first });
      const before = await get(first.id);
      assert.deepEqual((await client.sendStatement({ statement: first })).data, [first.id]);
      assert.match(await refusal(client.sendStatement({ statement: { ...first, verb: { id: "https://synthetic.invalid/verbs/other" } } })), new RegExp(first.id));
      assert.deepEqual(await get(first.id), before);
    });

    await t.test("each filter finds what it should, in order", async () => {
      const filters = await storeThree(async (one) => {
        await client.sendStatement({ statement: one });
        return (await get(one.id)).stored;
      });
      for (const filter of filters) {
        const { data } = await client.getStatements(filter.parameters);
        assert.deepEqual(data.statements.map(({ id }) => id), filter.ids, filter.name);
        assert.equal(Boolean(data.more), "limit" in filter.parameters, filter.name);
      }
    });

    await t.test("more leads through all of them, each once", async () => {
      const verb = { id: `https://synthetic.invalid/verbs/${randomUUID()}` };
      const statements = Array.from({ length: 7 }, () => statement({ id: randomUUID(), verb }));
      await client.sendStatements({ statements });
      const found = [];
      let page = await client.getStatements({ verb: verb.id, limit: 3, ascending: true });
      while (found.push(...page.data.statements.map(({ id }) => id)) && page.data.more) {
        page = await client.getMoreStatements({ more: page.data.more });
      }
      assert.deepEqual(found, statements.map(({ id }) => id));
    });

    await t.test("formats: exact, ids, canonical", async () => {
      const definition = { name: { "en-GB": "colour", pl: "kolor" } };
      const object = { objectType: "Activity", id: `https://synthetic.invalid/activities/${randomUUID()}`, definition };
      const statementId = (await client.sendStatement({ statement: statement({ object }) })).data[0];
      const as = async (format) => (await client.getStatement({ statementId, format })).data.object;
      assert.deepEqual(await as("exact"), object);
      assert.deepEqual(await as("ids"), { id: object.id });
      assert.deepEqual((await as("canonical")).definition.name, { "en-GB": "colour" });
      const list = await client.getStatements({ activity: object.id, format: "ids" });
      assert.equal(list.data.statements[0].object.definition, undefined);
    });

    await t.test("voided ones are gone, and kept under voidedStatementId", async () => {
      const ids = (await client.sendStatements({ statements: [statement(), statement(), statement()] })).data;
      const { actor } = statement();
      await client.voidStatement({ actor, statementId: ids[0] });
      await client.voidStatements({ actor, statementIds: ids.slice(1) });
      for (const id of ids) {
        await refusal(client.getStatement({ statementId: id }));
        assert.equal((await client.getVoidedStatement({ voidedStatementId: id })).data.id, id);
      }
      const { data } = await client.getStatements({ agent: actor });
      assert.ok(data.statements.every(({ id }) => !ids.includes(id)));
      await refusal(client.getVoidedStatement({ voidedStatementId: randomUUID() }));
    });

    await t.test("its cache buster is a parameter that no LRS may accept (Communication 3.2)", async () => {
      assert.match(await refusal(client.getStatements({ useCacheBuster: true })), /cachebuster/);
    });

    await t.test("a wrong secret is refused", async () => {
      const other = xapiClient({ url: client.endpoint.replace("/xapi/", ""), authorization: client.headers.Authorization.slice(0, -4) }, options);
      assert.match(await refusal(other.getStatements()), /credential|secret|key/i);
    });
  });
}
