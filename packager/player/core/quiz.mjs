/* SPDX-License-Identifier: Apache-2.0 */

/* Marks a quiz: which questions are unanswered, which are right, and what that makes in per cent. */

/** The questions without a chosen answer. `answers` maps a question's id to the array of chosen choice ids. */
export function unanswered(quiz, answers) {
  return quiz.questions.filter((question) => chosenFor(question, answers).length === 0);
}

/**
 * Returns { score, passed, questions: [{ question, chosen, correct }] }. A question counts only as a whole: of "multiple" all
 * correct choices and no other. The score is rounded down for show; passing is decided before rounding.
 */
export function mark(quiz, answers) {
  const questions = quiz.questions.map((question) => {
    const chosen = chosenFor(question, answers);
    return { question, chosen, correct: isCorrect(question, chosen) };
  });
  const right = questions.filter((entry) => entry.correct).length;
  const score = Math.floor((100 * right) / questions.length);
  return { score, passed: 100 * right >= quiz.pass_mark * questions.length, questions };
}

/** Choice ids that are right, in the question's order. */
export function correctChoices(question) {
  return question.choices.filter((choice) => choice.correct).map((choice) => choice.id);
}

function isCorrect(question, chosen) {
  const wanted = correctChoices(question);
  return chosen.length === wanted.length && wanted.every((id) => chosen.includes(id));
}

function chosenFor(question, answers) {
  return answers[question.id] ?? [];
}
