// SPDX-License-Identifier: Apache-2.0

// What stands around the panels: navigation, heading, what was chosen, how fresh the figures are, what is wrong.
import { writeAddress } from "./address.mjs";
import { filterOf } from "./filters.mjs";
import { pages } from "./pages.mjs";
import { element, hiddenText, replaceContent } from "./view.mjs";
import { clockTime, conformanceWords, dayName, moment } from "./words.mjs";

const find = (id) => document.getElementById(id);

// Heard by those who listen, seen by nobody: what is seen stands in its place already.
export function say(text) {
  find("status").textContent = text;
}

export function tellProblem(text) {
  find("problem").hidden = !text;
  find("problem-text").textContent = text ?? "";
}

export function tellFilterProblems(problems) {
  find("filter-problem").hidden = problems.length === 0;
  find("filter-problems").replaceChildren(...problems.map((problem) => element("li", {}, `${problem}. It was left out.`)));
}

export function showNavigation(current, filters) {
  const links = pages.map((page) => {
    // Who goes to a page by its name chooses there which one.
    const kept = page === current || !(page.isApart || current?.isApart) ? Object.entries(filters) : [];
    const address = writeAddress(page, Object.fromEntries(kept.filter(([name]) => name !== page.subject)));
    const link = element("a", { class: "nhsuk-header__navigation-link", href: address }, page.link);
    if (page === current) {
      link.setAttribute("aria-current", "page");
    }
    return element("li", { class: `nhsuk-header__navigation-item${page === current ? " nhsuk-header__navigation-item--current" : ""}` }, link);
  });
  replaceContent(find("navigation"), ...links);
}

export function showHeading(page, subject) {
  const caption = subject === undefined ? [] : [element("span", { class: "nhsuk-caption-xl" }, page.caption, hiddenText(": "))];
  find("heading").replaceChildren(...caption, subject ?? page.title);
  find("choose").hidden = subject !== undefined || !page.choose;
  find("choose").textContent = page.choose ?? "";
  document.title = `${subject ?? page.title} – iBeST learning records`;
}

// What a filter's value is called in the form.
export function chosenName(name, value) {
  const field = find(`filter-${name}`);
  if (field?.tagName === "SELECT") {
    return field.selectedOptions[0]?.textContent ?? value;
  }
  return name === "from" || name === "to" ? dayName(value) : value;
}

// What the figures are narrowed by, each with a link that takes it away.
export function showChosen(page, filters) {
  const items = Object.entries(filters).map(([name, value]) => {
    const others = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name));
    const text = `${filterOf(name).label}: ${chosenName(name, value)}`;
    return element("li", {}, `${text} `, element("a", { href: writeAddress(page, others) }, "Remove", hiddenText(` ${text}`)));
  });
  find("chosen").hidden = items.length === 0;
  replaceContent(find("chosen"), ...items);
}

export function chosenWords(filters) {
  return Object.entries(filters).map(([name, value]) => `${filterOf(name).label}: ${chosenName(name, value)}`);
}

// `stored` and `conformance` are reports.mjs's.
export function showState(readAt, { stored, conformance }) {
  find("as-of").textContent = `As of ${clockTime.format(readAt)}.`;
  find("stored").textContent = stored ? `Last statement stored on ${moment.format(new Date(stored))}.` : "No statement is stored yet.";
  find("conformance").textContent = conformanceWords(conformance);
}

export function showPaused(isPaused) {
  find("pause").textContent = isPaused ? "Go on updating" : "Pause updating";
  find("updating").textContent = isPaused ? "Updating is paused." : "";
}
