/* SPDX-License-Identifier: Apache-2.0 */

/* Search within the course: the form, and what was found with the place and the words around it. */
import { search, searchable } from "../core/search.mjs";
import { pagesOf } from "../core/course.mjs";
import { backLink, h, heading, textOf } from "./dom.mjs";
import { GLOSSARY, moduleAddress, pageAddress, searchAddress, termAddress } from "./routes.mjs";

const QUERY_MAX = 100;
const SHOWN_MAX = 50;

/* A screen reader hears a status that changes, not one that comes with its screen. */
const STATUS_MS = 100;

/** `query` is what is looked for, "" for nothing yet. Returns { element }. */
export function searchScreen({ scope }, { query: asked }, back) {
  const query = asked.slice(0, QUERY_MAX).trim();
  const results = query === "" ? [] : search(entriesOf(scope), query);
  const status = h("p", { role: "status" });
  if (query !== "") {
    window.setTimeout(() => status.append(countText(results.length)), STATUS_MS);
  }
  return { element: h("div", {},
    backLink(back),
    heading(query === "" ? `Search this ${scope.activity.kind}` : `Search results for “${query}”`),
    searchForm(query),
    status,
    query !== "" && results.length === 0 ? advice(scope) : null,
    results.length === 0 ? null : h("ol.player-results", {}, results.slice(0, SHOWN_MAX).map(resultItem))) };
}

function searchForm(query) {
  const input = h("input.nhsuk-input", { id: "search-for", type: "text", inputmode: "search", enterkeyhint: "search", autocomplete: "off",
    maxlength: QUERY_MAX, value: query });
  return h("form.player-search", { role: "search", submit(event) {
    event.preventDefault();
    window.location.hash = searchAddress(input.value.trim());
  } },
  h("label.nhsuk-label", { for: input.id }, "Search for"),
  h("div.player-search__row", {}, input, h("button.nhsuk-button", { type: "submit" }, "Search")));
}

function countText(count) {
  if (count === 0) {
    return "Nothing was found.";
  }
  const results = count === 1 ? "1 result" : `${count} results`;
  return count > SHOWN_MAX ? `${results}. The first ${SHOWN_MAX} are shown.` : `${results}.`;
}

function advice({ course }) {
  return [h("p", {}, "Every word must occur. Check the spelling, or try fewer or other words."),
    course.glossary === undefined ? null : h("p", {}, h("a.nhsuk-link", { href: GLOSSARY }, "Look in the glossary"))];
}

function resultItem({ entry, title, name, snippet }) {
  return h("li.player-results__item", {},
    h("h2.nhsuk-heading-s.player-results__title", {}, h("a.nhsuk-link", { href: entry.href }, marked(title))),
    h("p.player-results__place", {}, entry.place),
    snippet.length === 0 ? null : h("p.player-results__text", {}, name === "" ? null : `${name}: `, marked(snippet)));
}

function marked(pieces) {
  return pieces.map(({ text, isHit }) => (isHit ? h("mark.player-mark", {}, text) : text));
}

/* To read a whole course takes a moment, once. */
const known = new WeakMap();

function entriesOf(scope) {
  if (!known.has(scope)) {
    known.set(scope, [...scope.modules.flatMap((module) => moduleEntries(scope, module)), ...termEntries(scope)].map(searchable));
  }
  return known.get(scope);
}

function moduleEntries(scope, module) {
  const pages = pagesOf(scope, module);
  const entries = pages.map((place, order) => pageEntry(place, `${module.title} > page ${order + 1} of ${pages.length}`));
  return scope.activity.kind === "course" ? [{ title: module.title, href: moduleAddress(module), place: "Module",
    parts: [{ name: "", text: module.description }] }, ...entries] : entries;
}

/* Nothing of what a quiz asks, so that no answer can be looked up. */
function pageEntry(place, where) {
  const { title, html, video, downloads = [] } = place.page;
  const transcript = video === undefined ? [] : [{ name: "Transcript", text: textOf(video.transcript_html) }];
  const files = downloads.map((download) => ({ name: "Download", text: download.title }));
  return { title, href: pageAddress(place), place: where, parts: [{ name: "", text: textOf(html) }, ...transcript, ...files] };
}

function termEntries({ course: { glossary = [] } }) {
  return glossary.map((term) => ({ title: term.term, href: termAddress(term), place: "Glossary",
    parts: [{ name: "", text: textOf(term.html) }] }));
}
