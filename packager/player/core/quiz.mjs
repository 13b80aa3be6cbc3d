/* SPDX-License-Identifier: Apache-2.0 */

/* Marks a quiz: what it asks in an attempt, which questions are unanswered, which are right, and what that makes in per cent. */
import { locationOf } from "./course.mjs";
import { randomFrom } from "./hash.mjs";
import { isAnswered, isRight } from "./questions.mjs";

/**
 * The questions of one attempt: all, or as many as the quiz draws. `seed` is any text; the same one draws the same. They stay in
 * the quiz's order, as an author may lead from one to the next.
 */
export function questionsFor(quiz, seed) {
  const { questions, draw = questions.length } = quiz;
  if (draw >= questions.length) {
    return questions;
  }
  const random = randomFrom(seed);
  const lots = questions.map((question) => ({ question, lot: random() }));
  const drawn = new Set([...lots].sort((left, right) => left.lot - right.lot).slice(0, draw));
  return lots.filter((one) => drawn.has(one)).map(({ question }) => question);
}

/** What a quiz asks in the attempt that is under way, or a survey: the same after a break, as it follows from what is kept. */
export function questionsOf(scope, progress, index) {
  const { page } = scope.pages[index];
  const seed = [progress.registration, locationOf(scope.pages[index]), progress.pages[index].attempts].join("/");
  return page.kind === "survey" ? page.survey.questions : questionsFor(page.quiz, seed);
}

/** The questions that must be answered and are not. `answers` maps a question's id to its answer, see questions.mjs. */
export function unanswered(questions, answers) {
  return questions.filter((question) => {
    const answer = answers[question.id] ?? [];
    return !isAnswered(question, answer) && !(question.optional && isEmpty(answer));
  });
}

/**
 * Returns { score, passed, questions: [{ question, chosen, correct }] } of an attempt. A question counts only as a whole: of
 * "multiple" all correct choices and no other. The score is rounded down for show; passing is decided before rounding, and null
 * where a quiz judges nobody.
 */
export function mark(quiz, questions, answers) {
  const marked = questions.map((question) => {
    const chosen = answers[question.id] ?? [];
    return { question, chosen, correct: isAnswered(question, chosen) && isRight(question, chosen) };
  });
  const right = marked.filter((entry) => entry.correct).length;
  return {
    score: Math.floor((100 * right) / questions.length),
    passed: quiz.pass_mark === undefined ? null : 100 * right >= quiz.pass_mark * questions.length,
    questions: marked,
  };
}

function isEmpty(answer) {
  return answer.every((part) => part.trim() === "");
}
