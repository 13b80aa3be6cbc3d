/* SPDX-License-Identifier: Apache-2.0 */

/* The lists of modules and pages with what is done of them: on the cover, on a module's contents, and beside each page. */
import { pagesOf } from "../core/course.mjs";
import { attemptsLeft, moduleIsComplete, moduleIsStarted, pageIsDone, percentDone, percentWatched } from "../core/progress.mjs";
import { h, hidden, tag } from "./dom.mjs";
import { moduleAddress, pageAddress } from "./routes.mjs";

/** All modules of the scope, each with its state. */
export function moduleList({ scope, progress }) {
  return taskList(scope.modules.map((module) => ({
    href: moduleAddress(module),
    title: module.title,
    hint: `${module.description} About ${minutes(module.minutes)}.`,
    state: moduleState(scope, progress, module),
  })));
}

/** All pages of a module, each with its state. */
export function pageList({ scope, progress }, module) {
  return taskList(pagesOf(scope, module).map((place) => ({
    href: pageAddress(place),
    title: place.page.title,
    hint: hintOf(place.page),
    state: pageState(scope, progress, place.index),
  })));
}

/** The pages of a page's module, to stand beside it. */
export function sideList({ scope, progress }, index) {
  const { module } = scope.pages[index];
  const items = pagesOf(scope, module).map((place) => {
    const done = pageIsDone(scope, progress, place.index);
    const mark = done ? h("span.player-side__mark", {}, h("span", { "aria-hidden": "true" }, "✓ "), hidden("Done: ")) : null;
    return place.index === index
      ? h("li.nhsuk-contents-list__item", { "aria-current": "page" },
        h("span.nhsuk-contents-list__current", {}, mark, place.page.title))
      : h("li.nhsuk-contents-list__item", {},
        h("a.nhsuk-contents-list__link", { href: pageAddress(place) }, mark, place.page.title));
  });
  return h("nav.nhsuk-contents-list.player-side", { "aria-label": "Pages in this module" },
    h("h2.nhsuk-heading-xs", {}, module.title), h("ol.nhsuk-contents-list__list", {}, items));
}

/** How much of the scope, or of one module, is done: as a bar and in words. */
export function progressBar({ scope, progress }, module) {
  const percent = percentDone(scope, progress, module);
  return h("div.player-progress", {},
    h("progress.player-progress__bar", { "max": "100", "value": percent, "aria-label": "Progress" }),
    h("p.player-progress__text", {}, `${percent}% done`));
}

/** "About" as long as this: minutes, from an hour and a half on hours and minutes. */
export function minutes(count) {
  return count < 90 ? plural(count, "minute")
    : [plural(Math.floor(count / 60), "hour"), count % 60 === 0 ? "" : plural(count % 60, "minute")].filter(Boolean).join(" ");
}

function plural(count, unit) {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function taskList(rows) {
  return h("ul.nhsuk-task-list", {}, rows.map(({ href, title, hint, state }, order) => {
    const id = `state-${order}`;
    return h("li.nhsuk-task-list__item.nhsuk-task-list__item--with-link", {},
      h("div.nhsuk-task-list__name-and-hint", {},
        h("a.nhsuk-link.nhsuk-task-list__link", { href, "aria-describedby": id }, title),
        hint === "" ? null : h("div.nhsuk-task-list__hint", {}, hint)),
      h("div.nhsuk-task-list__status", { id }, state));
  }));
}

function hintOf(page) {
  const words = { text: "", video: "Video with captions and transcript", quiz: "Quiz", survey: "Questionnaire",
    scenario: "Case scenario" };
  return words[page.kind];
}

function moduleState(scope, progress, module) {
  if (moduleIsComplete(scope, progress, module)) {
    return "Completed";
  }
  return moduleIsStarted(scope, progress, module) ? tag("In progress", "blue") : notStarted();
}

function pageState(scope, progress, index) {
  if (pageIsDone(scope, progress, index)) {
    return "Done";
  }
  return stateWords[scope.pages[index].page.kind](scope.pages[index].page, progress.pages[index]);
}

/* By kind of page, of one that is not done. */
const stateWords = {
  text: notStarted,
  survey: notStarted,
  video: (page, entry) => (entry.watched === null ? notStarted() : tag(`${percentWatched(entry)}% watched`, "blue")),
  scenario: (page, entry) => (entry.path.length === 0 ? notStarted() : tag("In progress", "blue")),
  quiz(page, entry) {
    if (attemptsLeft(page, entry) === 0) {
      return tag("No attempts left", "red");
    }
    return entry.best === null ? notStarted() : tag("Not passed yet", "yellow");
  },
};

function notStarted() {
  return tag("Not started", "grey");
}
