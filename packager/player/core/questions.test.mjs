/* SPDX-License-Identifier: Apache-2.0 */

/* What counts as an answer, and which answer is right, by type of question. */
import assert from "node:assert/strict";
import test from "node:test";
import { answersTo, everyTypeQuiz } from "../fixtures/kinds.mjs";
import { isAnswered, isRight, numberIn, rightAnswers } from "./questions.mjs";

const { questions } = everyTypeQuiz().quiz;
const asked = (id) => questions.find((question) => question.id === id);

for (const question of questions) {
  test(`of '${question.type}', the right answer is right, a wrong one is an answer too, and none is none`, () => {
    const right = answersTo(questions, { right: true })[question.id];
    const wrong = answersTo(questions, { right: false })[question.id];
    assert.deepEqual([isAnswered(question, right), isRight(question, right)], [true, true]);
    assert.deepEqual([isAnswered(question, wrong), isRight(question, wrong)], [true, false]);
    assert.equal(isAnswered(question, []), false);
    assert.ok(rightAnswers(question).every((answer) => isRight(question, answer)));
  });
}

test("a matching with a source left out is not answered", () => {
  assert.equal(isAnswered(asked("leaf"), ["c", ""]), false);
  assert.equal(isAnswered(asked("leaf"), ["c"]), false);
});

test("a target may be chosen twice, which is not right", () => {
  assert.deepEqual([isAnswered(asked("leaf"), ["c", "c"]), isRight(asked("leaf"), ["c", "c"])], [true, false]);
});

for (const typed of ["3", "5", " 4.5 ", "+4", "4 minutes", "4minutes"]) {
  test(`'${typed}' is within the tolerance`, () => assert.equal(isRight(asked("minutes"), [typed]), true));
}

for (const typed of ["2.9999", "5.1", "-4", "\u22124"]) {
  test(`'${typed}' is a number, but not within the tolerance`, () => {
    assert.deepEqual([isAnswered(asked("minutes"), [typed]), isRight(asked("minutes"), [typed])], [true, false]);
  });
}

for (const typed of ["", "four", "4,5", "1e3", "4-5", ".", "minutes", "4 hours", "12345678901234567890"]) {
  test(`'${typed}' is no number`, () => assert.equal(isAnswered(asked("minutes"), [typed]), false));
}

test("numbers are read as they are written in Britain", () => {
  assert.deepEqual([".5", "1,500", "1,234,567.25", "\u22122"].map((typed) => numberIn({}, typed)), [0.5, 1500, 1234567.25, -2]);
});

test("the edge of a tolerance is within it, whatever computers make of tenths", () => {
  assert.equal(isRight({ ...asked("minutes"), answer: 0.3, tolerance: 0.1 }, ["0.4"]), true);
  assert.equal(isRight({ ...asked("minutes"), answer: 0.3, tolerance: 0.1 }, ["0.2"]), true);
});

for (const typed of ["Tea Cosy", "  tea   cosy", "COSY"]) {
  test(`'${typed}' is right whatever its case and spaces`, () => assert.equal(isRight(asked("name"), [typed]), true));
}

test("a curly apostrophe and a letter in two parts are what they look like", () => {
  const question = { type: "text", answers: ["the chef's caf\u00e9"] };
  assert.equal(isRight(question, ["The chef\u2019s cafe\u0301"]), true);
  assert.equal(isRight(question, ["the chefs cafe"]), false);
});

test("a survey's questions have no right answer", () => {
  assert.deepEqual(rightAnswers({ type: "single", choices: [{ id: "a" }] }), []);
  assert.deepEqual(rightAnswers({ type: "text", max: 100 }), []);
  assert.deepEqual(rightAnswers({ type: "scale", min: 0, max: 10 }), []);
});
