// SPDX-License-Identifier: Apache-2.0

// The Activities resource, and statements in the formats ids and canonical.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, query, randomUUID, run, serve, start, statement } from "./lrs.mjs";

const DID = "https://synthetic.invalid/verbs/did";

function about(id, definition, changes = {}) {
  return statement({ object: { id, definition }, ...changes });
}

function newIri() {
  return `https://synthetic.invalid/activities/${randomUUID()}`;
}

// All objects inside `value` that are wanted.
function findAll(value, isWanted, found = []) {
  if (value !== null && typeof value === "object") {
    if (isWanted(value)) {
      found.push(value);
    }
    Object.values(value).forEach((inner) => findAll(inner, isWanted, found));
  }
  return found;
}

test("activities", async (t) => {
  const { url, store, call, end } = await start(t);
  const activity = async (activityId, ask = call, headers = {}) => ask("GET", `/xapi/activities?${query({ activityId })}`, { headers });
  const post = async (body, ask = call) => {
    const answer = await ask("POST", "/xapi/statements", { body });
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const get = async (id, format, headers = {}) => {
    const answer = await call("GET", `/xapi/statements?statementId=${id}&format=${format}`, { headers });
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };

  await t.test("an unknown Activity is answered with its id, in both versions", async () => {
    for (const version of ["1.0.3", "2.0.0"]) {
      const answer = await activity(newIri(), call, { "X-Experience-API-Version": version });
      assert.equal(answer.status, 200);
      assert.deepEqual(Object.keys(answer.json()), ["objectType", "id"]);
    }
    const odd = await activity("https://synthetic.invalid/é");
    assert.deepEqual(odd.json(), { objectType: "Activity", id: "https://synthetic.invalid/é" });
  });

  await t.test("the whole definition comes from all statements, as object and in the context, with its digits", async () => {
    const id = newIri();
    await post(about(id, { name: { "en-GB": "One" }, type: "https://synthetic.invalid/types/a" }));
    await post(statement({ context: { contextActivities: { parent: [{ id, definition: { name: { cy: "Un" } } }] } } }));
    await post(
      `{"actor":{"mbox":"mailto:a@synthetic.invalid"},"verb":{"id":"${DID}"},"object":{"id":"${id}","definition":
      {"extensions":{"https://synthetic.invalid/x":12345678901234567890,"https://synthetic.invalid/y":1.0}}}}`,
    );
    const answer = await activity(id);
    assert.equal(
      answer.text,
      `{"objectType":"Activity","id":"${id}","definition":{"name":{"en-GB":"One","cy":"Un"},"type":"https://synthetic.invalid/types/a",` +
        `"extensions":{"https://synthetic.invalid/x":12345678901234567890,"https://synthetic.invalid/y":1.0}}}`,
    );
    assert.match(answer.headers.get("content-type"), /^application\/json/);
  });

  await t.test("HEAD has the headers of GET; the ETag answers 304", async () => {
    const id = newIri();
    const got = await activity(id);
    const head = await call("HEAD", `/xapi/activities?${query({ activityId: id })}`);
    assert.equal(head.status, 200);
    assert.equal(head.text, "");
    for (const name of ["content-length", "content-type", "etag"]) {
      assert.equal(head.headers.get(name), got.headers.get(name), name);
    }
    assert.equal((await activity(id, call, { "If-None-Match": got.headers.get("etag") })).status, 304);
  });

  await t.test("activityId is required, must be an IRI, and stands alone", async () => {
    for (const parameters of ["", "?activityId=word", `?${query({ activityId: newIri(), agent: "x" })}`, `?${query({ ActivityId: newIri() })}`]) {
      assert.equal((await call("GET", `/xapi/activities${parameters}`)).status, 400, parameters);
    }
    assert.equal((await call("POST", `/xapi/activities?${query({ activityId: newIri() })}`, { body: {} })).status, 405);
  });

  await t.test("reading takes statements/read; only all and define define", async () => {
    const id = newIri();
    const writer = client(url, await makeCredential(store, "statements/write"));
    assert.equal((await activity(id, writer)).status, 403);
    const [kept] = await post(about(id, { name: { en: "Undefined" } }), writer);
    assert.equal((await activity(id)).json().definition, undefined);
    assert.equal((await get(kept, "exact")).object.definition.name.en, "Undefined", "the statement itself is stored as sent");
    assert.equal((await get(kept, "canonical")).object.definition.name.en, "Undefined", "nothing better is known");
    await post(about(id, { name: { en: "Defined" } }), client(url, await makeCredential(store, "statements/write", "define")));
    assert.equal((await activity(id)).json().definition.name.en, "Defined");
    assert.equal((await get(kept, "canonical")).object.definition.name.en, "Defined");
  });

  await t.test("ids: every Agent, Group, Activity and verb in a statement is reduced to what identifies it", async () => {
    const agent = { objectType: "Agent", name: "Name", mbox: "mailto:n@synthetic.invalid" };
    const anonymous = { objectType: "Group", name: "Name", member: [agent] };
    const part = { id: newIri(), definition: { name: { en: "Name" } } };
    const context = { instructor: agent, team: anonymous, contextActivities: { parent: [part], other: [part] } };
    const verb = { id: DID, display: { en: "Name" } };
    const sub = { objectType: "SubStatement", actor: anonymous, verb, object: part, context };
    const [id] = await post(statement({ actor: anonymous, verb, object: sub, context }));
    const shown = await get(id, "ids");
    assert.deepEqual(findAll(shown, (value) => "name" in value && value.homePage === undefined), []);
    assert.deepEqual(findAll(shown, (value) => "definition" in value || "display" in value), []);
    assert.deepEqual(shown.actor, { objectType: "Group", member: [{ objectType: "Agent", mbox: agent.mbox }] });
    assert.deepEqual(shown.object.context.contextActivities.other, [{ id: part.id }]);
    assert.deepEqual(Object.keys(shown.authority), ["objectType", "account"]);
    assert.deepEqual(Object.keys(shown).sort(), Object.keys(await get(id, "exact")).sort());
    const { statements } = (await call("GET", `/xapi/statements?format=ids&${query({ verb: DID })}`)).json();
    assert.deepEqual(statements.find((one) => one.id === id), shown, "a page shows it in the same way");
  });

  await t.test("canonical: what the store knows, in the language that is asked for, map by map", async () => {
    const object = newIri();
    const verb = newIri();
    const definition = { name: { "en-GB": "Colour", cy: "Lliw" }, description: { fr: "Couleur" } };
    const [id] = await post(about(object, definition, { verb: { id: verb, display: { en: "did" } } }));
    await post(about(object, { name: { "fr-CA": "Teinte" } }, { verb: { id: verb, display: { fr: "a fait" } } }));
    const rows = [
      [{}, "en-GB", "fr", "en"],
      [{ "Accept-Language": "cy" }, "cy", "fr", "en"],
      [{ "Accept-Language": "cy;q=0.5, fr;q=0.7" }, "fr-CA", "fr", "fr"],
      [{ "Accept-Language": "de, *;q=0.1, en;q=0" }, "cy", "fr", "fr"],
    ];
    for (const [headers, name, description, display] of rows) {
      for (const version of ["1.0.3", "2.0.0"]) {
        const shown = await get(id, "canonical", { ...headers, "X-Experience-API-Version": version });
        assert.deepEqual(Object.keys(shown.object.definition.name), [name]);
        assert.deepEqual(Object.keys(shown.object.definition.description), [description]);
        assert.deepEqual(Object.keys(shown.verb.display), [display]);
      }
    }
    assert.deepEqual((await get(id, "exact", { "Accept-Language": "cy" })).object.definition, definition);
    const page = await call("GET", `/xapi/statements?format=canonical&${query({ verb })}`, { headers: { "Accept-Language": "cy" } });
    assert.deepEqual(page.json().statements.map((one) => one.object.definition.name), [{ cy: "Lliw" }, { cy: "Lliw" }]);
    assert.match(page.headers.get("vary"), /Accept-Language/);
  });

  await t.test("pages in canonical end by their bytes, and nothing is left out", async () => {
    const activity = newIri();
    const parts = Array.from({ length: 40 }, newIri);
    await post(parts.map((id) => about(id, { description: { en: "x".repeat(60000) } })));
    const parent = parts.map((id) => ({ id }));
    await post(Array.from({ length: 10 }, () => statement({ object: { id: activity }, context: { contextActivities: { parent } } })));
    const seen = new Set();
    let pages = 0;
    for (let target = `/xapi/statements?format=canonical&${query({ activity })}`; target; pages++) {
      const answer = await call("GET", target);
      assert.equal(answer.status, 200);
      assert.ok(answer.text.length < (16 << 20) + 1000, `${answer.text.length} bytes`);
      answer.json().statements.forEach((one) => seen.add(one.id));
      target = answer.json().more;
    }
    assert.equal(seen.size, 10);
    assert.equal(pages, 2);
  });

  await t.test("a statement that its definitions would make too long is shown with its own", async () => {
    const part = newIri();
    await post(about(part, { description: { en: "x".repeat(60000) } }));
    const other = Array.from({ length: 400 }, () => ({ id: part, definition: { type: "https://synthetic.invalid/types/own" } }));
    const [id] = await post(statement({ context: { contextActivities: { other } } }));
    const shown = await get(id, "canonical");
    assert.equal(shown.context.contextActivities.other[0].definition.type, "https://synthetic.invalid/types/own");
  });

  await t.test("a rebuild finds the same definitions", async () => {
    const ids = [newIri(), newIri()];
    await post(ids.map((id) => about(id, { name: { en: id }, type: "https://synthetic.invalid/types/a" })));
    await post(about(ids[0], { type: "https://synthetic.invalid/types/b" }));
    const before = await Promise.all(ids.map(async (id) => (await activity(id)).text));
    const voiding = { verb: { id: "http://adlnet.gov/expapi/verbs/voided" } };
    const [last] = await post(about(ids[1], { moreInfo: "https://synthetic.invalid/more" }));
    await post(statement({ ...voiding, object: { objectType: "StatementRef", id: last } }));
    before[1] = (await activity(ids[1])).text;
    assert.equal(await end(), 0);
    await run("rebuild", "--store", store);
    const again = await serve(t, store);
    const ask = client(again.url, await makeCredential(store, "all/read"));
    const after = await Promise.all(ids.map(async (id) => (await activity(id, ask)).text));
    assert.deepEqual(after, before);
    assert.match(after[1], /moreInfo/);
  });
});
