// SPDX-License-Identifier: Apache-2.0

// Large numbers, each with its words below it and, in a second line, what it was before; side by side as far as there is room.
import * as Plot from "@observablehq/plot";
import { SIZE, colour } from "./palette.mjs";

const LARGE = 40;
const CELL = 170;
const CELL_MAX = 260;
const HEIGHT = 88;
const MORE = 22; // a second line of words

export function draw({ items }, width) {
  const across = Math.max(1, Math.min(items.length, Math.floor(width / CELL)));
  const cell = items.some((item) => item.more) ? HEIGHT + MORE : HEIGHT;
  const placed = items.map((item, index) => ({
    ...item,
    x: (index % across) * Math.min(width / across, CELL_MAX),
    y: Math.floor(index / across) * cell,
  }));
  const words = { x: "x", textAnchor: "start" };
  return Plot.plot({
    width,
    height: Math.ceil(items.length / across) * cell,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      Plot.text(placed, { ...words, y: (item) => item.y + 28, text: "text", fontSize: LARGE, fontWeight: 600, fill: colour("ink") }),
      Plot.text(placed, { ...words, y: (item) => item.y + 62, text: "label", fontSize: SIZE, fill: colour("quiet") }),
      Plot.text(placed.filter((item) => item.more), { ...words, y: (item) => item.y + 62 + MORE, text: "more", fontSize: SIZE, fill: colour("quiet") }),
    ],
  });
}
