// SPDX-License-Identifier: Apache-2.0

// Makes the parts of the page: figures, the plot, the table beside it.
import * as Plot from "@observablehq/plot";

export const STEPS = [
  { key: "enrolled", label: "Enrolled", colour: "#768692" },
  { key: "started", label: "Started", colour: "#005eb8" },
  { key: "completed", label: "Completed", colour: "#00703c" },
];

const numbers = new Intl.NumberFormat("en-GB");

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function figure(label, value, share) {
  const number = element("dd", {}, numbers.format(value));
  if (share !== undefined) {
    number.append(element("span", { class: "share" }, share));
  }
  return element("div", {}, element("dt", {}, label), number);
}

export function percentage(part, whole) {
  return whole > 0 ? `${Math.round((100 * part) / whole)}%` : "–";
}

// The last part of an IRI in words: ".../modules/understanding-pain" -> "Understanding pain".
export function readable(iri) {
  const last = String(iri).split(/[/#]/).filter(Boolean).pop() ?? "";
  const words = last.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function swatch(colour) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const square = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  square.setAttribute("width", "16");
  square.setAttribute("height", "16");
  square.setAttribute("fill", colour);
  svg.setAttribute("aria-hidden", "true");
  svg.append(square);
  return svg;
}

function scrollable(name, className, content) {
  return element("div", { class: className, tabindex: "0", role: "group", "aria-label": name }, content);
}

function drawBars(rows, name) {
  const data = rows.flatMap((row) =>
    STEPS.map((step) => ({ group: name(row), step: step.label, learners: Number(row[step.key]) })),
  );
  const bar = { x: "learners", y: "step", fy: "group" };
  return Plot.plot({
    width: 720,
    height: 60 + rows.length * 72,
    marginLeft: 220,
    marginRight: 56,
    x: { label: "Learners", grid: true },
    y: { axis: null, domain: STEPS.map((step) => step.label) },
    fy: { label: null, domain: rows.map(name), axis: "left" },
    color: { domain: STEPS.map((step) => step.label), range: STEPS.map((step) => step.colour) },
    marks: [
      Plot.barX(data, { ...bar, fill: "step" }),
      Plot.text(data, { ...bar, text: (row) => numbers.format(row.learners), textAnchor: "start", dx: 4 }),
      Plot.ruleX([0]),
    ],
  });
}

// Grouped bars, one group a row. For assistive technology the picture is one image with a name: the table that follows
// says the same. Plot's own <style> is taken out, as the page's policy allows none; dashboard.css has what it needs.
export function plotFunnel(rows, name, label) {
  const svg = drawBars(rows, name);
  svg.querySelectorAll("style").forEach((style) => style.remove());
  svg.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${label}: learners enrolled, started and completed; the table below has the figures`);
  const legend = STEPS.map((step) => element("li", {}, swatch(step.colour), step.label));
  return element("div", {}, element("ul", { class: "swatches" }, ...legend), scrollable(`${label}, plot`, "wide plot", svg));
}

function tableRow(row, name) {
  const cells = STEPS.map((step) => element("td", { class: "number" }, numbers.format(row[step.key])));
  const share = element("td", { class: "number" }, percentage(row.completed, row.enrolled));
  return element("tr", {}, element("th", { scope: "row" }, name(row)), ...cells, share);
}

export function table(rows, name, heading, caption) {
  const numeric = [...STEPS.map((step) => step.label), "Completed of enrolled"];
  const head = numeric.map((label) => element("th", { scope: "col", class: "number" }, label));
  const made = element(
    "table",
    { class: "nhsuk-table" },
    element("caption", { class: "nhsuk-table__caption" }, caption),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, heading), ...head)),
    element("tbody", {}, ...rows.map((row) => tableRow(row, name))),
  );
  return scrollable(`${caption}, table`, "wide", made);
}
