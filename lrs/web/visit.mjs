// SPDX-License-Identifier: Apache-2.0

// One visit to a page of the dashboard: its panels and its form, filled from the server as often as asked.
import { filterOf } from "./filters.mjs";
import { formFields } from "./filter_form.mjs";
import { pages, panelsOf } from "./pages.mjs";
import { createPanel } from "./panel_view.mjs";
import { panels } from "./panels.mjs";
import { printAlone } from "./print.mjs";
import { questionOf, readCatalogue } from "./question.mjs";
import { NotAllowed, Refused, createReader } from "./reports.mjs";
import { saveCsv, savePng } from "./save.mjs";
import * as screen from "./screen.mjs";
import { shownOf } from "./shown.mjs";
import { replaceContent } from "./view.mjs";

const find = (id) => document.getElementById(id);

// The filters with what those that say how to show something (by month or year) say if nobody chose.
function settled(page, filters) {
  const usual = page.filters.map(filterOf).filter(({ isView, default: value }) => isView && value !== undefined);
  return { ...Object.fromEntries(usual.map(({ name, default: value }) => [name, value])), ...filters };
}

// What a panel shall show. A key that is not known any more ends the visit; all else concerns this panel only.
async function resultOf(panel, filters, { catalogue, read }) {
  const question = questionOf(panel, filters, catalogue);
  if (!question) {
    return { state: "missing" };
  }
  try {
    const shown = shownOf(panel, filters, await read(question.report, question.query), pages);
    return { state: shown.isEmpty ? "empty" : "shown", question, shown };
  } catch (problem) {
    if (problem instanceof NotAllowed) {
      throw problem;
    }
    return { state: problem instanceof Refused ? "refused" : "failed", reason: problem.message, question };
  }
}

// What stands below the plot in a picture, which may go anywhere.
function notesOf({ shown, question }, filters) {
  const notes = [
    shown.about,
    ...screen.chosenWords(filters),
    question.ignored ? `Not narrowed by ${question.ignored}.` : "",
    shown.hidden ?? "",
    document.querySelector(".notice")?.textContent.trim() ?? "",
    `iBeST learning records. ${find("as-of").textContent} ${find("stored").textContent} ${find("conformance").textContent}`.trim(),
  ];
  return notes.filter(Boolean);
}

function fileName({ report, query }) {
  return [report, ...Object.values(query).map((value) => value.split(/[/#:]/).pop())].join("-");
}

// { fill(list), isOver, end() }. `attempt` runs what may fail and tells so.
export function createVisit(page, filters, attempt) {
  const views = new Map();
  let isOver = false;
  const acts = (name) => ({
    png: (result) => attempt(() => savePng(result.shown, notesOf(result, filters), fileName(result.question))),
    csv: (result) => attempt(() => saveCsv(result.question, fileName(result.question))),
    print: () => printAlone(views.get(name).node),
  });
  for (const [name, size] of panelsOf(page, filters)) {
    views.set(name, createPanel(name, panels[name], { size, acts: acts(name) }));
  }
  find("filters").setAttribute("aria-busy", "true");
  find("panels").replaceChildren(...[...views.values()].map(({ node }) => node));

  const fillPanel = async ([name, view], source) => {
    const result = await resultOf(panels[name], settled(page, filters), source);
    if (!isOver) {
      view.show(result);
    }
    return result.state !== "failed";
  };
  const fillForm = async (source) => {
    const fields = await formFields(page, [...views.keys()].map((name) => panels[name]), filters, { ...source, isOpen: find("fields").querySelector("details")?.open });
    if (isOver) {
      return;
    }
    find("filters").hidden = fields.length === 0;
    replaceContent(find("fields"), ...fields);
    find("filters").removeAttribute("aria-busy");
    screen.showChosen(page, filters);
    const subject = filters[page.subject];
    screen.showHeading(page, subject === undefined ? undefined : screen.chosenName(page.subject, subject));
  };
  return {
    // `list` is what GET /reports tells; the form is filled once. Whether all panels could be filled.
    async fill(list, { hasForm }) {
      const source = { catalogue: readCatalogue(list), read: createReader() };
      const filled = [...views].map((view) => fillPanel(view, source));
      const [areFilled] = await Promise.all([Promise.all(filled), hasForm ? undefined : fillForm(source)]);
      return areFilled.every(Boolean);
    },
    isOver: () => isOver,
    end() {
      isOver = true;
    },
  };
}
