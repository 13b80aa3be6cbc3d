/* SPDX-License-Identifier: Apache-2.0 */

/* A number, typed. */
import { h } from "../dom.mjs";
import { fieldLabel, penLine, yourAnswer } from "./parts.mjs";

const LENGTH_MAX = 40;

function show({ unit }, [typed], id) {
  const input = h("input.nhsuk-input.nhsuk-input--width-10", { id: `${id}-number`, type: "text", inputmode: "decimal", autocomplete: "off",
    maxlength: LENGTH_MAX, value: typed });
  return {
    element: h("div", {}, fieldLabel(input.id, unit === undefined ? "" : ` (${unit})`), input),
    first: input,
    read: () => (input.value === "" ? [] : [input.value]),
  };
}

export const numeric = {
  hint: () => "Enter a number in figures.",
  missing: (question, [typed = ""]) => (typed.trim() === "" ? "Enter a number" : "Enter a number in figures, such as 12 or 3.5"),
  show,
  tell: ({ unit }, [typed]) => yourAnswer(typed.trim(), unit === undefined || typed.trim().endsWith(unit) ? "" : ` ${unit}`),
  paper: ({ unit }) => h("p", {}, "Your answer: ", penLine(), unit === undefined ? "" : ` ${unit}`),
};
