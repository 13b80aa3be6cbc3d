// SPDX-License-Identifier: Apache-2.0

// One panel in the page. It is made once and then filled again and again: what people may stand on (buttons, the opened table) stays,
// and nothing is replaced whose content did not change.
import { createPlot } from "./plots/plots.mjs";
import { details, element, replaceContent, smallButton, table } from "./view.mjs";

function createTable(title) {
  const place = element("div");
  const opened = details("", place);
  const summary = opened.querySelector(".nhsuk-details__summary-text");
  let last;
  const show = ({ columns, rows }, caption) => {
    summary.textContent = `Table: ${title} (${rows.length === 1 ? "1 row" : `${rows.length} rows`})`;
    const content = JSON.stringify([caption, columns.map(({ heading }) => heading), rows]);
    if (content !== last) {
      last = content;
      replaceContent(place, table(caption, columns, rows));
    }
  };
  return { node: opened, show };
}

function createSaves(label, acts) {
  const buttons = {
    png: smallButton("Save PNG", `of ${label}`, acts.png),
    csv: smallButton("Save CSV", `of ${label}`, acts.csv),
    print: smallButton("Print", label, acts.print),
  };
  return { node: element("div", { class: "saves" }, ...Object.values(buttons)), buttons };
}

// `state` of a panel: loading, shown, empty, refused (the key may not see it), failed; missing, if this server has no report that
// answers it: then it is not there.
const told = {
  loading: () => "Reading the figures…",
  refused: ({ reason, refused }) => refused ?? `The key that you signed in with may not see these figures. The server says: ${reason}.`,
  failed: ({ reason }) => `These figures can’t be read: ${reason}.`,
  empty: ({ none }) => none,
};

// { node, show(result) }. `size`: see pages.mjs. `result` is { state, reason, question, shown }; `acts` are called with the result that is shown.
export function createPanel(name, panel, { size, acts }) {
  const id = `panel-${name}`;
  const heading = element("h2", { class: "nhsuk-heading-m", id });
  const about = element("p", { class: "about" });
  const ignored = element("p", { class: "ignored" });
  const words = element("p", { class: "words" });
  const hidden = element("p", { class: "hidden-figures" });
  const plot = createPlot();
  const figures = createTable(panel.label);
  const shownNow = { result: undefined };
  const act = (key) => () => acts[key](shownNow.result);
  const saves = createSaves(panel.label, { png: act("png"), csv: act("csv"), print: act("print") });
  const node = element("section", { class: `panel ${size ?? ""}`.trim(), "aria-labelledby": id, "data-panel": name });
  node.append(heading, about, ignored, words, plot.node, hidden, figures.node, saves.node);

  const say = (place, text) => {
    place.hidden = !text;
    if (place.textContent !== (text ?? "")) {
      place.textContent = text ?? "";
    }
  };

  const show = (result) => {
    const { state, shown } = result;
    // Figures that were read before stay when the next reading fails.
    const isKept = state === "failed" && shownNow.result?.shown;
    const current = isKept ? shownNow.result.shown : shown;
    const hasFigures = (state === "shown" || isKept) && current !== undefined;
    shownNow.result = { ...result, shown: current, question: result.question ?? shownNow.result?.question };
    node.dataset.state = state;
    node.hidden = state === "missing";
    say(heading, current?.title ?? panel.label);
    say(about, hasFigures ? current.about : undefined);
    say(ignored, result.question?.ignored && state !== "refused" ? `Not narrowed by ${result.question.ignored}: these figures are of all.` : undefined);
    say(words, told[state]?.({ ...result, none: panel.none, refused: panel.refused }));
    say(hidden, hasFigures ? current.hidden : undefined);
    plot.node.hidden = !hasFigures || !current.marks;
    figures.node.hidden = !hasFigures;
    saves.node.hidden = !hasFigures;
    saves.buttons.png.hidden = !current?.marks;
    if (hasFigures) {
      figures.show(current, current.title);
    }
    if (hasFigures && current.marks) {
      plot.show(current.marks, `Plot: ${current.title}. The table below it has the same figures.`);
    }
  };
  show({ state: "loading" });
  return { node, show };
}
