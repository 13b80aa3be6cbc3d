/* SPDX-License-Identifier: Apache-2.0 */

/* The screen of one page: its content, video, downloads, what it asks, the way on, and the module's pages beside it. */
import { pagesOf } from "../core/course.mjs";
import { percentToWatch, percentWatched } from "../core/progress.mjs";
import { sideList } from "./contents.mjs";
import { h, heading, hidden, htmlOf } from "./dom.mjs";
import { nextOf, previousOf } from "./routes.mjs";
import { showQuiz } from "./quiz.mjs";
import { showScenario } from "./scenario.mjs";
import { showSurvey } from "./survey.mjs";
import { showVideo } from "./video.mjs";

/* What a page asks, by its kind: each fills a place, see there. */
const ASKS = { quiz: showQuiz, survey: showSurvey, scenario: showScenario };

/** `session` runs; `choices` of video_choices.mjs. Returns { element, close }. */
export function pageScreen(session, index, choices) {
  const { scope } = session;
  const { module, page } = scope.pages[index];
  const pages = pagesOf(scope, module);
  const order = pages.findIndex((place) => place.index === index);
  const side = h("div.player-page__side", {}, sideList(session, index));
  const onDone = () => side.replaceChildren(sideList(session, index));
  const video = page.video === undefined ? null : showVideo(page.video, videoOptions(session, index, choices, onDone));
  const ask = ASKS[page.kind];
  const asked = ask === undefined ? null : h("div.player-quiz-place");
  const element = h("div.player-page", {},
    h("div.player-page__main", {},
      heading(page.title, `${module.title}: page ${order + 1} of ${pages.length}`),
      page.video?.poster === undefined ? null : h("img.player-print-only", { src: page.video.poster, alt: "" }),
      video?.element,
      page.html === "" ? null : htmlOf("div.player-html", page.html),
      asked,
      downloads(session, index, page),
      pagination(scope, index)),
    side);
  ask?.(asked, session, index, onDone);
  return { element, close: () => video?.close() };
}

function videoOptions(session, index, choices, onDone) {
  const { module, page } = session.scope.pages[index];
  const entry = session.progress.pages[index];
  return {
    title: page.title,
    language: session.scope.language,
    choices,
    uuid: session.environment.uuid,
    needed: percentToWatch(module, page),
    get isDone() {
      return entry.done;
    },
    get watched() {
      return entry.watched;
    },
    get percent() {
      return percentWatched(entry);
    },
    tell: (verb, state) => session.video(index, verb, state),
    onParts(parts) {
      const wasDone = entry.done;
      session.watched(index, parts);
      if (entry.done !== wasDone) {
        onDone();
      }
    },
    onPause: () => session.save(),
  };
}

function downloads(session, index, page) {
  if (page.downloads === undefined || page.downloads.length === 0) {
    return null;
  }
  return h("section.player-downloads", { "aria-labelledby": "downloads" },
    h("h2.nhsuk-heading-m", { id: "downloads" }, "Downloads"),
    h("ul.nhsuk-list", {}, page.downloads.map((download) => h("li", {},
      h("a.nhsuk-link", { href: download.href, download: true, target: "_blank",
        click: () => session.downloaded(index, download) }, describe(download)),
      webPage(download)))));
}

/** Documents that the packager printed from Markdown are there as a web page, too. */
function webPage({ title, html_href: href }) {
  return href === undefined ? null : [", ", h("a.nhsuk-link", { href, target: "_blank" }, "also as a web page",
    hidden(`: ${title}`))];
}

function describe({ title, href, bytes }) {
  const kind = href.split(".").pop().toUpperCase();
  return `${title} (${kind}, ${size(bytes)})`;
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function pagination(scope, index) {
  return h("nav.nhsuk-pagination", { "aria-label": "Previous and next page" }, h("ul.nhsuk-list.nhsuk-pagination__list", {},
    h("li.nhsuk-pagination-item--previous", {}, step("Previous", "prev", previousOf(scope, index))),
    h("li.nhsuk-pagination-item--next", {}, step("Next", "next", nextOf(scope, index)))));
}

function step(title, relation, { href, label }) {
  return h(`a.nhsuk-pagination__link.nhsuk-pagination__link--${relation}`, { href, rel: relation },
    h("span.nhsuk-pagination__title", {}, title), hidden(": "), h("span.nhsuk-pagination__page", {}, label), arrow(relation));
}

const SVG = "http://www.w3.org/2000/svg";
const ARROWS = { prev: "M20 12H5m6-6-6 6 6 6", next: "M4 12h15m-6-6 6 6-6 6" };

function arrow(relation) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "nhsuk-icon player-arrow");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ARROWS[relation]);
  svg.append(path);
  return svg;
}
