/* SPDX-License-Identifier: Apache-2.0 */

/* Pairs: a list to choose from beside each source. Nothing has to be dragged. */
import { h, htmlOf } from "../dom.mjs";
import { inline, penLine, verdict, wordsOf } from "./parts.mjs";

function show({ sources, targets }, answer, id) {
  const selects = sources.map((source, place) => h("select.nhsuk-select", { id: `${id}-${source.id}` },
    h("option", { value: "" }, "Choose a match"),
    targets.map((target) => h("option", { value: target.id, selected: target.id === answer[place] }, wordsOf(target.html)))));
  const rows = sources.map((source, place) => h("div.player-matching__pair", {},
    htmlOf("label.nhsuk-label.player-matching__source", inline(source.html), { for: selects[place].id }), selects[place]));
  return {
    element: h("div.player-matching", {}, rows,
      h("p.player-print-only", {}, `Matches: ${targets.map(({ html }) => wordsOf(html)).join("; ")}`)),
    first: selects[0],
    read: () => selects.map((select) => select.value),
  };
}

function tell({ sources, targets, correct }, answer) {
  const matchOf = (place) => targets.find(({ id }) => id === answer[place]);
  return h("dl.player-result__pairs", {}, sources.map((source, place) => h("div", {},
    htmlOf("dt", inline(source.html)),
    h("dd", {}, htmlOf("span", inline(matchOf(place)?.html ?? "")), " ", verdict(correct[source.id] === answer[place])))));
}

/* The matches have numbers, to write beside the sources. */
function paper({ sources, targets }) {
  return [h("ul.player-paper__list", {}, sources.map(({ html }) => h("li", {}, htmlOf("span", inline(html)), " ", penLine()))),
    h("p", {}, "Matches:"),
    h("ol.nhsuk-list.nhsuk-list--number", {}, targets.map(({ html }) => htmlOf("li", inline(html))))];
}

export const matching = {
  hint: () => "Choose a match for each.",
  missing: ({ sources }, answer) => {
    const left = sources.filter((source, place) => (answer[place] ?? "") === "").length;
    return left === sources.length ? "Choose a match for each" : `Choose a match for each: ${left} left`;
  },
  show,
  tell,
  paper,
};
