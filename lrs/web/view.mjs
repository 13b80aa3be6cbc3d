// SPDX-License-Identifier: Apache-2.0

// Makes the parts of the page: elements, buttons, tables.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function hiddenText(text) {
  return element("span", { class: "nhsuk-u-visually-hidden" }, text);
}

// A button that does one thing of several of its kind: `of` tells which to those who do not see where it stands.
export function smallButton(text, of, act) {
  const button = element("button", { type: "button", class: "nhsuk-button nhsuk-button--secondary nhsuk-button--small" }, text, hiddenText(` ${of}`));
  button.addEventListener("click", act);
  return button;
}

// nhsuk-frontend stacks the cells of a row on narrow screens, which takes the table's roles away: here they are by name. Each
// figure then has its heading inside.
function figureCell({ heading, isText }, text) {
  const label = element("span", { class: "nhsuk-table-responsive__heading", "aria-hidden": "true" }, `${heading} `);
  const style = isText ? "nhsuk-table__cell" : "nhsuk-table__cell nhsuk-table__cell--numeric";
  return element("td", { role: "cell", class: style }, label, element("span", {}, text));
}

function headerCell({ text, address }) {
  const content = address === undefined ? text : element("a", { href: address }, text);
  return element("th", { role: "rowheader", scope: "row", class: "nhsuk-table__header name" }, content);
}

// `rows` are { text, address or undefined, cells } as table.mjs makes them.
export function table(caption, columns, rows) {
  const head = columns.map(({ heading, isText }) =>
    element("th", { role: "columnheader", scope: "col", class: `nhsuk-table__header${isText ? "" : " nhsuk-table__header--numeric"}` }, heading),
  );
  const body = rows.map(({ text, address, cells }) =>
    element("tr", { role: "row", class: "nhsuk-table__row" }, headerCell({ text, address }), ...cells.map((cell, index) => figureCell(columns[index + 1], cell))),
  );
  return element(
    "table",
    { role: "table", class: "nhsuk-table nhsuk-table--responsive nhsuk-table--compact" },
    element("caption", { class: "nhsuk-table__caption nhsuk-u-visually-hidden" }, caption),
    element("thead", { role: "rowgroup", class: "nhsuk-table__head" }, element("tr", { role: "row", class: "nhsuk-table__row" }, ...head)),
    element("tbody", { role: "rowgroup", class: "nhsuk-table__body" }, ...body),
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

// What tells a link or field from the others of its place.
const markOf = (each) => each.id || each.getAttribute("href");

// Puts other content in. Whoever stood on a link or in a field of it stands there after, and nothing scrolls.
export function replaceContent(place, ...content) {
  const focused = place.contains(document.activeElement) ? markOf(document.activeElement) : null;
  place.replaceChildren(...content);
  if (focused !== null) {
    [...place.querySelectorAll("a,input,select")].find((each) => markOf(each) === focused)?.focus({ preventScroll: true });
  }
}
