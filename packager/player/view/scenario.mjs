/* SPDX-License-Identifier: Apache-2.0 */

/* A scenario page: the steps gone so far, the step to decide at, and the way back to an earlier one. */
import { questionOfStep } from "../core/questions.mjs";
import { choiceOf, stepsOf } from "../core/scenario.mjs";
import { button, h, htmlOf, insetText } from "./dom.mjs";
import { questionForm } from "./form.mjs";
import { inline, smallButton } from "./questions/parts.mjs";

/** Fills `place`, an empty element, with the scenario of a page; `onDone` is called when the walk has moved on. */
export function showScenario(place, session, index, onDone) {
  showStep(place, session, index, { onDone, taken: null });
}

/* `taken` is the choice that led here just now, null if none did. */
function showStep(place, session, index, { onDone, taken }) {
  const { page } = session.scope.pages[index];
  const { path } = session.progress.pages[index];
  const steps = stepsOf(page.scenario, path);
  const step = steps[path.length];
  const isEnd = step.choices.length === 0;
  const go = (move) => {
    const choice = move();
    showStep(place, session, index, { onDone, taken: choice ?? null });
    place.querySelector("h2").focus();
    onDone();
  };
  place.replaceChildren(h("div", {},
    h("h2.nhsuk-heading-m", { tabindex: "-1" }, isEnd ? `Step ${steps.length}: the end` : `Step ${steps.length}`),
    feedback(taken),
    htmlOf("div.player-html.player-step", step.html),
    isEnd ? button("Go through it again", () => go(() => session.goBack(index, 0)), "secondary")
      : decision(page, step, session, (id, seconds) => go(() => session.choose(index, id, seconds))),
    walk(steps, path, (count) => go(() => session.goBack(index, count)))));
}

function feedback(taken) {
  return taken?.feedback_html === undefined ? null : insetText(htmlOf("div.player-html", taken.feedback_html));
}

function decision(page, step, session, choose) {
  const begun = session.environment.elapsed();
  return questionForm([{ ...questionOfStep(page, step), html: "Your decision" }], {
    answers: {},
    button: "Continue",
    onDraft: () => {},
    onSubmit: (answers) => choose(answers[step.id][0], (session.environment.elapsed() - begun) / 1000),
  });
}

/* What was decided, each with the way back to where it was. */
function walk(steps, path, goBack) {
  if (path.length === 0) {
    return null;
  }
  return h("section", { "aria-labelledby": "walk" }, h("h3.nhsuk-heading-s", { id: "walk" }, "Your decisions so far"),
    h("ol.player-walk", {}, path.map((id, count) => h("li.player-walk__step", {},
      h("p", {}, h("strong", {}, `Step ${count + 1}: `), htmlOf("span", inline(choiceOf(steps[count], id).html))),
      smallButton("Go back", `to step ${count + 1}`, () => goBack(count))))));
}
