// SPDX-License-Identifier: Apache-2.0

// A store with the synthetic cohort in it, and with answers to the questions of a quiz.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../lrs.mjs";
import { quizAnswers } from "./answers.mjs";

const outline = fileURLToPath(new URL("../../cohort/fixtures/course.json", import.meta.url));
const program = process.env.IBEST_COHORT ?? "build/dev/conformance-tests/cohort/ibest-cohort";

export const course = "https://synthetic.invalid/courses/small";
export const module = `${course}/modules/first`;
export const quiz = `${module}/pages/check`;

export async function makeCohortStore(folder) {
  const output = execFileSync(program, ["--dry-run", "--course", outline], { encoding: "utf8", maxBuffer: 1 << 28 });
  const cohort = output.trimEnd().split("\n").map((line) => JSON.parse(line));
  const answers = quizAnswers(cohort, quiz, 200).map((statement) => JSON.stringify({ id: randomUUID(), ...statement }));
  const file = path.join(folder, "statements.ndjson");
  await writeFile(file, `${output.trimEnd()}\n${answers.join("\n")}\n`);
  const store = `sqlite:${folder}/lrs.db`;
  await run("import", file, "--store", store);
  return store;
}
