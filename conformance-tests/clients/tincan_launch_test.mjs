// SPDX-License-Identifier: Apache-2.0

// TinCanJS as launched content uses it: address, credential, learner and registration come from the address of the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { query, randomUUID, start, statement } from "../xapi/lrs.mjs";
import { tincanKinds } from "./clients.mjs";

const activityId = "https://synthetic.invalid/activities/module";
const seen = { id: "https://synthetic.invalid/verbs/seen" };

function launch(TinCan, { url, authorization }, more = {}) {
  const registration = randomUUID();
  const parameters = { endpoint: `${url}/xapi/`, auth: authorization, actor: statement().actor, registration, activity_id: activityId, ...more };
  return { registration, content: new TinCan({ url: `https://content.synthetic.invalid/index.html?${query(parameters)}` }) };
}

// Callbacks of what is sent get [{ err, xhr }], of what is asked for (err, result).
const sending = (call) => new Promise((resolve) => call(([{ err, xhr }], made) => resolve({ problem: err, xhr, made })));
const asking = (call) => new Promise((resolve) => call((problem, result) => resolve({ problem, result })));

for (const { name, library: TinCan } of tincanKinds.filter(({ name }) => name === "Node, 1.0.2" || name.includes("browser"))) {
  test(`TinCanJS, ${name}: launched content tracks, resumes and voids`, async (t) => {
    const { registration, content } = launch(TinCan, await start(t));
    const first = await sending((callback) => content.sendStatement({ verb: seen }, callback));
    assert.equal(first.problem, null);
    const many = await sending((callback) => content.sendStatements([{ verb: seen }, { verb: seen }], callback));
    assert.equal(many.problem, null);

    const got = await asking((callback) => content.getStatement(first.made.id, callback));
    assert.equal(got.result.target.id, activityId);
    assert.equal(got.result.context.registration, registration);
    assert.equal(got.result.actor.account.name, statement().actor.account.name);

    const list = async () => {
      const { result } = await asking((callback) => content.getStatements({ sendActor: true, sendActivity: true, callback }));
      return [...result.statements].map(({ id }) => id);
    };
    const latest = [...many.made].map(({ id }) => id).reverse();
    assert.deepEqual(await list(), [...latest, first.made.id]);

    const voiding = await sending((callback) => content.voidStatement(first.made.id, callback, {}));
    assert.equal(voiding.problem, null);
    assert.equal((await asking((callback) => content.getVoidedStatement(first.made.id, callback))).result.id, first.made.id);
    assert.deepEqual(await list(), [voiding.made.id, ...latest], "what refers to a voided statement is still found by it (Communication 2.1.3)");

    const contentType = "application/json";
    for (const kind of ["State", "AgentProfile", "ActivityProfile"]) {
      const set = (value, rest = {}) => asking((callback) => content[`set${kind}`]("bookmark", value, { contentType, ...rest, callback }));
      const get = () => asking((callback) => content[`get${kind}`]("bookmark", { callback }));
      assert.equal((await set({ page: 1 })).problem, null, kind);
      const { etag } = (await get()).result;
      assert.equal((await set({ done: true }, { overwriteJSON: false, lastSHA1: etag })).problem, null, kind);
      const { contents } = (await get()).result;
      assert.deepEqual([contents.page, contents.done], [1, true], kind);
      assert.equal((await asking((callback) => content[`delete${kind}`]("bookmark", { callback }))).problem, null, kind);
    }
  });

  test(`TinCanJS, ${name}: what else an address of a page holds goes to the LRS, which may not accept it`, async (t) => {
    const { content } = launch(TinCan, await start(t), { session: "synthetic" });
    const { problem, xhr } = await sending((callback) => content.sendStatement({ verb: seen }, callback));
    assert.equal(problem, 400);
    assert.match(JSON.parse(xhr.responseText).error.message, /session/);
  });
}
