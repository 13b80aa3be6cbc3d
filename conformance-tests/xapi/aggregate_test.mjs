// SPDX-License-Identifier: Apache-2.0

// Questions over HTTP and at the command line: both give the same, and refusals say what to do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, query, run, start, statement } from "./lrs.mjs";

const verb = { id: "http://adlnet.gov/expapi/verbs/passed" };

test("aggregate", async (t) => {
  const { store, url, call } = await start(t);
  const body = Array.from({ length: 20 }, (_, i) =>
    statement({ verb, actor: { mbox: `mailto:a${i % 10}@synthetic.invalid` }, result: { score: { scaled: i / 20 }, duration: `PT${i}M` }, timestamp: `2018-03-31T2${i % 2 ? 3 : 2}:30:00Z` }),
  );
  assert.equal((await call("POST", "/xapi/statements", { body })).status, 200);
  const ask = (parameters, asker = call) => asker("GET", `/reports/aggregate?${query(parameters)}`);

  await t.test("measures by spans of days in London", async () => {
    const answer = await ask({ measure: "count,mean(score),median(duration)", where: `verb = ${verb.id}`, bucket: "financial-year" });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.json(), [
      { "financial-year": "2017/18", people: 5, count: 10, mean_score_people: 5, mean_score: 0.45, median_duration_people: 5, median_duration: 540 },
      { "financial-year": "2018/19", people: 5, count: 10, mean_score_people: 5, mean_score: 0.5, median_duration_people: 5, median_duration: 600 },
    ]);
    assert.ok(answer.headers.get("x-experience-api-consistent-through"));
  });

  await t.test("the command gives the same as CSV", async () => {
    const parameters = { measure: "count,ratio(score >= 0.5)", where: `verb = ${verb.id}`, tz: "UTC", bucket: "day" };
    const { stdout } = await run("report", "aggregate", "--store", store, ...Object.entries(parameters).map((pair) => pair.join("=")));
    assert.equal(stdout, "day,people,count,ratio_score_people,ratio_score\r\n2018-03-31,10,20,10,100\r\n");
    assert.equal((await ask({ ...parameters, format: "csv" })).text, stdout);
  });

  await t.test("who reads reports only gets small counts hidden", async () => {
    const asker = client(url, await makeCredential(store, "reports/read"));
    const [row] = (await ask({ measure: "count", where: `verb = ${verb.id}`, bucket: "day" }, asker)).json();
    assert.deepEqual(row, { day: "2018-03-31", people: null, count: null, disclosure: { profile: "nhs-digital-2018", suppressed: ["people", "count"] } });
  });

  await t.test("what is not understood is told with its place and a remedy", async () => {
    const cases = [
      [{}, /measure: say what to measure/],
      [{ measure: "count" }, /would read every statement; add verb = /],
      [{ measure: "mean(verb)", where: "verb=a" }, /measure: at 6: verb is no field of numbers/],
      [{ measure: "count", where: "verb=a;DELETE FROM statement" }, /where: at 15: 'and' or nothing/],
      [{ measure: "count", where: "verb=a", tz: "Mars" }, /neither Europe\/London nor UTC/],
      [{ measure: "count", having: "1" }, /having: there is no such parameter/],
    ];
    for (const [parameters, words] of cases) {
      const answer = await ask(parameters);
      assert.equal(answer.status, 400, answer.text);
      assert.match(answer.text, words);
    }
  });

  await t.test("is listed among the reports", async () => {
    const listed = (await call("GET", "/reports")).json().find((one) => one.name === "aggregate");
    assert.deepEqual(listed.parameters.map((one) => one.name), ["from", "measure", "group", "where", "bucket", "tz"]);
  });
});
