// SPDX-License-Identifier: Apache-2.0

// A panel as a file: the report's own CSV from the server, or its plot as a picture that is drawn here.
import { lined } from "./plots/measure.mjs";
import { FONT, resolved } from "./plots/palette.mjs";
import { drawPlot } from "./plots/plots.mjs";
import { fetchReport } from "./reports.mjs";
import { element } from "./view.mjs";

const WIDTH = 960;
const MARGIN = 32;
const SHARPNESS = 2; // pixels a unit, for print
const SVG = "http://www.w3.org/2000/svg";

function give(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// A link can't carry the key, so the file is fetched first.
export async function saveCsv({ report, query }, name) {
  const response = await fetchReport(report, { ...query, format: "csv" });
  give(await response.blob(), `${name}.csv`);
}

function svgElement(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.textContent = text;
  return made;
}

// The plot with its title above it and `notes` below it, as one SVG.
function compose(marks, title, notes) {
  const inner = WIDTH - 2 * MARGIN;
  const plot = drawPlot(marks, inner);
  const picture = svgElement("svg", { xmlns: SVG, "font-family": FONT, fill: "#212b32" });
  let y = MARGIN;
  const say = (text, size, weight) => {
    for (const line of lined(text, inner, { size, weight })) {
      picture.append(svgElement("text", { x: MARGIN, y: y + size, "font-size": size, "font-weight": weight }, line));
      y += Math.round(size * 1.35);
    }
  };
  say(title, 24, 600);
  y += 16;
  plot.setAttribute("x", MARGIN);
  plot.setAttribute("y", y);
  picture.append(plot);
  y += Number(plot.getAttribute("height")) + 16;
  notes.forEach((note) => say(note, 14, 400));
  picture.setAttribute("width", WIDTH);
  picture.setAttribute("height", y + MARGIN);
  picture.prepend(svgElement("rect", { width: "100%", height: "100%", fill: "#ffffff" }));
  return { text: resolved(new XMLSerializer().serializeToString(picture)), height: y + MARGIN };
}

async function asImage(text) {
  const bytes = new TextEncoder().encode(text);
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
  await image.decode();
  return image;
}

export async function savePng({ marks, title }, notes, name) {
  const { text, height } = compose(marks, title, notes);
  const canvas = element("canvas", { width: WIDTH * SHARPNESS, height: height * SHARPNESS });
  canvas.getContext("2d").drawImage(await asImage(text), 0, 0, canvas.width, canvas.height);
  give(await new Promise((resolve) => canvas.toBlob(resolve, "image/png")), `${name}.png`);
}
