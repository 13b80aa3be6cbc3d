// SPDX-License-Identifier: Apache-2.0

// TinCanJS sends, asks for and voids statements: its Node build, and its browser build as a page of another host gets it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { ask, storeThree, tincanClient, tincanKinds } from "./clients.mjs";

for (const { name, library: TinCan, version } of tincanKinds) {
  test(`TinCanJS, ${name}: statements`, async (t) => {
    const lrs = tincanClient(TinCan, await start(t), { version });
    const good = async (...argument) => {
      const { problem, result } = await ask(lrs, ...argument);
      assert.equal(problem, null, result?.responseText);
      return result;
    };
    const make = (changes = {}) => new TinCan.Statement(statement(changes));
    const get = (id) => good("retrieveStatement", id);

    await t.test("one with an id is put, and comes back with what the LRS adds", async () => {
      const sent = make({ id: randomUUID(), result: { score: { scaled: 0.5 }, duration: "PT1H2.5S" }, context: { registration: randomUUID() } });
      await good("saveStatement", sent);
      const got = await get(sent.id);
      assert.equal(got.actor.account.name, sent.actor.account.name);
      assert.equal(got.result.score.scaled, 0.5);
      assert.equal(got.result.duration, "PT1H2.5S");
      assert.equal(got.context.registration, sent.context.registration);
      assert.equal(got.timestamp, sent.timestamp);
      assert.ok(got.stored > sent.timestamp);
      assert.equal(got.authority.account.name, "Test client");
    });

    await t.test("one without an id, as launched content sends it, is posted and given one", async () => {
      const sent = make();
      sent.id = null;
      const answer = await good("saveStatement", sent);
      assert.equal((await get(JSON.parse(answer.responseText)[0])).verb.id, sent.verb.id);
    });

    await t.test("a queue of them is posted at once", async () => {
      const statements = [1, 2, 3].map((raw) => make({ id: randomUUID(), result: { score: { raw } } }));
      await good("saveStatements", statements);
      assert.equal((await get(statements[1].id)).result.score.raw, 2);
    });

    await t.test("another under an id is refused, and the reason can be read", async () => {
      const id = randomUUID();
      await good("saveStatement", make({ id }));
      const { problem, result } = await ask(lrs, "saveStatement", make({ id, verb: { id: "https://synthetic.invalid/verbs/other" } }));
      if (!name.includes("old")) {
        assert.equal(problem, 409);
      }
      assert.match(JSON.parse(result.responseText).error.message, new RegExp(id));
    });

    await t.test("each filter finds what it should, in order", async () => {
      const filters = await storeThree(async (one) => {
        await good("saveStatement", new TinCan.Statement(one));
        return (await get(one.id)).stored;
      });
      for (const filter of filters) {
        const { agent } = filter.parameters;
        const params = { ...filter.parameters, ...(agent && { agent: new TinCan.Agent(agent) }) };
        const page = await good("queryStatements", { params });
        assert.deepEqual([...page.statements].map(({ id }) => id), filter.ids, filter.name);
      }
    });

    await t.test("more leads through all of them, each once", async () => {
      const verb = { id: `https://synthetic.invalid/verbs/${randomUUID()}` };
      const statements = Array.from({ length: 7 }, () => make({ id: randomUUID(), verb }));
      await good("saveStatements", statements);
      const found = [];
      let page = await good("queryStatements", { params: { verb: verb.id, limit: 3, ascending: true } });
      while (found.push(...[...page.statements].map(({ id }) => id)) && page.more) {
        page = await good("moreStatements", { url: page.more });
      }
      assert.deepEqual(found, statements.map(({ id }) => id));
    });

    await t.test("format=ids has no definitions", async () => {
      const id = `https://synthetic.invalid/activities/${randomUUID()}`;
      await good("saveStatement", make({ object: { id, definition: { name: { en: "Page" } } } }));
      const definition = async (format) => (await good("queryStatements", { params: { activity: id, format } })).statements[0].target.definition;
      assert.equal((await definition("exact")).name.en, "Page");
      assert.equal(await definition("ids"), null);
      assert.equal((await definition("canonical")).name.en, "Page");
    });

    await t.test("a voided one is gone, and kept as voided", async () => {
      const sent = make({ id: randomUUID() });
      await good("saveStatement", sent);
      const target = { objectType: "StatementRef", id: sent.id };
      await good("saveStatement", new TinCan.Statement({ actor: sent.actor, verb: { id: "http://adlnet.gov/expapi/verbs/voided" }, target }));
      const { problem } = await ask(lrs, "retrieveStatement", sent.id);
      assert.ok(problem >= 400);
      assert.equal((await good("retrieveVoidedStatement", sent.id)).id, sent.id);
    });

    await t.test("a Group, a SubStatement, a StatementRef and interactions survive its serialization", async () => {
      const { actor, verb, object } = statement();
      const interaction = {
        type: "http://adlnet.gov/expapi/activities/cmi.interaction",
        interactionType: "choice",
        correctResponsesPattern: ["a"],
        choices: [{ id: "a", description: { en: "A" } }],
      };
      const sent = [
        make({ id: randomUUID(), actor: { objectType: "Group", name: "Pair", member: [actor, { mbox: "mailto:b@synthetic.invalid" }] } }),
        make({ id: randomUUID(), object: { objectType: "SubStatement", actor, verb, object } }),
        make({ id: randomUUID(), object: { objectType: "StatementRef", id: randomUUID() } }),
        make({ id: randomUUID(), object: { id: "https://synthetic.invalid/activities/question", definition: interaction } }),
      ];
      await good("saveStatements", sent);
      const got = [];
      for (const { id } of sent) {
        got.push(await get(id));
      }
      assert.equal(got[0].actor.member.length, 2);
      assert.equal(got[1].target.objectType, "SubStatement");
      assert.equal(got[1].target.target.id, object.id);
      assert.equal(got[2].target.id, sent[2].target.id);
      assert.equal(got[3].target.definition.choices[0].id, "a");
    });
  });
}
