// SPDX-License-Identifier: Apache-2.0

// Erasing a learner: not a byte is left, others keep theirs, and a kill in the middle leaves all or nothing.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { client, makeCredential, makeFolder, query, randomUUID, run, serve, start, statement } from "../xapi/lrs.mjs";
import { body, describe, part, type } from "../xapi/multipart.mjs";

const program = process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs";
const fails = (code, reason) => (problem) => problem.code === code && reason.test(problem.stderr);

// All that is hers has this word in it, and nothing else has.
const WORD = "zyxquill";
const homePage = "https://synthetic.invalid/lms";
const account = `account:${homePage}|${WORD}-7`;
const mail = `mailto:${WORD}@synthetic.invalid`;
const ann = { account: { homePage, name: `${WORD}-7` }, name: `Ann ${WORD}` };
const bob = { account: { homePage, name: "synthetic-0002" }, name: "Bob" };
const own = { id: `https://synthetic.invalid/essays/${WORD}`, definition: { name: { en: `The essay of ${WORD}` } } };
const erase = (store, ...options) => run("erase", "--learner", account, "--store", store, ...options);

function hers() {
  return [
    statement({ id: randomUUID(), actor: ann, result: { response: `I am ${WORD}` } }),
    statement({ id: randomUUID(), actor: ann, object: own }),
    statement({ id: randomUUID(), actor: { mbox: mail } }),
    statement({ id: randomUUID(), actor: bob, object: { objectType: "Agent", ...ann } }),
  ];
}

function others() {
  return [
    statement({ id: randomUUID(), actor: bob }),
    statement({ id: randomUUID(), actor: bob, context: { instructor: ann } }),
    statement({ id: randomUUID(), actor: { objectType: "Group", member: [ann, bob] } }),
  ];
}

async function post(call, statements) {
  const answer = await call("POST", "/xapi/statements", { body: statements });
  assert.equal(answer.status, 200, answer.text);
}

const state = query({ activityId: "https://synthetic.invalid/a", agent: { account: ann.account }, stateId: "place" });

const enclosing = () => statement({ id: randomUUID(), actor: ann, attachments: [describe(`data of ${WORD}`)] });
const enclose = (call, one) =>
  call("POST", "/xapi/statements", { body: body(one, part(`data of ${WORD}`)), headers: { "Content-Type": type } });

// A store with all that can be known of her, whose server has ended.
async function filled(t) {
  const lrs = await start(t);
  const statements = { hers: hers(), others: others() };
  await post(lrs.call, [statements.hers[0], ...statements.others, ...statements.hers.slice(1)]);
  const enclosed = enclosing();
  assert.equal((await enclose(lrs.call, enclosed)).status, 200);
  assert.equal((await lrs.call("PUT", `/xapi/activities/state?${state}`, { body: { place: WORD } })).status, 204);
  const roster = join(lrs.folder, "..", `${randomUUID()}.csv`);
  await writeFile(roster, `home_page,account,mbox,organisation\n${homePage},${WORD}-7,${WORD}@synthetic.invalid,RTH\n`);
  t.after(() => import("node:fs/promises").then(({ rm }) => rm(roster, { force: true })));
  await run("roster", "import", roster, "--store", lrs.store);
  await lrs.end();
  return { ...lrs, statements, enclosed };
}

// Where the word stands in what the store keeps, byte for byte.
async function found(folder) {
  const places = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (path.includes(WORD) || (entry.isFile() && (await readFile(path)).includes(WORD))) {
      places.push(path);
    }
  }
  return places;
}

async function verified(store) {
  assert.equal(JSON.parse((await run("verify", "--json", "--store", store)).stdout).findings, 0);
}

test("not a byte of an erased learner is left, and others have what they had", async (t) => {
  const { store, folder, authorization, statements } = await filled(t);
  assert.ok((await found(folder)).length >= 2, "the database and the attachment have the word");
  const { stdout } = await erase(store, "--person", "--yes", "--json");
  const figures = JSON.parse(stdout);
  assert.deepEqual(figures, {
    erased: true, statements: 5, changed: 2, vouched: 0, documents: 1, attachments: 1, registrations: 0, roster: 1, addresses: 0,
    decisions: 0, dictionaries: 0,
  });
  assert.deepEqual(await found(folder), []);
  await verified(store);
  const server = await serve(t, store);
  const call = client(server.url, authorization);
  const { statements: left } = (await call("GET", "/xapi/statements?ascending=true")).json();
  assert.deepEqual(left.map(({ id }) => id), statements.others.map(({ id }) => id));
  assert.equal(left[1].context.instructor.account.homePage, "https://w3id.org/xapi/ibest/nobody");
  assert.equal(left[2].actor.member[1].name, "Bob");
  assert.equal((await call("GET", `/xapi/activities/state?${state}`)).status, 404);
  await server.end();
  assert.deepEqual(await found(folder), []);
});

test("a statement that was erased or changed is not stored again, and its batch is not refused", async (t) => {
  const { store, folder, authorization, statements, enclosed } = await filled(t);
  await erase(store, "--person", "--yes");
  const server = await serve(t, store);
  const call = client(server.url, authorization);
  const fresh = statement({ id: randomUUID(), actor: bob });
  await post(call, [...statements.hers, ...statements.others, fresh]);
  assert.equal((await enclose(call, enclosed)).status, 200);
  for (const { id } of statements.hers) {
    assert.equal((await call("GET", `/xapi/statements?statementId=${id}`)).status, 404);
  }
  const answer = (await call("GET", "/xapi/statements?ascending=true")).json();
  assert.deepEqual(answer.statements.map(({ id }) => id), [...statements.others, fresh].map(({ id }) => id));
  await server.end();
  assert.deepEqual(await found(folder), []);
});

test("pages go on where they were, and time does not step back", async (t) => {
  const { store, authorization, statements } = await filled(t);
  let server = await serve(t, store);
  const page = await client(server.url, authorization)("GET", "/xapi/statements?ascending=true&limit=2");
  await server.end();
  await erase(store, "--person", "--yes");
  server = await serve(t, store);
  const call = client(server.url, authorization);
  const fresh = statement({ id: randomUUID(), actor: bob });
  await post(call, [fresh]);
  const left = [];
  let rest;
  for (let target = page.json().more; target; target = rest.json().more) {
    rest = await call("GET", target);
    left.push(...rest.json().statements);
  }
  assert.deepEqual(left.map(({ id }) => id), [statements.others[1], statements.others[2], fresh].map(({ id }) => id));
  const through = (answer) => answer.headers.get("x-experience-api-consistent-through");
  assert.ok(through(rest) > through(page));
});

test("a dry run keeps all, and nothing goes unasked, unknown or served", async (t) => {
  const { store, folder, authorization } = await filled(t);
  const { stdout } = await erase(store, "--dry-run");
  assert.match(stdout, /would be erased:\n +4 statements about the learner\n +2 statements about others/);
  await assert.rejects(erase(store), fails(2, /nothing was erased: .* --yes/));
  await assert.rejects(run("erase", "--learner", WORD, "--yes", "--store", store), fails(2, /is no account; write it as reports do/));
  await assert.rejects(run("erase", "--store", store, "--yes"), fails(2, /say whom/));
  const server = await serve(t, store);
  await assert.rejects(erase(store, "--yes"), fails(3, /in use by another ibest-lrs/));
  const { statements } = (await client(server.url, authorization)("GET", "/xapi/statements")).json();
  assert.equal(statements.length, 8);
  assert.ok(!server.log().includes(WORD));
  await server.end();
  assert.ok((await found(folder)).length >= 2);
});

test("a backup from before is erased again by a list that names nobody", async (t) => {
  const { store, folder } = await filled(t);
  const away = await makeFolder(t);
  await run("backup", `${away}/lrs.db`, "--store", store);
  await erase(store, "--person", "--yes");
  const { stdout } = await run("erase", "--list", "--store", store);
  assert.ok(!stdout.includes(WORD));
  await writeFile(`${away}/erased.txt`, stdout);
  await run("restore", `${away}/lrs.db`, "--store", store, "--force");
  assert.ok((await found(folder)).length >= 2);
  const again = JSON.parse((await run("erase", "--again", `${away}/erased.txt`, "--yes", "--json", "--store", store)).stdout);
  assert.deepEqual([again.statements, again.changed, again.roster], [5, 2, 1]);
  assert.deepEqual(await found(folder), []);
  await verified(store);
  await writeFile(`${away}/erased.txt`, "no list\n");
  await assert.rejects(run("erase", "--again", `${away}/erased.txt`, "--yes", "--store", store), fails(2, /erased.txt:1: 'no list' is no line/));
});

test("a copy of the store does not take back what was erased there", async (t) => {
  const { store, folder, authorization, statements } = await filled(t);
  await erase(store, "--person", "--yes");
  await run("store", "copy", store, `sqlite:${folder}/copy.db`);
  const server = await serve(t, `sqlite:${folder}/copy.db`);
  const call = client(server.url, authorization);
  await post(call, statements.hers);
  assert.equal((await call("GET", "/xapi/statements")).json().statements.length, 3);
});

// ---- kill -9 ----

const MANY = 1500;

async function many(t) {
  const folder = await makeFolder(t);
  const lines = Array.from({ length: MANY }, (_, i) =>
    JSON.stringify(statement({ id: randomUUID(), ...(i % 3 === 0 ? { actor: bob } : { actor: ann, result: { response: `${WORD} ${i}` } }) })),
  );
  const file = join(await makeFolder(t), "many.ndjson");
  await writeFile(file, lines.join("\n"));
  await run("import", file, "--store", `sqlite:${folder}/lrs.db`).catch((problem) => assert.equal(problem.code, 1));
  return { folder, store: `sqlite:${folder}/lrs.db` };
}

function killedAfter(store, ms) {
  return new Promise((resolve) => {
    const child = spawn(program, ["erase", "--learner", account, "--yes", "--store", store], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), ms);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      resolve(signal);
    });
  });
}

test("kill -9 while it erases leaves all or nothing, and the next time finishes it", async (t) => {
  const { folder, store } = await many(t);
  const dry = async () => JSON.parse((await erase(store, "--dry-run", "--json")).stdout);
  const kept = async () => (await dry()).statements;
  const begun = Date.now();
  const figures = await dry();
  assert.deepEqual([figures.statements, figures.dictionaries], [(MANY / 3) * 2, 1]);
  const whole = Date.now() - begun;
  let killed = 0;
  for (const part of [0.3, 0.6, 0.9]) {
    killed += (await killedAfter(store, whole * part)) === "SIGKILL" ? 1 : 0;
    assert.ok([0, (MANY / 3) * 2].includes(await kept()));
    await verified(store);
  }
  assert.ok(killed > 0);
  await erase(store, "--yes");
  assert.equal(await kept(), 0);
  assert.deepEqual(await found(folder), []);
  await verified(store);
});
