/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The types of question: what an answer to each looks like, when it is one, and when it is right. An answer is a list of texts:
 *
 *   single, multiple, true-false   ids of the chosen choices, in the question's order
 *   matching                       for each source its target's id, "" while it has none
 *   ordering                       ids of all items in the learner's order; none while nothing was moved
 *   numeric, text                  what was typed, alone
 *   scale                          the chosen number, alone
 *
 * What a quiz and a survey ask differs in that a survey's questions have no right answer.
 */

/* So that 0.3 - 0.1 is within 0.2. */
const ROUNDING = 1e-9;

const NUMBER = /^[-+]?(\d{1,3}(,\d{3})+|\d{1,15})?(\.\d{1,7})?$/;

const choice = {
  isAnswered: (question, answer) => answer.length > 0,
  rightAnswers: ({ choices }) => [choices.filter(({ correct }) => correct).map(({ id }) => id)].filter((ids) => ids.length > 0),
  isRight: (question, answer) => isSameSet(answer, choice.rightAnswers(question)[0]),
};

const matching = {
  isAnswered: ({ sources }, answer) => sources.every((source, place) => (answer[place] ?? "") !== ""),
  rightAnswers: ({ sources, correct }) => [sources.map(({ id }) => correct[id])],
  isRight: (question, answer) => isSameList(answer, matching.rightAnswers(question)[0]),
};

const ordering = {
  isAnswered: ({ items }, answer) => answer.length === items.length,
  rightAnswers: ({ correct }) => [correct],
  isRight: ({ correct }, answer) => isSameList(answer, correct),
};

const numeric = {
  isAnswered: (question, [typed = ""]) => numberIn(question, typed) !== null,
  rightAnswers: ({ answer }) => [[String(answer)]],
  isRight(question, [typed = ""]) {
    const { answer, tolerance } = question;
    const distance = Math.abs(numberIn(question, typed) - answer);
    return distance <= tolerance + ROUNDING * Math.max(1, Math.abs(answer));
  },
};

const text = {
  isAnswered: (question, [typed = ""]) => typed.trim() !== "",
  rightAnswers: ({ answers = [] }) => answers.map((answer) => [answer]),
  isRight: ({ answers }, [typed = ""]) => answers.map(plain).includes(plain(typed)),
};

const scale = {
  isAnswered: (question, answer) => answer.length === 1,
  rightAnswers: () => [],
};

/* By a question's type. */
const TYPES = { "single": choice, "multiple": choice, "true-false": choice, matching, ordering, numeric, text, scale };

/** Something was answered that can be an answer: an unreadable number is none. */
export function isAnswered(question, answer) {
  return TYPES[question.type].isAnswered(question, answer);
}

/** For an answer to a question of a quiz that isAnswered(). */
export function isRight(question, answer) {
  return TYPES[question.type].isRight(question, answer);
}

/** Each answer that is right, the first being the one to tell; none for a survey's question. */
export function rightAnswers(question) {
  return TYPES[question.type].rightAnswers(question);
}

/** A step of a scenario as a question: what to do is chosen, and nothing is right or wrong. */
export function questionOfStep(page, { id, html, choices }) {
  return { id, iri: `${page.iri}/steps/${id}`, type: "single", html, choices };
}

/**
 * The number that was typed, or null: with commas between thousands, a minus of any kind, and the question's unit behind it.
 */
export function numberIn({ unit }, typed) {
  const bare = unit !== undefined && typed.trim().endsWith(unit) ? typed.trim().slice(0, -unit.length) : typed;
  const digits = bare.trim().replace(/^[\u2212\u2013]\s*/, "-");
  if (!/\d/.test(digits) || !NUMBER.test(digits)) {
    return null;
  }
  return Number(digits.replace(/,/g, ""));
}

/* Phones put curly apostrophes of their own accord. */
function plain(typed) {
  return typed.normalize("NFC").replace(/[\u2018\u2019]/g, "'").replace(/\s+/g, " ").trim().toLowerCase();
}

function isSameList(left, right) {
  return left.length === right.length && left.every((member, place) => member === right[place]);
}

function isSameSet(left, right) {
  return left.length === right.length && left.every((member) => right.includes(member));
}
