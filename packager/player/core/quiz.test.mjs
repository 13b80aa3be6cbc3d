/* SPDX-License-Identifier: Apache-2.0 */

/* A question counts as a whole, passing is exact, and what is drawn is drawn again the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { answersTo, everyTypeQuiz, makeKindsPackage } from "../fixtures/kinds.mjs";
import { quizPage } from "../fixtures/package.mjs";
import { mark, questionsFor, unanswered } from "./quiz.mjs";

const quizWith = (passMark) => quizPage("https://example.org/m", "q", "Quiz", passMark).quiz;
const markAll = (quiz, answers) => mark(quiz, quiz.questions, answers);

test("all right is 100 %, in whatever order the choices were made", () => {
  const result = markAll(quizWith(100), { hot: ["a"], need: ["c", "a"] });
  assert.deepEqual([result.score, result.passed], [100, true]);
});

for (const need of [["a"], ["a", "b", "c"], ["b"], []]) {
  test(`of several right choices, '${need}' is not right`, () => {
    assert.equal(markAll(quizWith(60), { hot: ["a"], need }).questions[1].correct, false);
  });
}

test("the pass mark itself passes, and what is shown is rounded down", () => {
  const quiz = quizWith(66.5);
  quiz.questions.push({ ...quiz.questions[0], id: "third" });
  const result = markAll(quiz, { hot: ["a"], need: ["a"], third: ["a"] });
  assert.deepEqual([result.score, result.passed], [66, true]);
  assert.equal(markAll({ ...quiz, pass_mark: 67 }, { hot: ["a"], need: ["a"], third: ["a"] }).passed, false);
});

test("a quiz of every type is marked question by question", () => {
  const { quiz } = everyTypeQuiz();
  const answers = { ...answersTo(quiz.questions, { right: true }), order: ["a", "b", "c"], minutes: ["9"] };
  assert.deepEqual([markAll(quiz, answers).score, markAll(quiz, answers).passed], [60, true]);
  assert.equal(markAll(quiz, answersTo(quiz.questions, { right: false })).score, 0);
});

test("a quiz without a pass mark has a score and judges nobody", () => {
  const { quiz } = makeKindsPackage("web").modules[0].pages[5];
  const result = markAll(quiz, answersTo(quiz.questions, { right: true }));
  assert.deepEqual([result.score, result.passed], [100, null]);
});

test("questions without an answer are found, but for those that may be left out", () => {
  assert.deepEqual(unanswered(quizWith(60).questions, { hot: ["a"], need: [] }).map(({ id }) => id), ["need"]);
  const { questions } = makeKindsPackage("web").modules[0].pages[0].survey;
  assert.deepEqual(unanswered(questions, { why: [" "] }).map(({ id }) => id), ["sure", "cup"]);
});

const large = { draw: 4, questions: Array.from({ length: 10 }, (_, order) => ({ id: `q${order}` })) };
const drawn = (seed) => questionsFor(large, seed).map(({ id }) => id);

test("so many questions are drawn as the quiz says, each once and in its order", () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const ids = drawn(`${seed}`);
    assert.equal(new Set(ids).size, 4);
    assert.deepEqual(ids, [...ids].sort());
  }
});

test("the same seed draws the same, and others draw every question about as often", () => {
  assert.deepEqual(drawn("a/1"), drawn("a/1"));
  const counts = Object.fromEntries(large.questions.map(({ id }) => [id, 0]));
  for (let seed = 0; seed < 1000; seed += 1) {
    drawn(`learner/page/${seed}`).forEach((id) => {
      counts[id] += 1;
    });
  }
  assert.ok(Object.values(counts).every((count) => count > 330 && count < 470), JSON.stringify(counts));
});

test("a draw of more than there are asks all", () => {
  assert.equal(questionsFor({ ...large, draw: 11 }, "a").length, 10);
});
