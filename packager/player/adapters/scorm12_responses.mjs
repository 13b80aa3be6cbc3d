/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Answers as SCORM 1.2 writes them (CMIFeedback): ids of one character, at most 255 characters. Where it has no form for an answer
 * that every LMS takes, the answer goes as text: a number below zero, which NHS Learning Hub refuses, and free text.
 */
import { decimal } from "../core/interaction.mjs";
import { numberIn, rightAnswers } from "../core/questions.mjs";

const TEXT_MAX = 255;
const PATTERNS_MAX = 5;

const text = (value) => value.replace(/\s+/g, " ").trim().slice(0, TEXT_MAX);

const choice = {
  type: () => "choice",
  write: ({ choices }, answer) => answer.map((id) => characterOf(choices, id)).join(","),
};

const TYPES = {
  "single": choice,
  "multiple": choice,
  "true-false": { type: () => "true-false", write: (question, [id]) => id },
  "matching": {
    type: () => "matching",
    write: ({ sources, targets }, answer) =>
      sources.map(({ id }, place) => `${characterOf(sources, id)}.${characterOf(targets, answer[place])}`).join(","),
  },
  "ordering": { type: () => "sequencing", write: ({ items }, answer) => answer.map((id) => characterOf(items, id)).join(",") },
  "numeric": {
    type: (question, [typed]) => (Math.min(numberIn(question, typed), question.answer) < 0 ? "fill-in" : "numeric"),
    write: (question, [typed]) => decimal(numberIn(question, typed)),
  },
  "text": { type: () => "fill-in", write: (question, [typed]) => text(typed) },
  /* Ten is "a". */
  "scale": { type: () => "likert", write: (question, [chosen]) => Number(chosen).toString(36) },
};

/** { type, patterns, response } of an answer; no patterns where nothing is right or wrong. */
export function scorm12Response(question, answer) {
  const { type, write } = TYPES[question.type];
  return {
    type: type(question, answer),
    patterns: rightAnswers(question).slice(0, PATTERNS_MAX).map((right) => write(question, right)),
    response: write(question, answer),
  };
}

/* Its id if all are single characters, else its place as a letter. */
function characterOf(members, id) {
  const isShort = members.every((member) => /^[0-9a-z]$/.test(member.id));
  return isShort ? id : (10 + members.findIndex((member) => member.id === id)).toString(36);
}
