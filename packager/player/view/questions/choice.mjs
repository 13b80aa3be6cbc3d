/* SPDX-License-Identifier: Apache-2.0 */

/* One of several, or some of several: radios and checkboxes. True or false is one of two. */
import { h, htmlOf } from "../dom.mjs";
import { inline, penList, yourAnswer } from "./parts.mjs";

function show(question, answer, id) {
  const isMultiple = question.type === "multiple";
  const kind = isMultiple ? "checkboxes" : "radios";
  const inputs = question.choices.map((choice) => h(`input.nhsuk-${kind}__input`, { id: `${id}-${choice.id}`, name: id, value: choice.id,
    type: isMultiple ? "checkbox" : "radio", checked: answer.includes(choice.id) }));
  const items = question.choices.map((choice, order) => h(`div.nhsuk-${kind}__item`, {}, inputs[order],
    htmlOf(`label.nhsuk-label.nhsuk-${kind}__label`, inline(choice.html), { for: inputs[order].id })));
  return {
    element: h(`div.nhsuk-${kind}`, {}, items),
    first: inputs[0],
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
  };
}

/* With what is said of each choice that was taken. */
function tell(question, answer) {
  return question.choices.filter(({ id }) => answer.includes(id)).map((choice) => h("div.player-result__answer", {},
    yourAnswer(htmlOf("span", inline(choice.html))),
    choice.feedback_html === undefined ? null : htmlOf("div.player-html", choice.feedback_html)));
}

function paper({ type, choices }) {
  return penList(type === "multiple" ? "boxes" : "circles", choices.map(({ html }) => html));
}

export const single = { hint: () => "Choose one answer.", missing: () => "Choose an answer", show, tell, paper };

export const multiple = { hint: () => "Choose all that apply.", missing: () => "Choose at least one answer", show, tell, paper };
