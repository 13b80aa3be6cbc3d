/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The print view: whole modules on one screen, as they read on paper. Videos are their transcripts, scenarios are all their steps,
 * and questions are there to be answered with a pen. Opening it counts for nothing.
 */
import { pagesOf } from "../core/course.mjs";
import { questionsOf } from "../core/quiz.mjs";
import { backLink, button, h, heading, htmlOf, screenOnly } from "./dom.mjs";
import { inline } from "./questions/parts.mjs";
import { QUESTION_TYPES } from "./questions/types.mjs";

/* What stands on paper for what a page asks, by its kind. */
const ASKED = { quiz: questionsOnPaper, survey: questionsOnPaper, scenario: scenarioOnPaper };

/** `module` is what to show; all of the scope without one. Returns { element }. */
export function printScreen(about, { module }, back) {
  const { packed, scope } = about;
  const only = module ?? (scope.modules.length === 1 ? scope.modules[0] : undefined);
  const element = h("div.player-print", {},
    backLink(back),
    heading(only?.title ?? scope.activity.title, only === undefined ? "All modules" : packed.course.title),
    screenOnly(button("Print", () => window.print())),
    packed.course.notice === undefined ? null : h("p", {}, packed.course.notice),
    only === undefined ? scope.modules.map((each) => moduleOnPaper(about, each)) : moduleContent(about, only, 2));
  prepare(element);
  return { element };
}

function moduleOnPaper(about, module) {
  return h("section.player-print__module", {}, h("h2.nhsuk-heading-l", {}, module.title), moduleContent(about, module, 3));
}

/* `level` of the pages' headings. */
function moduleContent(about, module, level) {
  return [h("p.nhsuk-lede-text", {}, module.description),
    pagesOf(about.scope, module).map((place) => pageOnPaper(about, place, level))];
}

function pageOnPaper({ scope, progress }, { index, page }, level) {
  const element = h("section.player-print__page", {}, h(`h${level}.nhsuk-heading-m`, {}, page.title),
    page.video === undefined ? null : videoOnPaper(page.video),
    page.html === "" ? null : htmlOf("div.player-html", page.html),
    ASKED[page.kind]?.(scope, progress, index),
    downloadsOnPaper(page.downloads ?? []));
  lowerHeadings(element, level - 1);
  return element;
}

function videoOnPaper({ poster, transcript_html: transcript }) {
  return [poster === undefined ? null : h("img.player-print__poster", { src: poster, alt: "" }),
    h("p", {}, h("strong", {}, "Transcript of the video")), htmlOf("div.player-html.player-print__transcript", transcript)];
}

/* The questions of the attempt that is under way: those that the learner is asked on screen. */
function questionsOnPaper(scope, progress, index) {
  const questions = questionsOf(scope, progress, index);
  return h("ol.player-paper", {}, questions.map((question) => h("li.player-paper__question", {},
    htmlOf("div.player-html", question.html), QUESTION_TYPES[question.type].paper(question))));
}

function scenarioOnPaper(scope, progress, index) {
  const { steps, start } = scope.pages[index].page.scenario;
  const ordered = [...steps].sort((one, other) => Number(other.id === start) - Number(one.id === start));
  const numberOf = (id) => ordered.findIndex((step) => step.id === id) + 1;
  return ordered.map((step) => h("div.player-print__step", {},
    h("p", {}, h("strong", {}, `Step ${numberOf(step.id)}${step.choices.length === 0 ? ": the end" : ""}`)),
    htmlOf("div.player-html", step.html),
    step.choices.length === 0 ? null
      : h("ul.nhsuk-list.nhsuk-list--bullet", {}, step.choices.map((choice) => choiceOnPaper(choice, numberOf(choice.to))))));
}

function choiceOnPaper(choice, number) {
  return h("li", {}, htmlOf("span", inline(choice.html)), ` (go to step ${number})`,
    choice.feedback_html === undefined ? null : htmlOf("div.player-html", choice.feedback_html));
}

function downloadsOnPaper(downloads) {
  return downloads.length === 0 ? null : h("p", {}, `Downloads: ${downloads.map(({ title }) => title).join(", ")}.`);
}

/* A page's own headings begin at h2; here they stand below its title. */
function lowerHeadings(element, by) {
  element.querySelectorAll(".player-html").forEach((part) => part.querySelectorAll("h2, h3, h4, h5").forEach((title) => {
    const level = Math.min(Number(title.localName.slice(1)) + by, 6);
    title.replaceWith(h(`h${level}`, { class: title.className }, ...title.childNodes));
  }));
}

/* Nothing can be opened on paper, and each table has a name of its own among those of all pages. */
function prepare(element) {
  element.querySelectorAll("details").forEach((each) => {
    each.open = true;
  });
  element.querySelectorAll(".player-table").forEach((table, order) => table.setAttribute("aria-label", `Table ${order + 1}`));
}
