/* SPDX-License-Identifier: Apache-2.0 */

/* Builds elements: h("p.class", { attribute: value }, children…), and the few pieces of the NHS design that several screens use. */

/**
 * An element. `what` is a tag with classes ("a.nhsuk-link"); an attribute that is a function is an event listener, one that is
 * true stands alone, one that is false, null or undefined is left out. Children are nodes, texts, arrays of these, or nothing.
 */
export function h(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) {
    element.className = classes.join(" ");
  }
  Object.entries(attributes).forEach(([name, value]) => setAttribute(element, name, value));
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setAttribute(element, name, value) {
  if (typeof value === "function") {
    element.addEventListener(name, value);
  } else if (value === true) {
    element.setAttribute(name, "");
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, String(value));
  }
}

/** An element whose content is HTML from the package. The packager made it from Markdown, with raw HTML left out. */
export function htmlOf(what, html, attributes = {}) {
  const element = h(what, attributes);
  element.innerHTML = html;
  prepareLinks(element);
  prepareTables(element);
  return element;
}

/* A link that left this frame would end the course unsaved. */
function prepareLinks(element) {
  element.querySelectorAll("a[href^='http:'], a[href^='https:']").forEach((link) => {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.append(screenOnly(" (opens in a new tab)"));
  });
}

/* A wide table scrolls by itself, for the keyboard too, so that the page does not. */
function prepareTables(element) {
  element.querySelectorAll("table").forEach((table, index) => {
    const mark = document.createComment("");
    table.replaceWith(mark);
    mark.replaceWith(tableRegion(table, `Table ${index + 1}`));
  });
}

export function tableRegion(table, name) {
  return h("div.player-table", { "role": "region", "tabindex": "0", "aria-label": name }, table);
}

/* What ends a block, or is a break: words on its two sides are two. */
const BLOCK_END = /<\/(?!(?:a|abbr|b|code|del|em|i|span|strong|sub|sup)>)[a-z0-9]+>|<br ?\/?>/g;

/** The words of HTML from the package, as one line. */
export function textOf(html) {
  const { body } = new DOMParser().parseFromString(html.replace(BLOCK_END, "$& "), "text/html");
  return body.textContent.replace(/\s+/g, " ").trim();
}

/** Means nothing on paper. */
export function screenOnly(...content) {
  return h("span.player-screen-only", {}, content);
}

export function hidden(text) {
  return h("span.nhsuk-u-visually-hidden", {}, text);
}

/** The screen's one h1: it takes the focus when the screen changes. */
export function heading(text, caption) {
  return [
    caption === undefined ? null : h("p.nhsuk-caption-l.player-caption", {}, caption),
    h("h1.nhsuk-heading-l", { tabindex: "-1" }, text),
  ];
}

/** On a screen beside the course: `back` = { href, title } of the screen of the course that was open last. */
export function backLink({ href, title }) {
  return h("a.nhsuk-back-link", { href }, `Back to ${title}`);
}

export function tag(text, colour) {
  return h(`strong.nhsuk-tag${colour === undefined ? "" : `.nhsuk-tag--${colour}`}`, {}, text);
}

export function insetText(...children) {
  return h("div.nhsuk-inset-text", {}, hidden("Information: "), ...children);
}

export function warning(title, ...children) {
  return h("div.nhsuk-warning-callout", {},
    h("h2.nhsuk-warning-callout__label", {}, h("span", { role: "text" }, hidden("Important: "), title)), ...children);
}

export function details(summary, content, open = false) {
  return h("details.nhsuk-details", { open },
    h("summary.nhsuk-details__summary", {}, h("span.nhsuk-details__summary-text", {}, summary)),
    h("div.nhsuk-details__text", {}, content));
}

/** A link that looks like a button and goes to another screen. */
export function buttonLink(text, href, kind) {
  return h(`a.nhsuk-button${kind === undefined ? "" : `.nhsuk-button--${kind}`}`, { href, draggable: "false" }, text);
}

export function button(text, click, kind) {
  return h(`button.nhsuk-button${kind === undefined ? "" : `.nhsuk-button--${kind}`}`, { type: "button", click }, text);
}
