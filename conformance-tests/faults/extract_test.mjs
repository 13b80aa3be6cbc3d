// SPDX-License-Identifier: Apache-2.0

// Extracts on a disk that is full, and cut short: what was there before stays, whole, and a full disk leaves nothing behind.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { makeFolder, randomUUID, run, statement } from "../xapi/lrs.mjs";

const program = process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs";
const STATEMENTS = 4000;
const KILOBYTES = 512;
const KILLS = 6;

async function makeStore(t) {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/lrs.db`;
  const lines = Array.from({ length: STATEMENTS }, (_, i) =>
    JSON.stringify(statement({ id: randomUUID(), actor: { mbox: `mailto:synthetic-${i % 500}@synthetic.invalid` } })));
  await writeFile(`${folder}/statements.ndjson`, lines.join("\n"));
  await run("import", `${folder}/statements.ndjson`, "--store", store);
  return { folder, store, file: `${folder}/extract.sqlite` };
}

const extracts = async (folder) => (await readdir(folder)).filter((name) => name.startsWith("extract"));

async function runLimited(...argument) {
  const child = spawn("bash", ["-c", `ulimit -f ${KILOBYTES} && trap '' XFSZ && exec "$0" "$@"`, program, ...argument]);
  let problems = "";
  child.stderr.on("data", (piece) => (problems += piece));
  const [code] = await once(child, "close");
  return { code, problems };
}

test("an extract on a full disk fails, says so, and leaves what was there", async (t) => {
  const { folder, store, file } = await makeStore(t);
  const first = await runLimited("extract", file, "--store", store);
  assert.equal(first.code, 3, first.problems);
  assert.match(first.problems, /extract\.sqlite': .*(disk is full|disk I\/O error)/);
  assert.deepEqual(await extracts(folder), []);
  await run("extract", file, "--store", store);
  const before = await readFile(file);
  for (const flag of ["--force", "--update"]) {
    const again = await runLimited("extract", file, flag, "--store", store);
    assert.equal(again.code, 3, again.problems);
    assert.deepEqual(await extracts(folder), ["extract.sqlite"]);
    assert.ok((await readFile(file)).equals(before));
  }
});

test("an extract that is killed leaves what was there", async (t) => {
  const { folder, store, file } = await makeStore(t);
  await run("extract", file, "--store", store);
  const before = await readFile(file);
  let kills = 0;
  for (let i = 0; i < KILLS; i++) {
    const child = spawn(program, ["extract", file, "--force", "--store", store]);
    const ended = once(child, "exit");
    while ((await extracts(folder)).length < 2 + kills && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    child.kill("SIGKILL");
    const [code] = await ended;
    kills += code === null ? 1 : 0;
    if (code === null) {
      assert.ok((await readFile(file)).equals(before));
    } else {
      break; // it was quicker: what is there now is another one, as it should be
    }
  }
  assert.ok(kills > 0);
  await run("extract", file, "--update", "--store", store);
});
