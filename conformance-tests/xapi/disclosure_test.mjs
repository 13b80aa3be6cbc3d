// SPDX-License-Identifier: Apache-2.0

// Small counts in reports: who sees them, and how an answer says that something is hidden.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, makeCredentialWith, run, start, statement } from "./lrs.mjs";

const course = { id: "https://synthetic.invalid/course", definition: { type: "http://adlnet.gov/expapi/activities/course" } };
const extension = "https://w3id.org/xapi/ibest/extensions/organisation";

// Enrolled learners of each organisation, of whom `started` have started.
function learners(organisation, enrolled, started) {
  return Array.from({ length: enrolled }, (_, i) => {
    const actor = { account: { homePage: "https://synthetic.invalid/lms", name: `${organisation}-${i}` } };
    const verb = { id: `http://adlnet.gov/expapi/verbs/${i < started ? "initialized" : "registered"}` };
    return statement({ actor, verb, object: course, context: { extensions: { [extension]: organisation } } });
  });
}

test("disclosure", async (t) => {
  const { url, store, call } = await start(t);
  const asking = async (...flags) => client(url, await makeCredentialWith(store, ...flags));
  const posted = await call("POST", "/xapi/statements", { body: [...learners("RAA", 12, 8), ...learners("RBB", 3, 2), ...learners("RCC", 22, 16)] });
  assert.equal(posted.status, 200, posted.text);
  const path = "/reports/funnel?by=organisation";
  const counts = (answer) => answer.json().map((row) => [row.organisation, row.enrolled, row.started]);

  await t.test("who may read statements sees all counts, and may ask for less", async () => {
    const ask = client(url, await makeCredential(store, "all/read"));
    const exact = await ask("GET", path);
    assert.deepEqual(counts(exact), [["RAA", 12, 8], ["RBB", 3, 2], ["RCC", 22, 16]]);
    assert.equal(exact.json()[0].disclosure, undefined);
    const less = await ask("GET", `${path}&disclosure=lt5`);
    assert.equal(less.headers.get("x-disclosure-profile"), "lt5");
    assert.deepEqual(counts(less), [["RAA", null, null], ["RBB", null, null], ["RCC", 22, 16]]);
    assert.deepEqual(less.json()[1].disclosure, { profile: "lt5", suppressed: ["enrolled", "started", "completed", "started_percent", "completed_percent"] });
  });

  await t.test("who may read reports only sees what the server says by default", async () => {
    const ask = client(url, await makeCredential(store, "reports/read"));
    assert.deepEqual(counts(await ask("GET", path)), [["RAA", 10, 10], ["RBB", null, null], ["RCC", 20, 15]]);
    const csv = (await ask("GET", `${path}&format=csv`)).text.split("\r\n");
    assert.match(csv[0], /,disclosure$/);
    assert.match(csv[2], /,RBB,,\*,\*,0,\*,\*,nhs-digital-2018$/);
  });

  await t.test("no credential sees a second profile beside its own", async () => {
    for (const profile of ["none", "lt10", "nhs-digital-2018"]) {
      const ask = await asking("--scope", "reports/read", "--disclosure", "lt5");
      const answer = await ask("GET", `${path}&disclosure=${profile}`);
      assert.equal(answer.status, 403, answer.text);
      assert.match(answer.text, /'lt5' only/);
    }
    const ask = await asking("--scope", "reports/read", "--disclosure", "none");
    assert.equal(counts(await ask("GET", path))[1][1], 3);
    assert.equal((await ask("GET", `${path}&disclosure=lt6`)).status, 400);
  });

  await t.test("a credential that reads statements cannot be made as if something were hidden from it", async () => {
    for (const flags of [["--disclosure", "lt5"], ["--organisation", "RAA"]]) {
      await assert.rejects(makeCredentialWith(store, "--scope", "all/read", ...flags), /reports\/read only/);
    }
    await assert.rejects(makeCredentialWith(store, "--scope", "reports/read", "--disclosure", "lt6"), /'lt6' is no profile/);
  });

  await t.test("a credential of an organisation sees its learners only, whatever it asks", async () => {
    const ask = await asking("--scope", "reports/read", "--disclosure", "none", "--organisation", "RAA");
    assert.deepEqual(counts(await ask("GET", path)), [["RAA", 12, 8]]);
    const where = encodeURIComponent("organisation in (RAA, RBB, RCC) and stored >= 2000-01-01");
    const [row] = (await ask("GET", `/reports/aggregate?measure=count&where=${where}`)).json();
    assert.deepEqual(row, { people: 12, count: 12 });
    const active = (await ask("GET", "/reports/activity?period=financial-year&breakdown=organisation")).json();
    assert.deepEqual(active.map((row) => [row.division, row.learners]), [["RAA", 12]]);
    assert.deepEqual(counts(await ask("GET", `${path}&organisation=RCC`)), [], "it cannot be told otherwise");
    assert.equal((await ask("GET", `${path}&narrowing_organisation=RCC`)).status, 400, "nor so");
  });

  await t.test("learners are pseudonyms without the scope that names them", async () => {
    const question = "/reports/aggregate?from=enrolment&measure=count&group=learner";
    const named = await asking("--scope", "reports/persons", "--disclosure", "none");
    assert.match((await named("GET", question)).json()[0].learner, /^account:/);
    const nameless = await asking("--scope", "reports/read", "--disclosure", "none");
    const learners = async () => (await nameless("GET", question)).json().map((row) => row.learner);
    const before = await learners();
    assert.equal(new Set(before).size, 37);
    assert.ok(before.every((one) => /^p-[0-9a-f]{32}$/.test(one)));
    assert.deepEqual(await learners(), before);
    await run("pseudonyms", "rotate", "--store", store);
    assert.ok((await learners()).every((one) => !before.includes(one)));
    const probe = await nameless("GET", `/reports/aggregate?from=enrolment&measure=count&where=${encodeURIComponent("learner = x")}`);
    assert.equal(probe.status, 403);
  });

  await t.test("the command hides by the profile it is told", async () => {
    const { stdout } = await run("report", "funnel", "by=organisation", "--store", store, "--disclosure", "nhs-digital-2018");
    assert.match(stdout, /RCC,,20,15,0,75,0,nhs-digital-2018/);
  });
});
