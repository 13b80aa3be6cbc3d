/* SPDX-License-Identifier: Apache-2.0 */

/* A number between two ends that have words: radios, the words standing at the ends themselves. */
import { h } from "../dom.mjs";
import { yourAnswer } from "./parts.mjs";

function show({ min, max, from, to }, [chosen], id) {
  const words = { [min]: from, [max]: to };
  const values = Array.from({ length: max - min + 1 }, (_, order) => String(min + order));
  const inputs = values.map((value) => h("input.nhsuk-radios__input", { id: `${id}-${value}`, name: id, value, type: "radio",
    checked: value === chosen }));
  const items = inputs.map((input) => h("div.nhsuk-radios__item", {}, input, h("label.nhsuk-label.nhsuk-radios__label",
    { for: input.id }, words[input.value] === undefined ? input.value : `${input.value}: ${words[input.value]}`)));
  return {
    element: h("div.nhsuk-radios.nhsuk-radios--inline", {}, items),
    first: inputs[0],
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
  };
}

export const scale = {
  hint: ({ min, max }) => `Choose a number from ${min} to ${max}.`,
  missing: () => "Choose a number",
  show,
  tell: (question, [chosen]) => yourAnswer(chosen),
};
