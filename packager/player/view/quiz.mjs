/* SPDX-License-Identifier: Apache-2.0 */

/* A quiz page: what it is for, its questions, and the result. */
import { attemptsLeft, isJudged } from "../core/progress.mjs";
import { button, h, htmlOf, insetText } from "./dom.mjs";
import { questionForm } from "./form.mjs";
import { verdict } from "./questions/parts.mjs";
import { QUESTION_TYPES } from "./questions/types.mjs";

/** Fills `place`, an empty element, with the quiz of a page; `onDone` is called when an attempt was marked. */
export function showQuiz(place, session, index, onDone) {
  const { page } = session.scope.pages[index];
  const entry = session.progress.pages[index];
  if (attemptsLeft(page, entry) === 0) {
    place.replaceChildren(...usedUp(page, entry));
  } else if (entry.done && !isJudged(page)) {
    place.replaceChildren(insetText(h("p", {}, `You have answered these questions: ${entry.best ?? 0}% were right.`)),
      button("Answer again", () => again(place, session, index, onDone), "secondary"));
  } else {
    ask(place, session, index, onDone);
  }
}

function ask(place, session, index, onDone) {
  const { page } = session.scope.pages[index];
  const { draft } = session.progress;
  const begun = session.environment.elapsed();
  place.replaceChildren(notice(page, session.progress.pages[index]), questionForm(session.questions(index), {
    answers: draft?.index === index ? draft.answers : {},
    button: "Check my answers",
    onDraft: (answers) => session.keepDraft(index, answers),
    onSubmit(answers) {
      const result = session.submit(index, answers, (session.environment.elapsed() - begun) / 1000);
      showResult(place, session, index, result, () => again(place, session, index, onDone));
      onDone();
    },
  }));
}

function again(place, session, index, onDone) {
  ask(place, session, index, onDone);
  place.querySelector("input, select, textarea, button").focus();
}

function notice(page, entry) {
  const { quiz } = page;
  if (!isJudged(page)) {
    return h("p", {}, quiz.purpose === "before"
      ? "This shows where you start. There is no pass mark, so answer as well as you can without looking anything up."
      : "This shows where you are now. There is no pass mark.");
  }
  const tries = `${triesIn(page, entry)} your best result counts.`;
  if (entry.best === null && !entry.passed) {
    return h("p", {}, `You pass with ${quiz.pass_mark}%. ${tries}`);
  }
  const score = entry.best === null ? "" : ` Your best score is ${entry.best}%.`;
  return insetText(h("p", {}, entry.passed ? `You have passed this quiz.${score} You can take it again: ${tries}`
    : `You have not passed yet.${score} You pass with ${quiz.pass_mark}%. ${tries}`));
}

function triesIn(page, entry) {
  const left = attemptsLeft(page, entry);
  if (left === Infinity) {
    return "You can try as often as you like;";
  }
  if (left === 1) {
    return entry.attempts === 0 ? "You can try once;" : "You can try once more;";
  }
  return `You can try ${left} ${entry.attempts === 0 ? "times" : "more times"};`;
}

/* No attempt is left: that is it, or whom to ask. */
function usedUp(page, entry) {
  const { quiz } = page;
  const score = entry.best === null ? "" : ` Your best score is ${entry.best}%.`;
  if (entry.passed || !isJudged(page)) {
    return [insetText(h("p", {}, `You have ${entry.passed ? "passed" : "answered"} this quiz.${score}`))];
  }
  return [insetText(h("p", {}, `You have not passed, and no attempts are left.${score} You pass with ${quiz.pass_mark}%.`)),
    quiz.after_attempts_html === undefined
      ? h("p", {}, "Ask whoever runs this course at your organisation how to go on.") : htmlOf("div.player-html", quiz.after_attempts_html)];
}

function showResult(place, session, index, result, tryAgain) {
  const { page } = session.scope.pages[index];
  const entry = session.progress.pages[index];
  const left = attemptsLeft(page, entry);
  const title = h("h2.nhsuk-heading-m", { tabindex: "-1" }, titleOf(result));
  /* The same questions may come again after the course: their answers would be known. */
  const isTold = page.quiz.purpose !== "before";
  place.replaceChildren(h("div.player-result", {}, title,
    h("p", {}, scoreText(page.quiz, result)),
    isTold ? h("ol.player-result__list", {}, result.questions.map(resultItem)) : null,
    left === 0 && isJudged(page) && !entry.passed ? usedUp(page, entry) : null,
    left > 0 && isJudged(page) ? button("Try again", tryAgain, "secondary") : null));
  title.focus();
}

function titleOf({ passed, score }) {
  if (passed === null) {
    return `Your score: ${score}%`;
  }
  return passed ? "You passed" : "Not passed yet";
}

function scoreText(quiz, { questions, score, passed }) {
  const right = questions.filter((entry) => entry.correct).length;
  const count = `${right} of ${questions.length} questions right`;
  return passed === null ? `${count}.` : `${count}: ${score}%. You pass with ${quiz.pass_mark}%.`;
}

function resultItem({ question, chosen, correct }) {
  const { feedback_html: feedback, feedback_wrong_html: wrong } = question;
  return h("li.player-result__item", {},
    htmlOf("div.player-html.player-result__question", question.html),
    h("p", {}, verdict(correct)),
    QUESTION_TYPES[question.type].tell(question, chosen),
    correct || wrong === undefined ? null : htmlOf("div.player-html", wrong),
    feedback === undefined ? null : htmlOf("div.player-html", feedback));
}
