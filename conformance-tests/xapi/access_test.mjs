// SPDX-License-Identifier: Apache-2.0

// Who may do what, and what a stranger learns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { client, makeCredential, query, run, start, statement } from "./lrs.mjs";

const state = `/xapi/activities/state?${query({
  activityId: "https://synthetic.invalid/a",
  agent: { mbox: "mailto:synthetic@synthetic.invalid" },
  stateId: "a",
})}`;

// The line of a request is written after its answer.
async function waitForLog(log, pattern) {
  for (const end = Date.now() + 5000; !pattern.test(log()) && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(log(), pattern);
}

test("access", async (t) => {
  const { url, store, authorization, call, log } = await start(t);

  await t.test("without, with a wrong and with a malformed credential: 401 and how to ask", async () => {
    const [key] = Buffer.from(authorization.slice(6), "base64").toString().split(":");
    const wrong = `Basic ${Buffer.from(`${key}:wrong`).toString("base64")}`;
    const unknown = `Basic ${Buffer.from("nobody:secret").toString("base64")}`;
    for (const value of [null, wrong, unknown, "Basic", "Basic !!!", "Bearer abc", "Basic Og=="]) {
      const answer = await call("GET", "/xapi/statements", { headers: { Authorization: value } });
      assert.equal(answer.status, 401, value);
      assert.match(answer.headers.get("www-authenticate"), /^Basic realm=/);
      assert.equal(answer.headers.get("x-experience-api-version"), "1.0.3");
    }
    assert.equal((await call("GET", "/xapi/statements")).status, 200, "the right one still holds");
  });

  await t.test("a scope opens its own resources and no others", async () => {
    const all = ["GET statements", "POST statements", "GET state", "PUT state", "GET reports"];
    const opens = {
      all,
      "all/read": ["GET statements", "GET state", "GET reports"],
      "statements/read": ["GET statements"],
      "statements/write": ["POST statements"],
      state: ["GET state", "PUT state"],
      profile: [],
      "reports/read": ["GET reports"],
      "reports/persons": ["GET reports"],
    };
    for (const [scope, allowed] of Object.entries(opens)) {
      const ask = client(url, await makeCredential(store, scope));
      const answers = {
        "GET statements": await ask("GET", "/xapi/statements"),
        "POST statements": await ask("POST", "/xapi/statements", { body: statement() }),
        "PUT state": await ask("PUT", state, { body: {} }),
        "GET state": await ask("GET", state),
        "GET reports": await ask("GET", "/reports"),
      };
      for (const [name, answer] of Object.entries(answers)) {
        assert.equal(answer.status !== 403, allowed.includes(name), `${scope}: ${name} gave ${answer.status}`);
      }
    }
  });

  await t.test("unknown scopes and nameless credentials are refused, and the known ones named", async () => {
    await assert.rejects(makeCredential(store, "everything"), /all\/read.*statements\/write/);
    await assert.rejects(run("credential", "create", "--store", store, "--scope", "all"), (problem) => problem.code === 2);
  });

  await t.test("a revoked credential is refused by the running server at once, and the log tells whose it was", async () => {
    for (const by of ["key", "name"]) {
      const name = `To revoke by ${by}`;
      const made = JSON.parse((await run("credential", "create", "--store", store, "--name", name, "--scope", "all", "--json")).stdout);
      const ask = client(url, `Basic ${Buffer.from(`${made.key}:${made.secret}`).toString("base64")}`);
      assert.equal((await ask("GET", "/xapi/statements")).status, 200);
      const { stdout } = await run("credential", "revoke", "--store", store, ...(by === "key" ? [made.key] : ["--name", name]));
      assert.match(stdout, new RegExp(`revoked ${made.key}`));
      assert.equal((await ask("GET", "/xapi/statements")).status, 401);
      await waitForLog(log, new RegExp(`event=request .*key=${made.key} status=401`));
      await assert.rejects(run("credential", "revoke", "--store", store, made.key), (problem) => problem.code === 3 && problem.stderr.includes(made.key));
    }
    assert.equal((await call("GET", "/xapi/statements")).status, 200, "the others still hold");
  });

  await t.test("credentials are listed with all but their secrets", async () => {
    const made = JSON.parse((await run("credential", "create", "--store", store, "--name", "Kürzel", "--scope", "state profile", "--json")).stdout);
    const table = (await run("credential", "list", "--store", store)).stdout;
    assert.match(table, /^KEY +MADE +NAME +SCOPES\n/);
    assert.match(table, new RegExp(`\n${made.key} +\\d{4}-\\d\\d-\\d\\d +Kürzel +profile state\n`));
    const { stdout } = await run("credential", "list", "--store", store, "--json");
    const row = JSON.parse(stdout).find((one) => one.key === made.key);
    assert.deepEqual([row.name, row.scopes], ["Kürzel", ["profile", "state"]]);
    assert.ok(Math.abs(Date.parse(row.created) - Date.now()) < 60000);
    assert.deepEqual(Object.keys(row).sort(), ["created", "disclosure", "key", "name", "organisation", "scopes", "strict_profiles"]);
    assert.ok(!(table + stdout).includes(made.secret) && !(table + stdout).includes("argon2"));
  });

  await t.test("what to revoke must be said, and be one", async () => {
    const revoke = (...argument) => run("credential", "revoke", "--store", store, ...argument);
    await assert.rejects(revoke(), (problem) => problem.code === 2 && /KEY or --name/.test(problem.stderr));
    await assert.rejects(revoke("a", "--name", "b"), (problem) => problem.code === 2);
    await assert.rejects(revoke("--name", "nobody"), (problem) => problem.code === 3 && /'nobody'/.test(problem.stderr));
    await assert.rejects(revoke("--name", "Test client"), (problem) => problem.code === 3 && /credentials have the name 'Test client'/.test(problem.stderr));
    await assert.rejects(run("credential", "forget"), (problem) => problem.code === 2 && /create, list or revoke/.test(problem.stderr));
    assert.match((await run("credential", "--help")).stdout, /create[^]*list[^]*revoke/);
    assert.match((await run("credential", "revoke", "--help")).stdout, /KEY \| --name NAME/);
  });

  await t.test("the log tells requests but neither learners nor secrets", async () => {
    await call("GET", `/xapi/statements?${query({ agent: { mbox: "mailto:private@synthetic.invalid" } })}`);
    await call("GET", "/xapi/%0Alevel=error");
    await waitForLog(log, /event=request id=\S+ method=GET path=\/xapi\/statements key=[\w-]{20} status=200/);
    assert.doesNotMatch(log(), /private|synthetic|Basic|level=error/);
  });

  await t.test("any origin may ask, but never with the browser's own credentials", async () => {
    const preflight = await fetch(`${url}/xapi/statements`, {
      method: "OPTIONS",
      headers: { Origin: "https://lms.synthetic.invalid", "Access-Control-Request-Method": "POST" },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
    assert.match(preflight.headers.get("access-control-allow-methods"), /POST/);
    assert.match(preflight.headers.get("access-control-allow-headers"), /Authorization.*X-Experience-API-Version/);
    const answer = await call("GET", "/xapi/statements", { headers: { Origin: "https://lms.synthetic.invalid" } });
    assert.match(answer.headers.get("access-control-expose-headers"), /X-Experience-API-Consistent-Through/);
    for (const headers of [preflight.headers, answer.headers]) {
      assert.equal(headers.get("access-control-allow-credentials"), null);
    }
  });
});
