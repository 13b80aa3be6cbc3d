// SPDX-License-Identifier: Apache-2.0

// Horizontal bars, each with its name before it and its figure behind it; on narrow pages both stand above it. A hidden figure has
// no bar. What the figure was before is an upright line over the bar, dark with a light edge, so that it is seen on any bar.
import * as Plot from "@observablehq/plot";
import { fitted, lined, textWidth, widest } from "./measure.mjs";
import { SIZE, colour } from "./palette.mjs";

const WIDE = 480; // from here on names stand before their bars
const BAR = 20;
const GAP = 6;
const LINE = 20;
const ITEM_GAP = 12;
const MARGIN = 12;
const TICK = { out: 3, width: 3, edge: 7 };
const BOLD = { weight: 600 };

const standsAbove = (bar, isWide) => !isWide && bar.label !== "";

// Name and figure above a bar: in one line if both fit, else the name has lines of its own.
function above({ label, text }, width) {
  if (textWidth(label) + MARGIN + textWidth(text) <= width) {
    return { lines: [label], count: 1 };
  }
  const lines = lined(label, width, {}, 2);
  return { lines, count: lines.length + 1 };
}

// Where each bar and each line of text stands, from top to bottom.
function place(items, width, isWide) {
  const titles = [];
  const bars = [];
  let y = 0;
  for (const { label, whole, bars: own } of items) {
    for (const line of label ? lined(label, width, BOLD, 3) : []) {
      titles.push({ x: 0, y: y + LINE / 2, text: line });
      y += LINE;
    }
    y += label ? 2 : 0;
    for (const bar of own) {
      const heading = standsAbove(bar, isWide) ? above(bar, width) : { lines: [], count: 0 };
      y += heading.count * LINE;
      bars.push({ whole, ...bar, y, heading });
      y += BAR + GAP;
    }
    y += label ? ITEM_GAP : 2;
  }
  return { titles, bars, height: Math.max(y, LINE) };
}

// Where bars begin and end at most; what stands beside them has its room.
function spanOf(bars, width, isWide) {
  const beside = bars.filter((bar) => !standsAbove(bar, isWide));
  if (beside.length === 0) {
    return { left: 0, right: width - 1, names: 0 };
  }
  const figures = widest(beside.map(({ text }) => text));
  const names = isWide ? Math.min(widest(bars.map(({ label }) => label)), Math.floor((width - figures) / 2)) : 0;
  return { left: names > 0 ? names + MARGIN : 0, right: width - figures - MARGIN, names };
}

function wordsOf(bar, { left, right, names: room }, end, isWide) {
  if (standsAbove(bar, isWide)) {
    const { lines, count } = bar.heading;
    const names = lines.map((text, index) => ({ x: left, y: bar.y - (count - index - 0.5) * LINE, text, anchor: "start" }));
    return [...names, { x: right, y: bar.y - LINE / 2, text: bar.text, anchor: "end" }];
  }
  const y = bar.y + BAR / 2 + 1;
  return [
    { x: end + 8, y, text: bar.text, anchor: "start" },
    { x: 0, y, text: fitted(bar.label, room), anchor: "start" },
  ];
}

// Plot joins all texts of a mark in one style, hence one mark a style.
function texts(data, style) {
  return Plot.text(data, { x: "x", y: "y", text: "text", fontSize: SIZE, fill: colour("ink"), ...style });
}

export function draw({ items, limit }, width) {
  const isWide = width >= WIDE;
  const { titles, bars, height } = place(items, width, isWide);
  const span = spanOf(bars, width, isWide);
  const scale = (value) => span.left + ((span.right - span.left) * value) / limit;
  const end = (bar) => (bar.value > 0 ? Math.max(scale(bar.value), span.left + 2) : span.left);
  const ticks = bars.filter(({ before }) => before > 0).map((bar) => ({ x: scale(bar.before), y: bar.y }));
  const reach = (bar) => (bar.before > 0 ? Math.max(end(bar), scale(bar.before)) : end(bar));
  const words = bars.flatMap((bar) => wordsOf(bar, span, reach(bar), isWide));
  const tick = { x1: "x", x2: "x", y1: ({ y }) => (isWide ? y - TICK.out : y), y2: ({ y }) => y + BAR + TICK.out };
  const box = { y1: "y", y2: (bar) => bar.y + BAR, x1: span.left };
  return Plot.plot({
    width,
    height,
    margin: 0,
    x: { type: "identity", axis: null },
    y: { type: "identity", axis: null },
    marks: [
      Plot.rect(bars.filter(({ whole }) => whole > 0), { ...box, x2: (bar) => scale(bar.whole), fill: colour("frame"), stroke: colour("edge") }),
      Plot.rect(bars.filter(({ value }) => value > 0), { ...box, x2: end, fill: (bar) => colour(bar.tone) }),
      Plot.rect(bars.filter(({ value, tail }) => value > 0 && tail > 0), {
        ...box,
        x1: (bar) => scale(bar.value - bar.tail),
        x2: end,
        fill: (bar) => colour(bar.tailTone),
      }),
      Plot.link(ticks, { ...tick, stroke: colour("paper"), strokeWidth: TICK.edge }),
      Plot.link(ticks, { ...tick, stroke: colour("ink"), strokeWidth: TICK.width }),
      texts(titles, { textAnchor: "start", fontWeight: BOLD.weight }),
      texts(words.filter(({ anchor }) => anchor === "start"), { textAnchor: "start" }),
      texts(words.filter(({ anchor }) => anchor === "end"), { textAnchor: "end" }),
    ],
  });
}
