// SPDX-License-Identifier: Apache-2.0

// From an open dot (before) to a full one (after), a line a question; its name before it and its means behind it, on narrow pages
// above it.
import * as Plot from "@observablehq/plot";
import { fitted, textWidth, widest } from "./measure.mjs";
import { SIZE, colour } from "./palette.mjs";

const WIDE = 480;
const DOT = 7;
const MARGIN = 16;

// Where a question's line and words stand.
function layout(items, width) {
  const means = widest(items.map(({ text }) => text));
  if (width < WIDE) {
    return { height: 58, line: 38, words: 14, left: 0, right: width, room: ({ text }) => width - textWidth(text) - MARGIN };
  }
  const names = Math.min(widest(items.map(({ label }) => label)), Math.floor((width - means) / 2));
  return { height: 34, line: 17, words: 18, left: names + MARGIN, right: width - means - MARGIN, room: () => names };
}

export function draw({ items }, width) {
  const { height, line, words, left, right, room } = layout(items, width);
  const values = items.flatMap(({ before, after }) => [before, after]);
  const low = Math.min(0, ...values);
  const high = Math.max(1, ...values);
  const scale = (value) => left + DOT + 1 + ((right - left - 2 * DOT - 2) * (value - low)) / (high - low);
  const placed = items.map((item, index) => ({
    ...item,
    y: index * height + line,
    words: index * height + words,
    name: fitted(item.label, room(item)),
    x1: scale(item.before),
    x2: scale(item.after),
  }));
  const text = { y: "words", fontSize: SIZE, fill: colour("ink") };
  return Plot.plot({
    width,
    height: Math.max(1, items.length) * height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      Plot.link(placed, { x1: left, x2: right, y1: "y", y2: "y", stroke: colour("frame"), strokeWidth: 2 }),
      Plot.link(placed, { x1: "x1", x2: "x2", y1: "y", y2: "y", stroke: colour("second"), strokeWidth: 3 }),
      Plot.dot(placed, { x: "x1", y: "y", r: DOT, fill: colour("paper"), stroke: colour("second"), strokeWidth: 2 }),
      Plot.dot(placed, { x: "x2", y: "y", r: DOT, fill: colour("second") }),
      Plot.text(placed, { ...text, x: 0, text: "name", textAnchor: "start" }),
      Plot.text(placed, { ...text, x: width, text: "text", textAnchor: "end" }),
    ],
  });
}
