// SPDX-License-Identifier: Apache-2.0

// The Statement resource: what is stored, found, refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { query, randomUUID, start, statement } from "./lrs.mjs";

const VOIDED = "http://adlnet.gov/expapi/verbs/voided";

function voiding(id) {
  return statement({ verb: { id: VOIDED }, object: { objectType: "StatementRef", id } });
}

async function readAll(call, target) {
  const found = [];
  while (target) {
    const answer = await call("GET", target);
    assert.equal(answer.status, 200, answer.text);
    found.push(...answer.json().statements);
    target = answer.json().more;
  }
  return found;
}

test("statements", async (t) => {
  const { call } = await start(t);

  await t.test("a statement comes back with what the LRS adds, numbers and order as sent", async () => {
    const id = randomUUID();
    const body = `{"object":{"id":"https://synthetic.invalid/a"},"id":"${id}","result":{"score":{"raw":1.50,"max":1e2}},
      "verb":{"id":"http://adlnet.gov/expapi/verbs/passed"},"actor":{"mbox":"mailto:synthetic@synthetic.invalid"}}`;
    const posted = await call("POST", "/xapi/statements", { body });
    assert.equal(posted.status, 200, posted.text);
    assert.deepEqual(posted.json(), [id]);
    const got = await call("GET", `/xapi/statements?statementId=${id}`);
    assert.equal(got.status, 200);
    assert.match(got.text, /"raw":1\.50,"max":1e2/);
    const { stored, timestamp, authority, version, object } = got.json();
    assert.equal(timestamp, stored);
    assert.match(stored, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    assert.equal(authority.account.name, "Test client");
    assert.equal(version, "1.0.0");
    assert.equal(object.id, "https://synthetic.invalid/a");
    assert.equal(new Date(got.headers.get("last-modified")).getTime(), Math.floor(Date.parse(stored) / 1000) * 1000);
  });

  await t.test("POST of a batch answers the ids in order", async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const answer = await call("POST", "/xapi/statements", { body: ids.map((id) => statement({ id })) });
    assert.deepEqual(answer.json(), ids);
  });

  await t.test("PUT stores under the id of the parameter", async () => {
    const id = randomUUID();
    assert.equal((await call("PUT", `/xapi/statements?statementId=${id}`, { body: statement() })).status, 204);
    assert.equal((await call("GET", `/xapi/statements?statementId=${id}`)).json().id, id);
  });

  await t.test("PUT refuses another id in the statement, an array, and no id", async () => {
    const id = randomUUID();
    const target = `/xapi/statements?statementId=${id}`;
    assert.equal((await call("PUT", target, { body: statement({ id: randomUUID() }) })).status, 400);
    assert.equal((await call("PUT", target, { body: [statement()] })).status, 400);
    assert.equal((await call("PUT", "/xapi/statements", { body: statement() })).status, 400);
    assert.equal((await call("GET", target)).status, 404);
  });

  await t.test("the same statement again changes nothing; another under its id conflicts", async () => {
    const id = randomUUID();
    const target = `/xapi/statements?statementId=${id}`;
    assert.equal((await call("PUT", target, { body: statement() })).status, 204);
    const before = (await call("GET", target)).text;
    assert.equal((await call("PUT", target, { body: statement() })).status, 204);
    const other = await call("PUT", target, { body: statement({ verb: { id: "http://adlnet.gov/expapi/verbs/failed" } }) });
    assert.equal(other.status, 409);
    assert.match(other.message(), new RegExp(id));
    assert.equal((await call("GET", target)).text, before);
  });

  await t.test("a broken rule is answered 400 with its place", async () => {
    const answer = await call("POST", "/xapi/statements", { body: statement({ context: { registration: "abc" } }) });
    assert.equal(answer.status, 400);
    assert.equal(answer.place(), "context.registration");
    assert.match(answer.message(), /'abc'/);
  });

  await t.test("nothing of a bad batch is stored, and the message counts to the bad one", async () => {
    const ids = [randomUUID(), randomUUID()];
    const bad = statement({ verb: { id: "not an IRI" } });
    const answer = await call("POST", "/xapi/statements", { body: [statement({ id: ids[0] }), statement({ id: ids[1] }), bad] });
    assert.equal(answer.status, 400);
    assert.equal(answer.place(), "[2].verb.id");
    for (const id of ids) {
      assert.equal((await call("GET", `/xapi/statements?statementId=${id}`)).status, 404);
    }
  });

  await t.test("a conflict in a batch undoes all of it", async () => {
    const stored = randomUUID();
    const fresh = randomUUID();
    await call("POST", "/xapi/statements", { body: statement({ id: stored }) });
    const clash = statement({ id: stored, verb: { id: "http://adlnet.gov/expapi/verbs/failed" } });
    assert.equal((await call("POST", "/xapi/statements", { body: [statement({ id: fresh }), clash] })).status, 409);
    assert.equal((await call("GET", `/xapi/statements?statementId=${fresh}`)).status, 404);
  });

  await t.test("broken JSON, two values, doubled keys and another content type are 400", async () => {
    for (const body of ["{", "{} {}", '{"actor":1,"actor":2}', "", "null"]) {
      assert.equal((await call("POST", "/xapi/statements", { body, headers: { "Content-Type": "application/json" } })).status, 400, body);
    }
    const plain = await call("POST", "/xapi/statements", { body: statement(), headers: { "Content-Type": "text/plain" } });
    assert.equal(plain.status, 400);
  });

  await t.test("the filters find what they name, and nothing else", async () => {
    const registration = randomUUID();
    const mine = statement({
      actor: { mbox: "mailto:finder@synthetic.invalid" },
      verb: { id: "https://synthetic.invalid/verbs/found" },
      object: { id: "https://synthetic.invalid/activities/filtered" },
      context: { registration },
    });
    const [id] = (await call("POST", "/xapi/statements", { body: mine })).json();
    const filters = [
      { agent: { mbox: "mailto:finder@synthetic.invalid" } },
      { verb: mine.verb.id },
      { activity: mine.object.id },
      { registration },
      { agent: mine.actor, verb: mine.verb.id, activity: mine.object.id, registration },
    ];
    for (const filter of filters) {
      const found = (await call("GET", `/xapi/statements?${query(filter)}`)).json();
      assert.deepEqual(found.statements.map((one) => one.id), [id], JSON.stringify(filter));
      assert.equal(found.more, "");
    }
    const none = await call("GET", `/xapi/statements?${query({ verb: mine.verb.id, registration: randomUUID() })}`);
    assert.deepEqual(none.json(), { statements: [], more: "" });
  });

  await t.test("pages hold every statement once, in order, while others are stored", async () => {
    const verb = { id: `https://synthetic.invalid/verbs/${randomUUID()}` };
    const ids = Array.from({ length: 25 }, () => randomUUID());
    await call("POST", "/xapi/statements", { body: ids.map((id) => statement({ id, verb })) });
    const first = `/xapi/statements?${query({ verb: verb.id, limit: 4, ascending: true })}`;
    const ascending = await readAll(call, first);
    assert.deepEqual(ascending.map((one) => one.id), ids);
    const target = (await call("GET", `/xapi/statements?${query({ verb: verb.id, limit: 10 })}`)).json();
    assert.match(target.more, /^\/xapi\/statements\?/);
    await call("POST", "/xapi/statements", { body: statement({ verb }) });
    const rest = await readAll(call, target.more);
    assert.deepEqual([...target.statements, ...rest].map((one) => one.id), [...ids].reverse());
  });

  await t.test("since is exclusive, until inclusive", async () => {
    const verb = { id: `https://synthetic.invalid/verbs/${randomUUID()}` };
    const stored = [];
    for (let i = 0; i < 3; i++) {
      const [id] = (await call("POST", "/xapi/statements", { body: statement({ verb }) })).json();
      stored.push((await call("GET", `/xapi/statements?statementId=${id}`)).json().stored);
    }
    const between = await call("GET", `/xapi/statements?${query({ verb: verb.id, since: stored[0], until: stored[1] })}`);
    assert.deepEqual(between.json().statements.map((one) => one.stored), [stored[1]]);
  });

  await t.test("a voided statement is found only as such, also when the voiding came first", async () => {
    for (const order of ["after", "before", "together"]) {
      const id = randomUUID();
      const bodies = { after: [statement({ id }), voiding(id)], before: [voiding(id), statement({ id })] }[order];
      for (const body of bodies ?? [[voiding(id), statement({ id })]]) {
        assert.equal((await call("POST", "/xapi/statements", { body })).status, 200);
      }
      assert.equal((await call("GET", `/xapi/statements?statementId=${id}`)).status, 404, order);
      assert.equal((await call("GET", `/xapi/statements?voidedStatementId=${id}`)).json().id, id, order);
    }
  });

  await t.test("unknown, doubled, wrongly cased and unfitting parameters are 400 and named", async () => {
    const id = randomUUID();
    const bad = {
      "colour=red": "colour",
      "Limit=1": "Limit",
      "limit=1&limit=2": "limit",
      "limit=-1": "limit",
      "since=yesterday": "since",
      "ascending=yes": "ascending",
      "agent=%7B%7D": "agent",
      "verb=flew": "verb",
      "registration=1": "registration",
      "statementId=1": "statementId",
      [`statementId=${id}&limit=1`]: "limit",
      "format=poem": "format",
      "attachments=yes": "attachments",
      "cursor=x": "cursor",
      "cursor=9999999999999999999": "cursor",
    };
    for (const [parameters, place] of Object.entries(bad)) {
      const answer = await call("GET", `/xapi/statements?${parameters}`);
      assert.equal(answer.status, 400, parameters);
      assert.match(answer.message(), new RegExp(`^${place}\\b`), parameters);
    }
    assert.equal((await call("GET", `/xapi/statements?statementId=${id}&voidedStatementId=${id}`)).status, 400);
    assert.equal((await call("GET", "/xapi/statements?since=2026-01-31T12:00:00")).status, 200, "a time without a zone");
    assert.equal((await call("GET", "/xapi/statements?verb=%zz")).status, 400);
    assert.equal((await call("GET", "/xapi/statements?verb=%ff")).status, 400);
  });

  await t.test("HEAD answers as GET does, without the body", async () => {
    const get = await call("GET", "/xapi/statements?limit=1");
    const head = await call("HEAD", "/xapi/statements?limit=1");
    assert.equal(head.status, 200);
    assert.equal(head.text, "");
    assert.equal(head.headers.get("content-length"), get.headers.get("content-length"));
    assert.equal((await call("HEAD", `/xapi/statements?statementId=${randomUUID()}`)).status, 404);
  });

  await t.test("Consistent-Through covers what the answer shows, and stands on failures too", async () => {
    await call("POST", "/xapi/statements", { body: statement() });
    const answer = await call("GET", "/xapi/statements?limit=1");
    const through = answer.headers.get("x-experience-api-consistent-through");
    assert.ok(through >= answer.json().statements[0].stored, through);
    for (const target of ["/xapi/statements?colour=red", `/xapi/statements?statementId=${randomUUID()}`]) {
      assert.match((await call("GET", target)).headers.get("x-experience-api-consistent-through"), /^\d{4}-/);
    }
  });

  await t.test("2.0 is checked by its own rules", async () => {
    const body = statement({ context: { contextAgents: [{ objectType: "contextAgent", agent: { mbox: "mailto:a@synthetic.invalid" } }] } });
    assert.equal((await call("POST", "/xapi/statements", { body })).status, 400);
    const answer = await call("POST", "/xapi/statements", { body, headers: { "X-Experience-API-Version": "2.0.0" } });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get("x-experience-api-version"), "2.0.0");
  });
});
