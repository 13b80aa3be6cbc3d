/* SPDX-License-Identifier: Apache-2.0 */

/* The screen of one page: its content, video, downloads or quiz, the way on, and the module's pages beside it. */
import { pagesOf } from "../core/course.mjs";
import { sideList } from "./contents.mjs";
import { h, heading, hidden, htmlOf } from "./dom.mjs";
import { nextOf, previousOf } from "./routes.mjs";
import { showQuiz } from "./quiz.mjs";
import { showVideo } from "./video.mjs";

/** `session` runs; `onProgress` is called when the page's own state has changed. Returns { element, close }. */
export function pageScreen(session, index) {
  const { scope } = session;
  const { module, page } = scope.pages[index];
  const pages = pagesOf(scope, module);
  const order = pages.findIndex((place) => place.index === index);
  const video = page.video === undefined ? null : showVideo(page.video, videoOptions(session, index, page));
  const quiz = page.quiz === undefined ? null : h("div.player-quiz-place");
  const side = h("div.player-page__side", {}, sideList(session, index));
  const element = h("div.player-page", {},
    h("div.player-page__main", {},
      heading(page.title, `${module.title}: page ${order + 1} of ${pages.length}`),
      video?.element,
      page.html === "" ? null : htmlOf("div.player-html", page.html),
      quiz,
      downloads(session, index, page),
      pagination(scope, index)),
    side);
  if (quiz !== null) {
    showQuiz(quiz, page.quiz, quizOptions(session, index, side));
  }
  return { element, close: () => video?.close() };
}

function videoOptions(session, index, page) {
  return {
    title: page.title,
    language: session.scope.language,
    uuid: session.environment.uuid,
    tell: (verb, state) => session.video(index, verb, state),
  };
}

function quizOptions(session, index, side) {
  const { progress } = session;
  return {
    draft: progress.draft?.index === index ? progress.draft.answers : null,
    get best() {
      return progress.pages[index].best;
    },
    get passed() {
      return progress.pages[index].passed;
    },
    now: session.environment.now,
    onDraft: (answers) => session.keepDraft(index, answers),
    onSubmit(answers, seconds) {
      const result = session.submit(index, answers, seconds);
      side.replaceChildren(sideList(session, index));
      return result;
    },
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
