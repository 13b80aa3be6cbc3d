// SPDX-License-Identifier: Apache-2.0

// Reports over HTTP: what the list tells of them is what they take and give.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredentialWith, query, run, start, statement } from "./lrs.mjs";
import { example, profileFile } from "./profile.mjs";

test("reports", async (t) => {
  const { call, store, url } = await start(t);
  const course = { id: "https://example.org/courses/back", definition: { type: "http://adlnet.gov/expapi/activities/course" } };
  const did = (verb, timestamp) => statement({ verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` }, object: course, timestamp });
  const body = [did("registered", "2018-01-10T12:00:00Z"), did("completed", "2018-02-10T12:00:00Z")];
  assert.equal((await call("POST", "/xapi/statements", { body })).status, 200);
  const ask = (name, parameters) => call("GET", `/reports/${name}?${query(parameters)}`);
  const reports = (await call("GET", "/reports")).json();
  const compared = reports.filter(({ parameters }) => parameters.some(({ name }) => name === "compare"));

  await t.test("a report that can be compared takes from, to and nothing about persons", () => {
    assert.deepEqual(compared.map(({ name }) => name), ["activity", "change", "completion-time", "conformance", "data-quality", "drop-off", "expiry", "follow-up", "funnel", "items", "scores", "sites"]);
    for (const { parameters } of compared) {
      for (const needed of ["from", "to"]) assert.ok(parameters.some(({ name }) => name === needed));
    }
  });

  await t.test("compare=previous gives the siblings that the list tells, and counts of both spans", async () => {
    const { columns } = compared.find(({ name }) => name === "activity");
    const answer = await ask("activity", { from: "2018-02-01", to: "2018-02-28", compare: "previous" });
    const [row] = answer.json();
    assert.deepEqual(Object.keys(row), [...columns.map(({ name }) => name), ...columns.map((one) => one.compared).filter(Boolean)]);
    assert.deepEqual([row.begins_on, row.enrolled, row.enrolled_before, row.completed, row.completed_before], ["2018-02-01", 0, 1, 1, 0]);
  });

  await t.test("a span that is not told is asked for", async () => {
    const answer = await ask("activity", { compare: "previous", from: "2018-02-01" });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /compare: .*give from= and to=/);
  });

  await t.test("every answer tells how many percent of the statements that claim a loaded profile keep to it", async () => {
    const share = async (ask, target) => (await ask("GET", target)).headers.get("x-conformance-percent");
    assert.equal(await share(call, "/reports"), null);
    await run("profile", "load", profileFile, "--store", store);
    const claiming = ["valid/course-registered", "valid/page-experienced", "invalid/course-completed.result.completion.all"].map(example);
    assert.equal((await call("POST", "/xapi/statements", { body: claiming })).status, 200);
    for (const target of ["/reports", "/reports/funnel", "/reports/data-quality", "/reports/aggregate?measure=count"]) {
      assert.equal(await share(call, target), "66.7", target);
    }
    assert.ok((await ask("funnel", {})).json().every((row) => row.conformance_percent === 66.7));
    const own = client(url, await makeCredentialWith(store, "--scope", "reports/read", "--organisation", "RTH"));
    assert.equal(await share(own, "/reports/funnel"), null);
  });
});
