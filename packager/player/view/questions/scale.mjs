/* SPDX-License-Identifier: Apache-2.0 */

/* A number between two ends that have words: radios in rows of equal columns; what the ends mean stands above and is heard at the ends themselves. */
import { h, hidden } from "../dom.mjs";
import { penList, yourAnswer } from "./parts.mjs";

function show({ min, max, from, to }, [chosen], id) {
  const words = { [min]: from, [max]: to };
  const values = Array.from({ length: max - min + 1 }, (_, order) => String(min + order));
  const inputs = values.map((value) => h("input.nhsuk-radios__input", { id: `${id}-${value}`, name: id, value, type: "radio",
    checked: value === chosen }));
  const items = inputs.map((input) => h("div.nhsuk-radios__item", {}, input, h("label.nhsuk-label.nhsuk-radios__label",
    { for: input.id }, input.value, words[input.value] === undefined ? null : hidden(`: ${words[input.value]}`))));
  return {
    element: h("div.nhsuk-radios.player-scale", {}, items),
    first: inputs[0],
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
  };
}

function paper({ min, max, from, to }) {
  const numbers = Array.from({ length: max - min + 1 }, (_, order) => String(min + order));
  return [h("p", {}, `${min}: ${from}. ${max}: ${to}.`), h("div.player-paper__row", {}, penList("circles", numbers))];
}

export const scale = {
  hint: ({ min, max, from, to }) => `Choose a number from ${min} (${from}) to ${max} (${to}).`,
  missing: () => "Choose a number",
  show,
  tell: (question, [chosen]) => yourAnswer(chosen),
  paper,
};
