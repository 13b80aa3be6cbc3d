/* SPDX-License-Identifier: Apache-2.0 */

/* Words, typed: a few in a quiz, as many as a survey lets in. */
import { h } from "../dom.mjs";
import { fieldLabel, penLine, yourAnswer } from "./parts.mjs";

const LENGTH_MAX = 200;
const ROWS = 5;

function show({ max }, [typed = ""], id) {
  const input = max === undefined
    ? h("input.nhsuk-input", { id: `${id}-text`, type: "text", autocomplete: "off", spellcheck: "false", maxlength: LENGTH_MAX, value: typed })
    : h("textarea.nhsuk-textarea", { id: `${id}-text`, rows: ROWS, maxlength: max }, typed);
  return {
    element: h("div", {}, fieldLabel(input.id), input),
    first: input,
    read: () => (input.value === "" ? [] : [input.value]),
  };
}

export const text = {
  hint: ({ max }) => (max === undefined ? "Enter a word or a few." : `Enter up to ${max} characters. Do not name or describe a patient.`),
  missing: () => "Enter an answer",
  show,
  tell: (question, [typed]) => yourAnswer(typed.trim()),
  paper: ({ max }) => h("p", {}, "Your answer: ", Array.from({ length: max === undefined ? 1 : ROWS }, () => [penLine(), h("br")])),
};
