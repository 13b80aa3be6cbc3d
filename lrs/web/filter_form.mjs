// SPDX-License-Identifier: Apache-2.0

// The form of a page's filters. Nothing happens until it is sent, and what is sent is the address.
import { choicesOf, choicesQuestion, isUsed } from "./choices.mjs";
import { filterOf } from "./filters.mjs";
import { details, element } from "./view.mjs";

const idOf = (name) => `filter-${name}`;

function select(filter, options, chosen) {
  const made = element("select", { class: "nhsuk-select", id: idOf(filter.name), name: filter.name });
  for (const [value, text] of options) {
    const option = element("option", { value }, text);
    option.selected = value === (chosen ?? "");
    made.append(option);
  }
  return made;
}

function input(filter, chosen, type) {
  return element("input", { class: "nhsuk-input", id: idOf(filter.name), name: filter.name, type, value: chosen ?? "", autocomplete: "off" });
}

async function control(filter, filters, { catalogue, read }) {
  const chosen = filters[filter.name];
  if (filter.values) {
    return select(filter, Object.entries(filter.values), chosen ?? filter.default);
  }
  const question = choicesQuestion(filter, filters, catalogue);
  if (question) {
    const { rows } = await read(question.report, question.query);
    return select(filter, [["", filter.all], ...choicesOf(filter, filters, rows, chosen)], chosen);
  }
  return input(filter, chosen, filter.name === "from" || filter.name === "to" ? "date" : "text");
}

async function field(filter, filters, source) {
  const label = element("label", { class: "nhsuk-label", for: idOf(filter.name) }, filter.label);
  // A list that can't be read is no reason to show nothing: then the filter is typed.
  const made = await control(filter, filters, source).catch(() => input(filter, filters[filter.name], "text"));
  return element("div", { class: "nhsuk-form-group" }, label, made);
}

// Those fields of which there are many: read when they are opened, as their choices are many, too.
async function behindSummary(load, isOpen) {
  const behind = details("More filters: who the learners are");
  const place = behind.querySelector(".nhsuk-details__text");
  if (isOpen) {
    place.append(...(await load()));
    behind.open = true;
  } else {
    behind.addEventListener("toggle", async () => place.append(...(await load())), { once: true });
  }
  return behind;
}

// The filters that narrow or change one of the panels, as fields. `isOpen`: those behind the summary are to be seen, too.
export async function formFields(page, panels, filters, { isOpen, ...source }) {
  const used = page.filters.map(filterOf).filter((filter) => isUsed(filter, panels, source.catalogue) || filters[filter.name] !== undefined);
  const fieldsOf = (some) => Promise.all(some.map((filter) => field(filter, filters, source)));
  const more = used.filter(({ isMore, name }) => isMore && name !== page.subject);
  const first = await fieldsOf(used.filter((filter) => !more.includes(filter)));
  if (more.length === 0) {
    return first;
  }
  const isChosen = more.some(({ name }) => filters[name] !== undefined);
  return [...first, await behindSummary(() => fieldsOf(more), isOpen || isChosen)];
}

// What stands in the form. A course or quiz that changed takes what was chosen in the former one with it.
export function readForm(form, before) {
  const filters = {};
  for (const [name, value] of new FormData(form)) {
    if (value.trim() !== "") {
      filters[name] = value.trim();
    }
  }
  if (filters.course !== before.course) {
    ["module", "quiz", "question"].forEach((name) => filters[name] === before[name] && delete filters[name]);
  }
  if (filters.quiz !== before.quiz && filters.question === before.question) {
    delete filters.question;
  }
  return filters;
}
