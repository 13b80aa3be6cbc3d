// SPDX-License-Identifier: Apache-2.0

// THE table of kinds of plots, and how one of them stands in the page: as an image for assistive technology, as the table beside it
// says the same; drawn anew for each width.
import { element } from "../view.mjs";
import * as bars from "./bars.mjs";
import * as changes from "./changes.mjs";
import * as columns from "./columns.mjs";
import * as figures from "./figures.mjs";
import { FONT } from "./palette.mjs";

const kinds = { bars, changes, columns, figures };

// Plot's own <style> is taken out, as the page's policy allows none; what it would have said stands in the attributes.
export function drawPlot(marks, width) {
  const svg = kinds[marks.kind].draw(marks, width);
  svg.querySelectorAll("style").forEach((style) => style.remove());
  svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  svg.removeAttribute("class");
  svg.setAttribute("font-family", FONT);
  return svg;
}

// { node, show(marks, label) }
export function createPlot() {
  const node = element("div", { class: "plot", role: "img" });
  let drawn = { width: 0, marks: undefined };
  const redraw = (width, marks) => {
    if (marks && width > 0 && (width !== drawn.width || marks !== drawn.marks)) {
      node.replaceChildren(drawPlot(marks, width));
    }
    drawn = { width, marks };
  };
  new ResizeObserver(([entry]) => redraw(Math.floor(entry.contentRect.width), drawn.marks)).observe(node);
  const show = (marks, label) => {
    node.setAttribute("aria-label", label);
    redraw(Math.floor(node.clientWidth), marks);
  };
  return { node, show };
}
