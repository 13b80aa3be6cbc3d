/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Questions and answers as cmi.interaction has them, in the words that SCORM 2004 (RTE 4.2.9) and xAPI (Data 2.4.4.1) share: types,
 * and how responses and the patterns of right ones are written.
 */
import { numberIn, rightAnswers } from "./questions.mjs";

const list = (answer) => answer.join("[,]");

const pairs = ({ sources }, answer) => sources.map(({ id }, place) => `${id}[.]${answer[place]}`).join("[,]");

const choice = { interactionType: () => "choice", response: (question, answer) => list(answer) };

/* Each: interactionType(question); response(question, answer); pattern(question, answer) where that differs from the response. */
const TYPES = {
  "single": choice,
  "multiple": choice,
  "true-false": { interactionType: () => "true-false", response: (question, [id]) => (id === "t" ? "true" : "false") },
  "matching": { interactionType: () => "matching", response: pairs },
  "ordering": { interactionType: () => "sequencing", response: (question, answer) => list(answer) },
  "numeric": {
    interactionType: () => "numeric",
    response: (question, [typed]) => decimal(numberIn(question, typed)),
    pattern: ({ answer, tolerance }) => `${decimal(answer - tolerance)}[:]${decimal(answer + tolerance)}`,
  },
  /* A quiz asks for a few words, a survey for as many as fit. */
  "text": {
    interactionType: ({ answers }) => (answers === undefined ? "long-fill-in" : "fill-in"),
    response: (question, [typed]) => line(typed),
    pattern: (question, [answer]) => `{case_matters=false}${line(answer)}`,
  },
  "scale": { interactionType: () => "likert", response: (question, [chosen]) => chosen },
};

export function interactionType(question) {
  return TYPES[question.type].interactionType(question);
}

export function responseOf(question, answer) {
  return TYPES[question.type].response(question, answer);
}

/** One pattern for each answer that is right, the first being the one to tell; none where nothing is. */
export function patternsOf(question) {
  const { response, pattern = response } = TYPES[question.type];
  return rightAnswers(question).map((answer) => pattern(question, answer));
}

/* At most seven decimals, as SCORM wants it, and no exponent. */
export function decimal(value) {
  return value.toFixed(7).replace(/\.?0+$/, "").replace(/^-0$/, "0");
}

/* What someone typed must not look like two answers. */
function line(typed) {
  return typed.replace(/\s+/g, " ").replace(/\[([,.:])\]/g, "$1").trim();
}
