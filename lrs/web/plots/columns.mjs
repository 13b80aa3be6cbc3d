// SPDX-License-Identifier: Apache-2.0

// Columns over time, one small plot a series above another, all on one scale. The highest of each has its figure, or all have where
// there is room. A hidden one is a star. What the figure was before is an outline around a slimmer column.
import * as Plot from "@observablehq/plot";
import { textWidth, widest } from "./measure.mjs";
import { SIZE, colour } from "./palette.mjs";

const HEIGHT = 80; // of the highest column of all; other series take what theirs need
const HEAD = 44; // the series' name, and a figure above the highest column
const AXIS = 26;
const GAP = 10;
const STEP_MAX = 120;
const STEPS = [1, 2, 3, 6, 12, 24, 48]; // months between names: parts of a year, or years

// Those periods whose names have room below them, from the first on.
function named(periods, step) {
  const room = widest(periods) + 12;
  const every = STEPS.find((count) => count * step >= room) ?? STEPS.at(-1);
  return periods.map((name, index) => ({ name, index })).filter(({ index }) => index % every === 0);
}

// The middle of a text, moved so that it stays inside.
function inside(x, text, width) {
  const half = textWidth(text) / 2;
  return Math.min(Math.max(x, half), width - half);
}

// Of the periods' width: how much lies free on either side of a column, of one with an outline, of an outline.
const FREE = { plain: 0.1, slim: 0.26, outline: 0.06 };

const isCompared = ({ before }) => before !== undefined;
const highestOf = ({ value, before }) => Math.max(value ?? 0, before ?? 0);

function placed({ columns }, base, { step, limit }) {
  const free = step * (columns.some(isCompared) ? FREE.slim : FREE.plain);
  const top = (value) => base - (HEIGHT * value) / limit;
  return columns.map((column, index) => ({
    ...column,
    x1: index * step + free,
    x2: (index + 1) * step - free,
    top: top(column.value ?? 0),
    outline: { x1: (index + FREE.outline) * step, x2: (index + 1 - FREE.outline) * step, top: top(column.before ?? 0) },
    words: top(highestOf(column)),
  }));
}

function figures(columns, { hasAllFigures, width }) {
  const highest = Math.max(...columns.map(({ value }) => value ?? 0));
  const first = columns.find(({ value }) => value > 0 && value === highest);
  const told = columns.filter((column) => column.text && (hasAllFigures || column === first || column.value === null));
  return told.map((column) => ({ x: inside((column.x1 + column.x2) / 2, column.text, width), y: column.words - 9, text: column.text }));
}

// From top to bottom: where the series stand.
function stacked(facets, limit) {
  let y = 0;
  const tops = facets.map((facet) => {
    const top = y;
    const highest = Math.max(0, ...facet.columns.map(highestOf));
    y += HEAD + (HEIGHT * highest) / limit + GAP;
    return { ...facet, top, base: y - GAP };
  });
  return { tops, height: y };
}

function facetMarks(facet, scene) {
  const { top, base } = facet;
  const columns = placed(facet, base, scene);
  const words = { x: "x", y: "y", text: "text", fontSize: SIZE, fill: colour("ink") };
  return [
    Plot.text([{ x: 0, y: top + 10, text: facet.label }], { ...words, textAnchor: "start", fontWeight: 600 }),
    Plot.rect(columns.filter(({ value }) => value > 0), { x1: "x1", x2: "x2", y1: "top", y2: base, fill: colour(facet.tone) }),
    Plot.rect(columns.filter(({ before }) => before > 0).map(({ outline }) => outline), { x1: "x1", x2: "x2", y1: "top", y2: base, fill: "none", stroke: colour("ink"), strokeWidth: 1.5 }),
    Plot.link([0], { x1: 0, x2: scene.step * columns.length, y1: base, y2: base, stroke: colour("line") }),
    Plot.text(figures(columns, scene), words),
  ];
}

export function draw({ periods, facets }, width) {
  const step = Math.min(width / Math.max(1, periods.length), STEP_MAX);
  const all = facets.flatMap(({ columns }) => columns);
  const scene = {
    step,
    width,
    limit: Math.max(1, ...all.map(highestOf)),
    hasAllFigures: widest(all.map(({ text }) => text)) + 6 <= step,
  };
  const { tops, height: bottom } = stacked(facets, scene.limit);
  const height = Math.ceil(bottom + AXIS);
  const names = named(periods, step).map(({ name, index }) => ({ x: inside((index + 0.5) * step, name, width), y: height - AXIS / 2, text: name }));
  return Plot.plot({
    width,
    height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      ...tops.flatMap((facet) => facetMarks(facet, scene)),
      Plot.text(names, { x: "x", y: "y", text: "text", fontSize: SIZE - 1, fill: colour("quiet") }),
    ],
  });
}
