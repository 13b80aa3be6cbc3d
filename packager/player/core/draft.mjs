/* SPDX-License-Identifier: Apache-2.0 */

/* Answers given but not yet sent, as bits: by type of question, so that those to a long quiz take a few characters. */
import { BitReader, BitWriter } from "./bits.mjs";

const PLACE_BITS = 4;
const LENGTH_BITS = 12;
const BYTES_MAX = 2 ** LENGTH_BITS - 1;

/* One bit a choice. */
const choice = {
  put: (writer, { choices }, answer) => choices.forEach(({ id }) => writer.put(answer.includes(id) ? 1 : 0, 1)),
  take: (reader, { choices }) => choices.filter(() => reader.take(1) === 1).map(({ id }) => id),
};

const matching = {
  put: (writer, { sources, targets }, answer) =>
    sources.forEach((source, place) => writer.put(1 + targets.findIndex(({ id }) => id === answer[place]), PLACE_BITS)),
  take: (reader, { sources, targets }) => withoutEmpty(sources.map(() => targets[reader.take(PLACE_BITS) - 1]?.id ?? "")),
};

const ordering = {
  put: (writer, { items }, answer) =>
    items.forEach((item, place) => writer.put(1 + items.findIndex(({ id }) => id === answer[place]), PLACE_BITS)),
  take: (reader, { items }) => items.map(() => items[reader.take(PLACE_BITS) - 1]?.id).filter((id) => id !== undefined),
};

const scale = {
  put: (writer, { min }, [chosen]) => writer.put(chosen === undefined ? 0 : 1 + Number(chosen) - min, PLACE_BITS),
  take(reader, { min }) {
    const value = reader.take(PLACE_BITS);
    return value === 0 ? [] : [String(value - 1 + min)];
  },
};

/* UTF-8 behind its length. */
const typed = {
  put(writer, question, [answer = ""]) {
    const bytes = new TextEncoder().encode(answer).slice(0, BYTES_MAX);
    writer.put(bytes.length, LENGTH_BITS);
    bytes.forEach((byte) => writer.put(byte, 8));
  },
  take(reader) {
    const bytes = Uint8Array.from({ length: reader.take(LENGTH_BITS) }, () => reader.take(8));
    return bytes.length === 0 ? [] : [new TextDecoder().decode(bytes)];
  },
};

const TYPES = { "single": choice, "multiple": choice, "true-false": choice, matching, ordering, scale, "numeric": typed, "text": typed };

/** `answers` maps a question's id to its answer, see questions.mjs. */
export function draftToText(questions, answers) {
  const writer = new BitWriter();
  questions.forEach((question) => TYPES[question.type].put(writer, question, answers[question.id] ?? []));
  return writer.text();
}

/** The answers again, without the questions that have none. */
export function draftFromText(questions, text) {
  const reader = new BitReader(text);
  const answers = questions.map((question) => [question.id, TYPES[question.type].take(reader, question)]);
  return Object.fromEntries(answers.filter(([, answer]) => answer.length > 0));
}

function withoutEmpty(answer) {
  return answer.every((part) => part === "") ? [] : answer;
}
