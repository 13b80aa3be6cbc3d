// SPDX-License-Identifier: Apache-2.0

// TinCanJS keeps documents under its SHA-1, quoted or not, and asks for Activities and what the LRS is.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { randomUUID, start, statement } from "../xapi/lrs.mjs";
import { ask, tincanClient, tincanKinds } from "./clients.mjs";

const JSON_TYPE = "application/json";

for (const { name, library: TinCan, version } of tincanKinds) {
  const activity = new TinCan.Activity({ id: "https://synthetic.invalid/activities/module" });
  const agent = new TinCan.Agent(statement().actor);
  const resources = [
    { resource: "State", where: { agent, activity } },
    { resource: "State", where: { agent, activity, registration: randomUUID() } },
    { resource: "ActivityProfile", where: { activity } },
    { resource: "AgentProfile", where: { agent } },
  ];

  test(`TinCanJS, ${name}: documents`, async (t) => {
    const lrs = tincanClient(TinCan, await start(t), { version });
    const good = async (...argument) => {
      const { problem, result } = await ask(lrs, ...argument);
      assert.equal(problem, null, result?.responseText);
      return result;
    };
    const refused = async (status, ...argument) => {
      const { problem } = await ask(lrs, ...argument);
      assert.equal(problem, name.startsWith("old") ? 400 : status, "an old browser sees no status");
    };

    for (const { resource, where } of resources) {
      const label = `${resource}${where.registration ? " with a registration" : ""}`;
      const [retrieve, save, drop, ids] = ["retrieve", "save", "drop", "retrieve"].map((verb, i) => `${verb}${resource}${i === 3 ? "Ids" : ""}`);
      const json = (rest) => ({ ...where, contentType: JSON_TYPE, ...rest });

      await t.test(`${label}: made, read, changed under its ETag, merged, listed, deleted`, async () => {
        const key = randomUUID();
        const since = new Date(Date.now() - 60000).toISOString();
        await good(save, key, { page: 1 }, json());
        const first = await good(retrieve, key, where);
        assert.equal(first.contents.page, 1);
        assert.equal(first.contentType, JSON_TYPE);
        const digest = createHash("sha1").update('{"page":1}').digest("hex");
        assert.equal(first.etag, `"${digest}"`);

        await good(save, key, { page: 2 }, json({ lastSHA1: digest }));
        await refused(412, save, key, { page: 3 }, json({ lastSHA1: first.etag }));
        const second = await good(retrieve, key, where);
        assert.equal(second.contents.page, 2);
        await good(save, key, { done: true }, json({ lastSHA1: second.etag, method: "POST" }));
        const { contents } = await good(retrieve, key, where);
        assert.deepEqual([contents.page, contents.done], [2, true]);

        assert.ok([...(await good(ids, where))].includes(key));
        assert.ok([...(await good(ids, { ...where, since }))].includes(key));
        assert.equal((await good(ids, { ...where, since: new Date(Date.now() + 60000).toISOString() })).length, 0);
        await good(drop, key, where);
        assert.ok(![...(await good(ids, where))].includes(key));
        if (!name.startsWith("old")) {
          assert.equal(await good(retrieve, key, where), null);
        }
      });

      await t.test(`${label}: text keeps its type, and no type is bytes`, async () => {
        const [text, bytes] = [randomUUID(), randomUUID()];
        await good(save, text, "Zażółć 1+1=2 & %", { ...where, contentType: "text/plain" });
        const got = await good(retrieve, text, where);
        assert.equal(got.contents, "Zażółć 1+1=2 & %");
        assert.match(got.contentType, /^text\/plain/);
        await good(save, bytes, "bookmark", { ...where });
        assert.equal((await good(retrieve, bytes, where)).contentType, "application/octet-stream");
      });

      if (resource !== "State") {
        await t.test(`${label}: a second one without a SHA-1 is refused, since it asks for none to be there`, async () => {
          const key = randomUUID();
          await good(save, key, { page: 1 }, json());
          await refused(412, save, key, { page: 2 }, json());
          assert.equal((await good(retrieve, key, where)).contents.page, 1);
        });
      }
    }

    await t.test("State without a SHA-1 is replaced, as bookmarks are", async () => {
      const where = { agent, activity };
      await good("saveState", "bookmark", "1", { ...where });
      await good("saveState", "bookmark", "2", { ...where });
      assert.equal((await good("retrieveState", "bookmark", where)).contents, "2");
    });

    await t.test("all State of one registration goes at once, and no other", async () => {
      const [one, other] = [randomUUID(), randomUUID()].map((registration) => ({ agent, activity, registration }));
      await good("saveState", "a", "1", { ...one });
      await good("saveState", "b", "1", { ...one });
      await good("saveState", "c", "1", { ...other });
      await good("dropState", null, one);
      assert.equal((await good("retrieveStateIds", one)).length, 0);
      assert.deepEqual([...(await good("retrieveStateIds", other))], ["c"]);
    });

    await t.test("an Activity has what statements said of it; about tells the versions", async () => {
      const object = { id: `https://synthetic.invalid/activities/${randomUUID()}`, definition: { name: { en: "Page" } } };
      await good("saveStatement", new TinCan.Statement(statement({ object })));
      assert.equal((await good("retrieveActivity", object.id, {})).definition.name.en, "Page");
      const about = await good("about", {});
      assert.ok([...about.version].includes("1.0.3"));
    });
  });
}
