/* SPDX-License-Identifier: Apache-2.0 */

/* A question counts as a whole, and passing is exact. */
import assert from "node:assert/strict";
import test from "node:test";
import { quizPage } from "../fixtures/package.mjs";
import { mark, unanswered } from "./quiz.mjs";

const quizWith = (passMark) => quizPage("https://example.org/m", "q", "Quiz", passMark).quiz;

test("all right is 100 %, in whatever order the choices were made", () => {
  const result = mark(quizWith(100), { hot: ["a"], need: ["c", "a"] });
  assert.deepEqual([result.score, result.passed], [100, true]);
});

for (const need of [["a"], ["a", "b", "c"], ["b"], []]) {
  test(`of several right choices, '${need}' is not right`, () => {
    assert.equal(mark(quizWith(60), { hot: ["a"], need }).questions[1].correct, false);
  });
}

test("the pass mark itself passes, and what is shown is rounded down", () => {
  const quiz = quizWith(66.5);
  quiz.questions.push({ ...quiz.questions[0], id: "third" });
  const result = mark(quiz, { hot: ["a"], need: ["a"], third: ["a"] });
  assert.deepEqual([result.score, result.passed], [66, true]);
  assert.equal(mark({ ...quiz, pass_mark: 67 }, { hot: ["a"], need: ["a"], third: ["a"] }).passed, false);
});

test("questions without a choice are found", () => {
  assert.deepEqual(unanswered(quizWith(60), { hot: ["a"], need: [] }).map(({ id }) => id), ["need"]);
});
