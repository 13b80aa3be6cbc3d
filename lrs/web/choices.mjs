// SPDX-License-Identifier: Apache-2.0

// What a filter of the form may be set to, from the rows of a report. Pure.
import { takes } from "./question.mjs";
import { title } from "./words.mjs";

// The question whose answer has the choices, of a filter with such; undefined where this server has none: then the filter is typed.
export function choicesQuestion(filter, given, catalogue) {
  const { report, query } = filter.choices ?? {};
  const parameters = catalogue.get(report);
  if (!parameters || Object.keys(query).some((name) => !parameters.has(name))) {
    return undefined;
  }
  const isInCourse = filter.name !== "course" && given.course !== undefined && parameters.has("course");
  return { report, query: { ...query, ...(isInCourse ? { course: given.course } : {}) } };
}

// [value, words], by their words; what is chosen is among them even if no row has it.
export function choicesOf({ choices }, given, rows, chosen) {
  const found = new Map();
  for (const row of rows) {
    const value = row[choices.value];
    const isWithin = Object.entries(choices.within ?? {}).every(([name, column]) => given[name] === undefined || row[column] === given[name]);
    if (value && isWithin) {
      found.set(value, choices.title ? title(row[choices.title], value) : value);
    }
  }
  if (chosen !== undefined && !found.has(chosen)) {
    found.set(chosen, title("", chosen));
  }
  return [...found].sort(([, one], [, other]) => one.localeCompare(other, "en-GB", { numeric: true }));
}

// Whether any of the panels is narrowed or changed by the filter.
export function isUsed(filter, panels, catalogue) {
  return panels.some(
    (panel) =>
      Object.hasOwn(panel.picks ?? {}, filter.name) ||
      takes(panel, filter.name, catalogue.get(panel.report) ?? new Set()),
  );
}
