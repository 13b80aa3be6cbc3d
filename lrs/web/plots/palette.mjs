// SPDX-License-Identifier: Apache-2.0

// The plots' colours by what they stand for. Each is a variable of dashboard.scss, which takes the reader's own colours where they
// are forced, and its value for pictures, which have no style sheet. First and second differ in lightness as in hue, so that nobody
// needs to see colours; each bar has its name beside it anyway.
const values = {
  ink: "#212b32",
  quiet: "#4c6272",
  frame: "#e8edee",
  edge: "#e8edee", // of the frame
  line: "#768692",
  whole: "#768692",
  first: "#41b6e6",
  second: "#003087",
  third: "#b14d00",
  paper: "#ffffff",
};

export const colour = (name) => `var(--plot-${name})`;

// The same SVG text with colours as they are.
export function resolved(text) {
  return text.replace(/var\(--plot-([a-z]+)\)/g, (whole, name) => values[name] ?? whole);
}

export const FONT = "Arial, sans-serif";
export const SIZE = 15;
