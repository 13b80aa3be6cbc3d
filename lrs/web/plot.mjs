// SPDX-License-Identifier: Apache-2.0

// The plot of a course: for each module how many of the enrolled started and completed it, as bars as wide as the page allows.
import * as Plot from "@observablehq/plot";
import { element, grouped, percentage } from "./view.mjs";

const STEPS = [
  { key: "started", label: "Started", colour: "#005eb8" },
  { key: "completed", label: "Completed", colour: "#00703c" },
];

// From here on a label stands inside its bar or, if the bar is short, beside it; on narrower pages above it.
const WIDE = 420;

// A count that is hidden has no bar.
function prepare(row) {
  return STEPS.map((step) => {
    const count = row[step.key];
    const learners = Number(count ?? 0);
    const text = count === null ? `${step.label}: hidden` : `${step.label} ${grouped(count)} (${percentage(count, row.enrolled)})`;
    return { ...step, learners, text, isLong: learners > row.enrolled / 2 };
  });
}

// What a full bar stands for; where that is hidden, the longest bar is full.
function lengthOf(row) {
  return Number(row.enrolled ?? Math.max(1, ...STEPS.map(({ key }) => Number(row[key] ?? 0))));
}

function labels(data, isWide) {
  const words = { y: "label", text: "text", fontSize: 15, fill: "#212b32", textAnchor: "start" };
  if (!isWide) {
    return [Plot.text(data, { ...words, x: 0, dy: -10 })];
  }
  const inside = { ...words, x: "learners", textAnchor: "end", dx: -8, fill: "#ffffff" };
  const beside = { ...words, x: "learners", dx: 8 };
  return [Plot.text(data.filter((step) => step.isLong), inside), Plot.text(data.filter((step) => !step.isLong), beside)];
}

// The pale frame of a bar is as long as all who enrolled.
function bars(row, width) {
  const data = prepare(row);
  const isWide = width >= WIDE;
  const bar = { y: "label", insetTop: isWide ? 0 : 22 };
  return Plot.plot({
    width,
    height: isWide ? 60 : 88,
    margin: 1,
    x: { domain: [0, lengthOf(row)], axis: null },
    y: { domain: STEPS.map((step) => step.label), axis: null, paddingInner: 0.08, paddingOuter: 0 },
    marks: [
      Plot.barX(data, { ...bar, x: lengthOf(row), fill: "#f0f4f5", stroke: "#768692" }),
      Plot.barX(data, { ...bar, x: "learners", fill: "colour" }),
      ...labels(data, isWide),
    ],
  });
}

// Plot's own <style> is taken out, as the page's policy allows none; dashboard.css has what it needs.
function draw(row, width) {
  const svg = bars(row, width);
  svg.querySelectorAll("style").forEach((style) => style.remove());
  svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  return svg;
}

// For assistive technology the plot is one image with a name: the table beside it says the same. It is drawn anew whenever
// its width changes.
export function plotModules(rows, name, label) {
  const places = rows.map(() => element("div", { class: "bars" }));
  const enrolled = rows[0].enrolled;
  const key = element("p", {}, enrolled === null ? "How many enrolled is hidden." : `A full bar is all ${grouped(enrolled)} who enrolled.`);
  const parts = rows.flatMap((row, index) => [element("p", { class: "bars-title" }, name(row)), places[index]]);
  const plot = element("div", { class: "plot", role: "img", "aria-label": label }, key, ...parts);
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width > 0 && width !== drawn) {
      drawn = width;
      places.forEach((place, index) => place.replaceChildren(draw(rows[index], width)));
    }
  }).observe(plot);
  return plot;
}
