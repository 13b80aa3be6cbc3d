// SPDX-License-Identifier: Apache-2.0

// A store with the synthetic cohort in it, a part of its staff records, and answers to the questions of a quiz.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { cohortStore, outline } from "../../cohort/store.mjs";
import { run } from "../lrs.mjs";
import { quizAnswers } from "./answers.mjs";

const program = process.env.IBEST_COHORT ?? "build/dev/conformance-tests/cohort/ibest-cohort";

// Of the roster, so that there are groups to compare; each of them costs time.
const ROSTER_ROWS = 120;

export const course = "https://synthetic.invalid/courses/small";
export const module = `${course}/modules/first`;
export const quiz = `${module}/pages/check`;

export async function makeCohortStore(folder) {
  const { statements, store } = cohortStore(folder);
  const cohort = (await readFile(statements, "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
  const answers = quizAnswers(cohort, quiz, 200).map((statement) => JSON.stringify({ id: randomUUID(), ...statement }));
  const file = path.join(folder, "answers.ndjson");
  await writeFile(file, `${answers.join("\n")}\n`);
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
