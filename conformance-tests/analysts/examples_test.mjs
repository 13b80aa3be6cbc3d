// SPDX-License-Identifier: Apache-2.0

// The worked examples for analysts give the answers that are known, in each language: examples_test.mjs python|r
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeFolder, run } from "../xapi/lrs.mjs";
import { expected, fill, unmarked } from "./figures.mjs";

const language = process.env.LANGUAGE_OF_EXAMPLES;
const { program, options, ending } = {
  python: { program: "python3", options: ["-B"], ending: "py" },
  r: { program: "Rscript", options: ["--vanilla"], ending: "R" },
}[language];
const folderOfExamples = fileURLToPath(new URL(`../../lrs/extract/examples/${language}/`, import.meta.url));

async function answer(name, extract, ...argument) {
  const output = `${extract}.csv`;
  await promisify(execFile)(program, [...options, path.join(folderOfExamples, `${name}.${ending}`), extract, output, ...argument]);
  const { had, text } = unmarked(await readFile(output, "utf8"));
  assert.ok(had, "Excel needs the byte order mark");
  return text;
}

test(`examples in ${language}`, async (t) => {
  const folder = await makeFolder(t);
  const store = `sqlite:${folder}/lrs.db`;
  const named = `${folder}/named.sqlite`;
  const pseudonymous = `${folder}/pseudonymous.sqlite`;
  await fill(store, folder);
  await run("extract", named, "--store", store);
  await run("extract", pseudonymous, "--pseudonyms", "--store", store);

  await t.test("completion by organisation and month of London, each person once", async () => {
    assert.equal(await answer("completions", named), expected.completions);
    assert.equal(await answer("completions", pseudonymous), expected.completions);
  });

  await t.test("the hardest questions first, without those of few", async () => {
    assert.equal(await answer("questions", named), expected.questions);
    const all = (await answer("questions", named, "1")).split("\r\n");
    assert.match(all[1], /\/quiz\/c,,.*,0,2,0$/);
  });

  await t.test("who is stuck, without names", async () => {
    const rows = (await answer("stuck", pseudonymous, "30", "2018-04-30")).split("\r\n");
    assert.equal(rows.map((row) => row.replace(/^(learner|p-[0-9a-f]{32}),/, "")).join("\r\n"), expected.stuck);
    assert.deepEqual((await answer("stuck", pseudonymous, "30", "2018-01-01")).split("\r\n").slice(1), [""]);
    await assert.rejects(answer("stuck", named), /this extract names people/);
  });
});
