// SPDX-License-Identifier: Apache-2.0

// GET /export/statements: a poller misses nothing and gets nothing twice while others write; who may ask, and who sees names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredentialWith, randomUUID, serve, start, statement } from "./lrs.mjs";

const path = "/export/statements";
const BATCHES = 40;
const PER_BATCH = 5;
const LIMIT = 17;
const hex = (id) => id.replaceAll("-", "");
const learner = (i) => ({ account: { homePage: "https://synthetic.invalid/lms", name: `synthetic-${i}` } });

// Goes on behind the last row until a page is not full.
async function poll(call, rows) {
  for (;;) {
    const answer = await call("GET", `${path}?limit=${LIMIT}&after=${rows.at(-1)?.seq ?? 0}`);
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.headers.get("x-experience-api-consistent-through"));
    rows.push(...answer.json());
    if (answer.json().length < LIMIT) {
      return;
    }
  }
}

test("export of statements", async (t) => {
  const { url, store, call } = await start(t);
  const asking = async (...flags) => client(url, await makeCredentialWith(store, ...flags));

  await t.test("a poller has each statement once, in order, while two write", async () => {
    // On a database server the second writer is behind another process.
    const second = process.env.IBEST_TEST_STORE ? client((await serve(t, store)).url, await makeCredentialWith(store, "--scope", "all")) : call;
    const rows = [];
    const ids = [];
    let writing = 2;
    const write = async (to) => {
      for (let i = 0; i < BATCHES; i++) {
        const body = Array.from({ length: PER_BATCH }, (_, j) => statement({ id: randomUUID(), actor: learner(j) }));
        assert.equal((await to("POST", "/xapi/statements", { body })).status, 200);
        ids.push(...body.map(({ id }) => hex(id)));
      }
      writing -= 1;
    };
    const reading = (async () => {
      while (writing > 0) {
        await poll(call, rows);
      }
    })();
    await Promise.all([write(call), write(second), reading]);
    await poll(call, rows);
    assert.deepEqual(rows.map(({ id }) => id).sort(), ids.sort());
    assert.ok(rows.every(({ seq }, i) => i === 0 || seq > rows[i - 1].seq));
  });

  await t.test("a void is a row that names what does not count any more", async () => {
    const rows = [];
    await poll(call, rows);
    const object = { objectType: "StatementRef", id: rows[0].id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") };
    const verb = { id: "http://adlnet.gov/expapi/verbs/voided" };
    assert.equal((await call("POST", "/xapi/statements", { body: statement({ verb, object }) })).status, 200);
    const [row, ...more] = (await call("GET", `${path}?after=${rows.at(-1).seq}`)).json();
    assert.deepEqual([row.voids, row.voided, row.activity, more.length], [rows[0].id, 0, null, 0]);
    assert.equal((await call("GET", `${path}?limit=1`)).json()[0].voided, 1);
  });

  await t.test("formats are those of reports", async () => {
    const csv = (await call("GET", `${path}?limit=1&format=csv`)).text.split("\r\n");
    assert.match(csv[0], /^seq,id,stored,timestamp,learner,verb,.*,source,voids,voided$/);
    assert.match(csv[1], /^\d+,[0-9a-f]{32},\d{4}-\d\d-\d\dT[^,]*,[^,]*,account:https:\/\/synthetic\.invalid\/lms\|synthetic-\d,/);
    assert.equal(csv.length, 3);
    const lines = (await call("GET", `${path}?limit=2&format=ndjson`)).text.trimEnd().split("\n");
    assert.equal(lines.map(JSON.parse).length, 2);
    const body = await (await fetch(`${url}${path}?limit=1&format=csv-bom`, { headers: { Authorization: await makeCredentialWith(store, "--scope", "all") } })).arrayBuffer();
    assert.deepEqual([...new Uint8Array(body).slice(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.deepEqual((await call("GET", `${path}?after=999999999`)).json(), []);
  });

  await t.test("where counts are hidden it is refused, as each row is about somebody", async () => {
    for (const flags of [["--scope", "reports/read"], ["--scope", "reports/persons"], ["--scope", "reports/read", "--disclosure", "lt5"]]) {
      const answer = await (await asking(...flags))("GET", path);
      assert.equal(answer.status, 403, answer.text);
      assert.match(answer.text, /disclosure profile/);
    }
    assert.equal((await call("GET", `${path}?disclosure=lt5`)).status, 403);
  });

  await t.test("who may not see persons gets pseudonyms, of statements too", async () => {
    const answer = await (await asking("--scope", "reports/read", "--disclosure", "none"))("GET", path);
    assert.ok(!answer.text.includes("synthetic-"));
    const named = await (await asking("--scope", "reports/persons", "--disclosure", "none"))("GET", path);
    const pairs = answer.json().map((row, i) => [row.learner, named.json()[i].learner]);
    assert.ok(pairs.every(([pseudonym]) => /^p-[0-9a-f]{32}$/.test(pseudonym)));
    assert.equal(new Set(pairs.map((pair) => pair.join())).size, new Set(pairs.map(([pseudonym]) => pseudonym)).size);
    assert.ok(answer.json().every((row, i) => /^s-[0-9a-f]{32}$/.test(row.id) && /^[0-9a-f]{32}$/.test(named.json()[i].id)));
  });

  await t.test("it is not for credentials of one organisation, nor for those that only write", async () => {
    const of = await (await asking("--scope", "reports/persons", "--disclosure", "none", "--organisation", "RTH"))("GET", path);
    assert.equal(of.status, 403);
    assert.match(of.text, /one organisation/);
    assert.equal((await (await asking("--scope", "statements/write"))("GET", path)).status, 403);
    assert.equal((await client(url, null)("GET", path)).status, 401);
  });

  await t.test("parameters that are wrong are named", async () => {
    for (const [query, message] of [["after=x", /after: 'x'/], [`after=${"9".repeat(40)}`, /after: '9/], ["after=-1", /after: '-1'/], ["after=", /after: ''/], ["limit=0", /limit: 1 to 5000/], ["limit=5001", /limit: 1 to 5000/],
      ["since=1", /since/], ["format=xlsx", /format: 'xlsx'/], ["after=1&after=2", /after/]]) {
      const answer = await call("GET", `${path}?${query}`);
      assert.equal(answer.status, 400, query);
      assert.match(answer.text, message);
    }
  });
});
