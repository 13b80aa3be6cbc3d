// SPDX-License-Identifier: Apache-2.0

// How wide texts are in the plots' font, and where they must be broken or cut.
import { FONT, SIZE } from "./palette.mjs";

let pen;

export function textWidth(text, { weight = 400, size = SIZE } = {}) {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${FONT}`;
  return pen.measureText(text).width;
}

export function widest(texts) {
  return Math.ceil(Math.max(0, ...texts.map((text) => textWidth(text))));
}

// The text, or its beginning and "…" where it is wider; the table has the whole of it.
export function fitted(text, width, style) {
  if (textWidth(text, style) <= width) {
    return text;
  }
  let length = text.length;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`, style) > width) {
    length -= 1;
  }
  return `${text.slice(0, length).trimEnd()}…`;
}

// The text in lines; what does not fit into `most` of them is cut, as is a word wider than a line.
export function lined(text, width, style, most = Infinity) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) === "" || lines.length === most || textWidth(longer, style) <= width) {
      lines[lines.length - 1] = longer;
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => fitted(line, width, style));
}
