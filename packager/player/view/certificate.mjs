/* SPDX-License-Identifier: Apache-2.0 */

/* The certificate of who has completed the course, or the module of a package of one: one sheet to print or save. */
import { dayText } from "../core/day.mjs";
import { finalScore, isComplete } from "../core/progress.mjs";
import { backLink, button, h, heading, htmlOf, insetText } from "./dom.mjs";
import { leftToDo } from "./left.mjs";

/* More modules than one sheet has room for are only counted. */
const MODULES_MAX = 30;
const NAME_MAX = 100;

/** `about` as for the cover. Returns { element }: the certificate, or what is still missing for it. */
export function certificateScreen(about, route, back) {
  return { element: h("div", {}, backLink(back), isEarned(about) ? earned(about) : missing(about)) };
}

/** Whether there is something to certify. What an LMS shows for review only is not earned by clicking through it. */
export function isEarned({ scope, progress, launch }) {
  return launch.finished || (isComplete(scope, progress) && (launch.mode === "normal" || progress.completed !== null));
}

function missing({ packed, scope, progress, launch }) {
  return [heading(packed.course.certificate.title),
    launch.mode === "normal" ? null
      : insetText(h("p", {}, "Your LMS opened this course for review: nothing you do now counts for the certificate.")),
    isComplete(scope, progress) ? null
      : [h("p.nhsuk-lede-text", {}, `You get the certificate when you have completed the ${scope.activity.kind}. This is left to do:`),
        leftToDo(scope, progress)]];
}

function earned(about) {
  const { packed, scope, launch } = about;
  const name = h("p.player-certificate__name", {}, launch.learnerName);
  return [
    h("div.player-screen-only", {},
      launch.learnerName === "" ? nameField(name) : null,
      button("Print or save as PDF", () => window.print()),
      h("p.nhsuk-hint", {}, "To save it, choose “Save as PDF” as the printer.")),
    h("section.player-certificate", { "aria-label": "Certificate" },
      h("h1.nhsuk-heading-xl.player-certificate__title", { tabindex: "-1" }, packed.course.certificate.title),
      name,
      whatWasDone(about),
      modulesOf(scope),
      facts(about),
      packed.course.notice === undefined ? null : h("p.player-certificate__notice", {}, packed.course.notice)),
  ];
}

/* It goes nowhere but on the sheet. */
function nameField(line) {
  const input = h("input.nhsuk-input.nhsuk-input--width-20", { id: "certificate-name", type: "text", autocomplete: "name", maxlength: NAME_MAX,
    "aria-describedby": "certificate-name-hint", input: () => {
      line.textContent = input.value.trim();
    } });
  return h("div.nhsuk-form-group", {},
    h("label.nhsuk-label", { for: input.id }, "Your name"),
    h("div.nhsuk-hint", { id: "certificate-name-hint" }, "As it should stand on the certificate. It is not stored or sent."),
    input);
}

/* The author's words are about the whole course. */
function whatWasDone({ packed, scope }) {
  return scope.activity.kind === "course" ? htmlOf("div.player-html.player-certificate__text", packed.course.certificate.html)
    : h("p.player-certificate__text", {}, "has completed the module ", h("strong", {}, scope.activity.title),
      " of the course ", h("strong", {}, packed.course.title), ".");
}

function facts(about) {
  const { packed, scope, progress } = about;
  const score = isComplete(scope, progress) ? finalScore(scope, progress) : null;
  return h("dl.nhsuk-summary-list.player-certificate__facts", {},
    fact("Course", packed.course.title),
    fact("Completed", completionText(about)),
    score === null ? null : fact("Quiz score", `${score}%`),
    packed.course.publisher === undefined ? null : fact("Published by", packed.course.publisher));
}

function fact(key, value) {
  return h("div.nhsuk-summary-list__row", {}, h("dt.nhsuk-summary-list__key", {}, key), h("dd.nhsuk-summary-list__value", {}, value));
}

function modulesOf({ modules }) {
  if (modules.length > MODULES_MAX) {
    return h("p", {}, `All ${modules.length} modules.`);
  }
  return [h("h2.nhsuk-heading-xs", {}, modules.length === 1 ? "Module" : "Modules"),
    h("ul.player-certificate__modules", {}, modules.map(({ title }) => h("li", {}, title)))];
}

/* An older version of the course may have been completed, or one whose player kept no day: today is not it. */
function completionText({ scope, progress }) {
  return progress.completed === null ? "The day was not kept. Your LMS may have it." : dayText(progress.completed, scope.language);
}
