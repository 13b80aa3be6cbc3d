// SPDX-License-Identifier: Apache-2.0

// From a panel and the filters to the question for the server, and from its answer to the panel's rows. Pure.
import { filterOf } from "./filters.mjs";

// What GET /reports tells, as a Map from a report's name to the set of its parameters.
export function readCatalogue(list) {
  return new Map(list.map(({ name, parameters }) => [name, new Set(parameters.map((parameter) => parameter.name))]));
}

// Whether the panel's report is to be asked with this filter: what the panel itself asks stays as it is.
export function takes(panel, name, parameters) {
  const isSettled = name === "breakdown" ? !panel.isDivided : (filterOf(name).isView && Object.hasOwn(panel.query, name)) || panel.lacks?.includes(name);
  return parameters.has(name) && !isSettled;
}

const words = new Intl.ListFormat("en-GB", { type: "conjunction" });

// { report, query, ignored }: `ignored` tells which filters the figures are not narrowed by, in words; undefined if they are
// narrowed by all. A panel that no report of this server answers has no question: undefined.
export function questionOf(panel, filters, catalogue) {
  const parameters = catalogue.get(panel.report);
  if (!parameters) {
    return undefined;
  }
  const query = { ...panel.query };
  const ignored = new Set();
  for (const [name, value] of Object.entries(filters)) {
    if (Object.hasOwn(panel.picks ?? {}, name)) {
      continue;
    }
    const { isView, told } = filterOf(name);
    if (takes(panel, name, parameters)) {
      query[name] = value;
    } else if (!isView) {
      ignored.add(told);
    }
  }
  return { report: panel.report, query, ignored: ignored.size > 0 ? words.format(ignored) : undefined };
}

// Those rows of the answer that the panel is about, in its order.
export function rowsOf(panel, filters, rows) {
  const picked = rows.filter((row) =>
    Object.entries(panel.picks ?? {}).every(([name, picks]) => filters[name] === undefined || picks(row, filters[name])),
  );
  const kept = panel.keeps ? picked.filter(panel.keeps) : picked;
  return panel.order ? [...kept].sort(panel.order) : kept;
}

export function isHidden(row, column) {
  return row.disclosure?.suppressed.includes(column) ?? false;
}

// In words what disclosure control has hidden of the rows; undefined under a profile that hides nothing.
export function hiddenOf(rows, profile) {
  if (!profile || profile === "none") {
    return undefined;
  }
  const count = rows.filter((row) => row.disclosure?.suppressed.length > 0).length;
  const rounded = profile === "nhs-digital-2018" ? "; all others are rounded to the nearest 5" : "";
  const what = count > 0 ? `Figures in ${count} of ${rows.length} rows are hidden and shown as *, as they are of few people` : "No figure had to be hidden";
  return `${what}${rounded} (disclosure profile ${profile}).`;
}
