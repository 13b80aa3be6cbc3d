// SPDX-License-Identifier: Apache-2.0

// The role for analysts that lrs/extract/examples/sql/reader.sql makes reads the published views and nothing else, and gets the known answers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeFolder, run } from "../xapi/lrs.mjs";
import { expected, fill } from "../analysts/figures.mjs";

const examples = fileURLToPath(new URL("../../lrs/extract/examples/sql/", import.meta.url));
const store = process.env.IBEST_TEST_STORE;
const readerUrl = store.replace("//ibest@", "//ibest_reader@");

const psql = async (url, ...argument) => (await promisify(execFile)("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", ...argument, url])).stdout;
const ask = async (url, ...commands) => (await psql(url, "--csv", "-t", ...commands.flatMap((sql) => ["-c", sql]))).trimEnd().split("\n").filter((line) => line !== "");
const makeReader = () => psql(store, "-v", "reader=ibest_reader", "-f", `${examples}reader.sql`);
const isDenied = (problem) => /permission denied|must be owner/.test(problem.stderr);

test("role for analysts", async (t) => {
  await fill(store, await makeFolder(t));
  await run("extract", `${await makeFolder(t)}/with-a-key.sqlite`, "--pseudonyms", "--store", store);
  await makeReader();
  await makeReader(); // a second time, as after a new version
  const views = await ask(store, "SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'report\\_%'");
  const others = await ask(store, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname NOT LIKE 'report\\_%'");

  await t.test("it reads every published view", async () => {
    assert.ok(views.length >= 20);
    for (const view of views) {
      const [count] = await ask(readerUrl, `SELECT count(*) FROM (SELECT * FROM ${view}) AS rows`);
      assert.equal(count, (await ask(store, `SELECT count(*) FROM ${view}`))[0], view);
    }
  });

  await t.test("it reads nothing else, not even which pseudonyms stand for whom", async () => {
    for (const name of ["pseudonym_key", "statement", "credential", "sort_score"]) assert.ok(others.includes(name), name);
    for (const name of others) {
      await assert.rejects(ask(readerUrl, `SELECT 1 FROM ${name} LIMIT 1`), isDenied, name);
    }
  });

  await t.test("it writes nothing, also when it takes its settings back", async () => {
    const writes = [
      "CREATE TABLE mine (a integer)", "DELETE FROM report_site_evaluation", "UPDATE report_site_evaluation SET reports = 0", "DROP VIEW report_activity",
      "DELETE FROM statement", "INSERT INTO credential (key, secret_hash, name, scopes, created_us) VALUES ('', '', '', '', 0)",
      "CREATE OR REPLACE VIEW report_activity AS SELECT 1",
    ];
    for (const write of writes) {
      await assert.rejects(ask(readerUrl, write), /read-only transaction|permission denied|must be owner/, write);
      await assert.rejects(ask(readerUrl, "SET default_transaction_read_only = off", write), /permission denied|must be owner/, write);
    }
  });

  await t.test("the queries of the examples get the known answers", async () => {
    const rows = (await psql(readerUrl, "--csv", "-t", "-f", `${examples}completions.sql`)).trimEnd().split("\n").map((line) => line.split(","));
    assert.deepEqual(rows, expected.completionRows);
    const questions = (await psql(readerUrl, "--csv", "-f", `${examples}questions.sql`)).replaceAll("\n", "\r\n").split("\r\n");
    assert.deepEqual(questions.filter((line) => !line.includes("/quiz/c")), expected.questions.split("\r\n"));
    for (const file of (await readdir(examples)).filter((name) => name !== "reader.sql")) {
      assert.match(await readFile(examples + file, "utf8"), /^-- SPDX/);
      await psql(readerUrl, "-f", examples + file);
    }
  });
});
