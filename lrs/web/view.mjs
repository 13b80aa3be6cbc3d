// SPDX-License-Identifier: Apache-2.0

// Makes the parts of the page that are words and numbers: figures, names, tables.

const english = new Intl.NumberFormat("en-GB");

// What disclosure control has hidden, as reports in CSV mark it.
const HIDDEN = "*";

// 1270 -> "1,270", as the NHS writes numbers.
export function grouped(number) {
  return number === null ? HIDDEN : english.format(Number(number));
}

export function percentage(part, whole) {
  if (part === null || whole === null) {
    return HIDDEN;
  }
  return whole > 0 ? `${Math.round((100 * part) / whole)}%` : "–";
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function paragraph(text) {
  return element("p", {}, text);
}

// `parts` are [label, number, words below it or nothing].
export function figures(parts) {
  const made = parts.map(([label, number, share]) => {
    const value = element("dd", {}, grouped(number));
    if (share !== undefined) {
      value.append(element("span", { class: "share" }, share));
    }
    return element("div", {}, element("dt", {}, label), value);
  });
  return element("dl", { class: "figures" }, ...made);
}

// The last part of an IRI in words: ".../modules/understanding-pain" -> "Understanding pain".
function readable(iri) {
  const last = String(iri).split(/[/#]/).filter(Boolean).pop() ?? "";
  const words = last.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// What statements call it, or else what its IRI suggests.
export function title(name, iri) {
  return name || readable(iri);
}

// nhsuk-frontend stacks the cells of a row on narrow screens, which takes the table's roles away: here they are by name. Each
// figure then has its heading inside.
function figureCell(heading, text) {
  const label = element("span", { class: "nhsuk-table-responsive__heading", "aria-hidden": "true" }, `${heading} `);
  return element("td", { role: "cell", class: "nhsuk-table__cell nhsuk-table__cell--numeric" }, label, element("span", {}, text));
}

function tableRow([name, ...texts], [, ...headings]) {
  const header = element("th", { role: "rowheader", scope: "row", class: "nhsuk-table__header name" }, name);
  const cells = texts.map((text, index) => figureCell(headings[index], text));
  return element("tr", { role: "row", class: "nhsuk-table__row" }, header, ...cells);
}

// `rows` are texts, the first of each is what the row is about.
export function table(caption, headings, rows) {
  const head = headings.map((heading, index) =>
    element(
      "th",
      { role: "columnheader", scope: "col", class: `nhsuk-table__header ${index > 0 ? "nhsuk-table__header--numeric" : ""}`.trim() },
      heading,
    ),
  );
  return element(
    "table",
    { role: "table", class: "nhsuk-table nhsuk-table--responsive nhsuk-table--compact" },
    element("caption", { class: "nhsuk-table__caption nhsuk-table__caption--s" }, caption),
    element("thead", { role: "rowgroup", class: "nhsuk-table__head" }, element("tr", { role: "row", class: "nhsuk-table__row" }, ...head)),
    element("tbody", { role: "rowgroup", class: "nhsuk-table__body" }, ...rows.map((row) => tableRow(row, headings))),
  );
}

// Something longer that opens on demand.
export function details(summary, ...content) {
  return element(
    "details",
    { class: "nhsuk-details" },
    element("summary", { class: "nhsuk-details__summary" }, element("span", { class: "nhsuk-details__summary-text" }, summary)),
    element("div", { class: "nhsuk-details__text" }, ...content),
  );
}
