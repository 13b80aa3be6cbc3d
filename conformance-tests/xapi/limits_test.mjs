// SPDX-License-Identifier: Apache-2.0

// Every limit is a setting, is named when it is broken, and leaves what is within it alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { query, randomUUID, run, start, statement } from "./lrs.mjs";

const agent = { mbox: "mailto:synthetic-0001@synthetic.invalid" };
const state = (more) => `/xapi/activities/state?${query({ activityId: "https://synthetic.invalid/a", agent, stateId: "a", ...more })}`;
const long = (length) => "x".repeat(length);

// Asks within the limit are served, those over it refused with the status and the limit.
const limits = {
  "body-max": {
    value: "2000",
    within: (call) => call("POST", "/xapi/statements", { body: statement({ result: { response: long(1000) } }) }),
    over: (call) => call("POST", "/xapi/statements", { body: statement({ result: { response: long(2000) } }) }),
    status: 413,
  },
  "batch-max": {
    value: "3",
    within: (call) => call("POST", "/xapi/statements", { body: Array.from({ length: 3 }, () => statement()) }),
    over: (call) => call("POST", "/xapi/statements", { body: Array.from({ length: 4 }, () => statement()) }),
    status: 413,
  },
  "document-max": {
    value: "1024",
    within: (call) => call("PUT", state(), { body: JSON.stringify({ a: long(1024 - 8) }) }),
    over: (call) => call("PUT", state(), { body: JSON.stringify({ a: long(1024 - 7) }) }),
    status: 413,
  },
  "header-max": {
    value: "4096",
    within: (call) => call("GET", "/xapi/statements", { headers: { "X-Long": long(3000) } }),
    over: (call) => call("GET", "/xapi/statements", { headers: { "X-Long": long(5000) } }),
    status: 413,
  },
  "header-max in the query string": {
    value: "4096",
    within: (call) => call("GET", `/xapi/statements?${query({ verb: `https://synthetic.invalid/${long(3000)}` })}`),
    over: (call) => call("GET", `/xapi/statements?${query({ verb: `https://synthetic.invalid/${long(5000)}` })}`),
    status: 413,
  },
  "parameter-max": {
    value: "16",
    within: (call) => call("GET", state({ since: "" }).replace("since=", "&&&&&&&&&&&&&&&&&&")),
    over: (call) => call("GET", `/xapi/statements?${Array.from({ length: 17 }, (_, i) => `p${i}=1`).join("&")}`),
    status: 400,
  },
};

for (const [name, { value, within, over, status }] of Object.entries(limits)) {
  test(`--${name} ${value}`, async (t) => {
    const { call } = await start(t, `--${name.split(" ")[0]}`, value);
    const refused = await over(call);
    assert.equal(refused.status, status, refused.text);
    assert.match(refused.message(), new RegExp(value));
    assert.equal(refused.headers.get("x-experience-api-version"), "1.0.3");
    const served = await within(call);
    assert.ok(served.status < 400 || served.status === 404, served.text);
  });
}

test("a page has at most --page-max statements and leads to the rest", async (t) => {
  const { call } = await start(t, "--page-max", "2");
  const ids = Array.from({ length: 5 }, () => randomUUID());
  await call("POST", "/xapi/statements", { body: ids.map((id) => statement({ id })) });
  for (const limit of ["", "&limit=0", "&limit=2", "&limit=100"]) {
    const found = [];
    for (let target = `/xapi/statements?ascending=true${limit}`; target !== ""; ) {
      const page = (await call("GET", target)).json();
      assert.ok(page.statements.length <= 2);
      found.push(...page.statements.map((one) => one.id));
      target = page.more;
    }
    assert.deepEqual(found, ids, limit);
  }
  assert.equal((await call("GET", "/xapi/statements?limit=1")).json().statements.length, 1);
  for (const limit of ["-1", "x", "1.5", "", "99999999999999999999"]) {
    assert.equal((await call("GET", `/xapi/statements?limit=${limit}`)).status, 400, limit);
  }
});

test("headers far beyond the limit are refused too, and the server lives", async (t) => {
  const { call } = await start(t, "--header-max", "4096");
  const answer = await call("GET", "/xapi/statements", { headers: { "X-Long": long(90000) } }).catch(() => ({ status: "cut" }));
  assert.ok([413, 414, 431, "cut"].includes(answer.status), `${answer.status}`);
  assert.equal((await call("GET", "/health/live")).status, 200);
});

test("a limit outside its own limits does not start", async () => {
  for (const flag of ["--page-max=0", "--page-max=5001", "--header-max=100", "--parameter-max=15", "--document-max=0"]) {
    await assert.rejects(run("serve", flag), (problem) => problem.code === 2 && problem.stderr.includes(flag.split("=")[0]));
  }
});
