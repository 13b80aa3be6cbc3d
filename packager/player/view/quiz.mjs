/* SPDX-License-Identifier: Apache-2.0 */

/* A quiz page: the form, what is said when answers are missing, and the result. */
import { unanswered } from "../core/quiz.mjs";
import { button, h, hidden, htmlOf, insetText, tag } from "./dom.mjs";

/**
 * Fills `place`, an empty element, with the quiz of a page.
 * `quiz` of the package; `options` = { draft, best, passed, now, onDraft(answers), onSubmit(answers, seconds) -> result }.
 */
export function showQuiz(place, quiz, options) {
  const begun = options.now();
  const answers = options.draft ?? {};
  const form = h("form.player-quiz", { novalidate: true, submit, change },
    attemptNotice(quiz, options),
    quiz.questions.map((question, order) => questionGroup(question, order, quiz.questions.length, answers)),
    h("button.nhsuk-button", { type: "submit" }, "Check my answers"));
  place.replaceChildren(form);

  function change() {
    options.onDraft(readAnswers(form, quiz));
  }

  function submit(event) {
    event.preventDefault();
    const given = readAnswers(form, quiz);
    const missing = unanswered(quiz, given);
    showErrors(place, form, quiz, missing);
    if (missing.length === 0) {
      showResult(place, quiz, options.onSubmit(given, (options.now() - begun) / 1000), () => again(place, quiz, options));
    }
  }
}

function again(place, quiz, options) {
  showQuiz(place, quiz, { ...options, draft: null });
  place.querySelector("input").focus();
}

function attemptNotice(quiz, { best, passed }) {
  if (best === null && !passed) {
    return h("p", {}, `You pass with ${quiz.pass_mark}%. You can try as often as you like; your best result counts.`);
  }
  const score = best === null ? "" : ` Your best score is ${best}%.`;
  return insetText(h("p", {}, passed ? `You have passed this quiz.${score} You can take it again; your best result counts.`
    : `You have not passed yet.${score} You pass with ${quiz.pass_mark}%.`));
}

function questionGroup(question, order, count, answers) {
  const kind = question.type === "single" ? "radios" : "checkboxes";
  const chosen = answers[question.id] ?? [];
  const hint = question.type === "single" ? "Choose one answer." : "Choose all that apply.";
  return h("div.nhsuk-form-group", { id: groupId(question) },
    h("fieldset.nhsuk-fieldset", { "aria-describedby": `${groupId(question)}-hint` },
      h("legend.nhsuk-fieldset__legend.nhsuk-fieldset__legend--m", {},
        h("span.player-quiz__number", {}, `Question ${order + 1} of ${count}`), htmlOf("div.player-html", question.html)),
      h("div.nhsuk-hint", { id: `${groupId(question)}-hint` }, hint),
      h(`div.nhsuk-${kind}`, {}, question.choices.map((choice) => choiceItem(question, choice, kind, chosen)))));
}

function choiceItem(question, choice, kind, chosen) {
  const id = choiceId(question, choice);
  return h(`div.nhsuk-${kind}__item`, {},
    h(`input.nhsuk-${kind}__input`, { id, name: question.id, value: choice.id,
      type: question.type === "single" ? "radio" : "checkbox", checked: chosen.includes(choice.id) }),
    htmlOf(`label.nhsuk-label.nhsuk-${kind}__label`, inline(choice.html), { for: id }));
}

/* Markdown's one paragraph would be a block inside a label. */
function inline(html) {
  const match = /^\s*<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/.exec(html);
  return match === null ? html : match[1];
}

function groupId(question) {
  return `question-${question.id}`;
}

function choiceId(question, choice) {
  return `${groupId(question)}-${choice.id}`;
}

function readAnswers(form, quiz) {
  const answers = {};
  quiz.questions.forEach(({ id, choices }) => {
    answers[id] = choices.map((choice) => choice.id).filter((choice) =>
      form.querySelector(`#question-${id}-${choice}`).checked);
  });
  return answers;
}

/* The summary takes the focus and leads to each place; the same is said at the place itself. */
function showErrors(place, form, quiz, missing) {
  place.querySelector(".nhsuk-error-summary")?.remove();
  quiz.questions.forEach((question) => markGroup(form, question, missing.includes(question)));
  if (missing.length === 0) {
    return;
  }
  const summary = h("div.nhsuk-error-summary", { tabindex: "-1" }, h("div", { role: "alert" },
    h("h2.nhsuk-error-summary__title", {}, "There is a problem"),
    h("div.nhsuk-error-summary__body", {}, h("ul.nhsuk-list.nhsuk-error-summary__list", {}, missing.map((question) => {
      const first = document.getElementById(choiceId(question, question.choices[0]));
      return h("li", {}, h("a", { href: `#${first.id}`, click: (event) => jump(event, first) },
        messageFor(quiz, question)));
    })))));
  place.prepend(summary);
  summary.focus();
}

/* By script, so that the address keeps naming the screen. */
function jump(event, input) {
  event.preventDefault();
  input.scrollIntoView({ block: "center" });
  input.focus();
}

function messageFor(quiz, question) {
  return `Answer question ${quiz.questions.indexOf(question) + 1}`;
}

function markGroup(form, question, isMissing) {
  const group = form.querySelector(`#${groupId(question)}`);
  const fieldset = group.querySelector("fieldset");
  const errorId = `${groupId(question)}-error`;
  group.classList.toggle("nhsuk-form-group--error", isMissing);
  group.querySelector(".nhsuk-error-message")?.remove();
  fieldset.setAttribute("aria-describedby", `${groupId(question)}-hint${isMissing ? ` ${errorId}` : ""}`);
  if (isMissing) {
    group.querySelector(".nhsuk-hint").after(h("span.nhsuk-error-message", { id: errorId }, hidden("Error: "),
      question.type === "single" ? "Choose an answer" : "Choose at least one answer"));
  }
}

function showResult(place, quiz, result, tryAgain) {
  const right = result.questions.filter((entry) => entry.correct).length;
  const title = h("h2.nhsuk-heading-m", { tabindex: "-1" }, result.passed ? "You passed" : "Not passed yet");
  place.replaceChildren(h("div.player-result", {},
    title,
    h("p", {}, `${right} of ${result.questions.length} questions right: ${result.score}%. `
      + `You pass with ${quiz.pass_mark}%.`),
    h("ol.player-result__list", {}, result.questions.map(resultItem)),
    button("Try again", tryAgain, "secondary")));
  title.focus();
}

function resultItem({ question, chosen, correct }) {
  const choices = question.choices.filter((choice) => chosen.includes(choice.id));
  return h("li.player-result__item", {},
    htmlOf("div.player-html.player-result__question", question.html),
    h("p", {}, correct ? tag("Right", "green") : tag("Not right", "red")),
    choices.map((choice) => h("div.player-result__answer", {},
      h("p", {}, h("strong", {}, "Your answer: "), htmlOf("span", inline(choice.html))),
      choice.feedback_html === undefined ? null : htmlOf("div.player-html", choice.feedback_html))),
    question.feedback_html === undefined ? null : htmlOf("div.player-html", question.feedback_html));
}
