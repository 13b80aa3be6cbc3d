// SPDX-License-Identifier: Apache-2.0

// A store with the synthetic cohort in it, a part of its staff records, and answers to the questions of a quiz.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../lrs.mjs";
import { quizAnswers } from "./answers.mjs";

const outline = fileURLToPath(new URL("../../cohort/fixtures/course.json", import.meta.url));
const program = process.env.IBEST_COHORT ?? "build/dev/conformance-tests/cohort/ibest-cohort";

// Of the roster, so that there are groups to compare; each of them costs time.
const ROSTER_ROWS = 120;

// What no page shows costs time as well.
const LEFT_OUT = /\/(terminated|progressed)$/;

export const course = "https://synthetic.invalid/courses/small";
export const module = `${course}/modules/first`;
export const quiz = `${module}/pages/check`;

export async function makeCohortStore(folder) {
  const output = execFileSync(program, ["--dry-run", "--course", outline], { encoding: "utf8", maxBuffer: 1 << 28 });
  const all = output.trimEnd().split("\n").map((line) => JSON.parse(line));
  const cohort = all.filter(({ verb }) => !LEFT_OUT.test(verb.id));
  const answers = quizAnswers(cohort, quiz, 200).map((statement) => JSON.stringify({ id: randomUUID(), ...statement }));
  const file = path.join(folder, "statements.ndjson");
  await writeFile(file, `${[...cohort.map((statement) => JSON.stringify(statement)), ...answers].join("\n")}\n`);
  const store = `sqlite:${folder}/lrs.db`;
  await run("import", file, "--store", store);
  const staff = path.join(folder, "staff");
  execFileSync(program, ["--staff", staff, "--course", outline]);
  const tables = (await readdir(staff)).filter((name) => name.endsWith("_Details.csv"));
  await run("ods", "import", ...tables.map((name) => path.join(staff, name)), "--store", store);
  const roster = path.join(staff, "roster.csv");
  const rows = (await readFile(roster, "utf8")).split("\n");
  await writeFile(roster, `${rows.slice(0, ROSTER_ROWS).join("\n")}\n`);
  await run("roster", "import", roster, "--store", store);
  return store;
}
