// SPDX-License-Identifier: Apache-2.0

// SQL on a store in a file, for reading only, while it is served: the examples' queries get the known answers, and nothing can be changed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { client, makeCredential, makeFolder, serve, statement } from "../xapi/lrs.mjs";
import { expected, fill } from "./figures.mjs";

const script = `
import json, pathlib, sqlite3, sys
connection = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
text = sys.argv[2]
print(json.dumps(connection.execute(pathlib.Path(text).read_text() if text.endswith(".sql") else text).fetchall()))
`;
const ask = async (file, text) => JSON.parse((await promisify(execFile)("python3", ["-B", "-c", script, file, text])).stdout);
const query = (name) => fileURLToPath(new URL(`../../lrs/extract/examples/sql/${name}.sql`, import.meta.url));

test("SQL on a store that is served", async (t) => {
  const folder = await makeFolder(t);
  const file = `${folder}/lrs.db`;
  await fill(`sqlite:${file}`, folder);
  const { url, store } = await serve(t, `sqlite:${file}`);
  const call = client(url, await makeCredential(store, "all"));

  await t.test("the queries of the examples get the known answers", async () => {
    assert.deepEqual(await ask(file, query("completions")), expected.completionRows);
    assert.equal((await ask(file, query("questions"))).length, 3);
    assert.equal((await ask(file, query("unfinished"))).length, 3);
  });

  await t.test("what was acknowledged is seen at once", async () => {
    const before = (await ask(file, "SELECT count(*) FROM report_learner"))[0][0];
    assert.equal((await call("POST", "/xapi/statements", { body: statement() })).status, 200);
    assert.equal((await ask(file, "SELECT count(*) FROM report_learner"))[0][0], before + 1);
  });

  await t.test("nothing can be written", async () => {
    for (const write of ["DELETE FROM statement", "CREATE TABLE mine (a)", "DROP VIEW report_progress", "PRAGMA user_version = 7"]) {
      await assert.rejects(ask(file, write), /readonly database/, write);
    }
  });
});
