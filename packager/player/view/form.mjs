/* SPDX-License-Identifier: Apache-2.0 */

/* Questions as a form: each in its group, and what is said when answers are missing. Quizzes, surveys and scenarios use it. */
import { unanswered } from "../core/quiz.mjs";
import { h, hidden, htmlOf } from "./dom.mjs";
import { QUESTION_TYPES } from "./questions/types.mjs";

/**
 * An element with the form. `options` = { answers, button, onDraft(answers), onSubmit(answers) }: `answers` are those to begin with,
 * by question id; `button` is what to press at the end; onSubmit comes only when all that must be answered is.
 */
export function questionForm(questions, options) {
  const groups = questions.map((question, order) => groupOf(question, order, questions.length, options.answers[question.id] ?? []));
  const place = h("div.player-quiz");
  const read = () => Object.fromEntries(groups.map(({ question, control }) => [question.id, control.read()]));
  place.append(h("form", {
    novalidate: true,
    input: () => options.onDraft(read()),
    submit(event) {
      event.preventDefault();
      const answers = read();
      const missing = unanswered(questions, answers);
      showErrors(place, groups, missing, answers);
      if (missing.length === 0) {
        options.onSubmit(answers);
      }
    },
  }, groups.map(({ element }) => element), h("button.nhsuk-button", { type: "submit" }, options.button)));
  return place;
}

function groupOf(question, order, count, answer) {
  const id = `question-${question.id}`;
  const type = QUESTION_TYPES[question.type];
  const control = type.show(question, answer, id);
  const number = count === 1 ? null
    : h("span.player-quiz__number", {}, `Question ${order + 1} of ${count}${question.optional ? " (optional)" : ""}`);
  const hint = h("div.nhsuk-hint", { id: `${id}-hint` }, type.hint(question));
  const fieldset = h("fieldset.nhsuk-fieldset", { "aria-describedby": hint.id },
    h("legend.nhsuk-fieldset__legend.nhsuk-fieldset__legend--m", {}, number, htmlOf("div.player-html", question.html)),
    hint, control.element);
  return { id, question, order, control, hint, fieldset, element: h("div.nhsuk-form-group", { id }, fieldset) };
}

/* The summary takes the focus and leads to each place; the same is said at the place itself. */
function showErrors(place, groups, missing, answers) {
  place.querySelector(".nhsuk-error-summary")?.remove();
  const wrong = groups.filter(({ question }) => missing.includes(question));
  groups.forEach((group) => markGroup(group, wrong.includes(group) ? messageFor(group, answers) : null));
  if (wrong.length === 0) {
    return;
  }
  const summary = h("div.nhsuk-error-summary", { tabindex: "-1" }, h("div", { role: "alert" },
    h("h2.nhsuk-error-summary__title", {}, "There is a problem"),
    h("div.nhsuk-error-summary__body", {}, h("ul.nhsuk-list.nhsuk-error-summary__list", {}, wrong.map((group) => h("li", {},
      h("a", { href: `#${group.control.first.id}`, click: (event) => jump(event, group.control.first) },
        summaryFor(group, groups.length, answers))))))));
  place.prepend(summary);
  summary.focus();
}

function messageFor({ question }, answers) {
  return QUESTION_TYPES[question.type].missing(question, answers[question.id]);
}

function summaryFor(group, count, answers) {
  const message = messageFor(group, answers);
  return count === 1 ? message : `Answer question ${group.order + 1}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/* By script, so that the address keeps naming the screen. */
function jump(event, element) {
  event.preventDefault();
  element.scrollIntoView({ block: "center" });
  element.focus();
}

/* `message` is null where nothing is missing. */
function markGroup({ id, hint, fieldset, element }, message) {
  const errorId = `${id}-error`;
  element.classList.toggle("nhsuk-form-group--error", message !== null);
  element.querySelector(".nhsuk-error-message")?.remove();
  fieldset.setAttribute("aria-describedby", `${hint.id}${message === null ? "" : ` ${errorId}`}`);
  element.querySelectorAll("select, textarea, input[type=text]").forEach((field) => {
    const isWrong = message !== null && (field.localName !== "select" || field.value === "");
    field.classList.toggle(`nhsuk-${field.localName}--error`, isWrong);
    field.setAttribute("aria-invalid", String(isWrong));
  });
  if (message !== null) {
    hint.after(h("span.nhsuk-error-message", { id: errorId }, hidden("Error: "), message));
  }
}
