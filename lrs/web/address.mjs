// SPDX-License-Identifier: Apache-2.0

// Between the address and what is shown: a page and its filters. Pure. The credential is never in it.
import { filterOf, filters, problemOf } from "./filters.mjs";
import { isWhole } from "./words.mjs";

// The filters of a page, without those that say what holds anyway.
export function filtersFor(page, given) {
  const kept = {};
  for (const { name, default: usual } of filters) {
    if (page.filters.includes(name) && given[name] !== undefined && given[name] !== usual) {
      kept[name] = given[name];
    }
  }
  return kept;
}

export function writeAddress(page, given) {
  const parameters = new URLSearchParams({ page: page.name, ...filtersFor(page, given) });
  return `?${parameters}`;
}

function readOne(parameters, name, problems) {
  const filter = filterOf(name);
  if (!filter) {
    problems.push(`“${name}” is no filter`);
    return undefined;
  }
  const values = parameters.getAll(name);
  const problem = values.length > 1 ? "is given twice" : problemOf(filter, values[0]);
  if (problem) {
    problems.push(`${filter.label}: “${values[0]}” ${problem}`);
    return undefined;
  }
  return values[0];
}

// Why there is no period before that could stand beside the figures; undefined if there is one.
function whyNotCompared({ compare, from, to, period }) {
  if (compare === undefined || (from && to && isWhole(from, to, period))) {
    return undefined;
  }
  return period === "financial-year"
    ? "Compare with: figures by financial year need From on a 1 April and To on a 31 March"
    : "Compare with: the period before needs From on the first day of a month and To on the last day of one";
}

// { page, filters, problems }: what is wrong is told and left out, the rest holds. `pages` is the table; the first one is where
// an address without a page leads.
export function readAddress(search, pages) {
  const parameters = new URLSearchParams(search);
  const problems = [];
  const asked = parameters.get("page");
  const page = pages.find(({ name }) => name === asked) ?? pages[0];
  if (asked !== null && page.name !== asked) {
    problems.push(`There is no page “${asked}”`);
  }
  const given = {};
  for (const name of new Set(parameters.keys())) {
    if (name !== "page" && parameters.get(name) !== "") {
      given[name] = readOne(parameters, name, problems);
    }
  }
  if (given.from && given.to && given.from > given.to) {
    problems.push(`From: “${given.from}” is later than “${given.to}”`);
    delete given.from;
  }
  const kept = filtersFor(page, given);
  const why = whyNotCompared(kept);
  if (why) {
    problems.push(why);
    delete kept.compare;
  }
  return { page, filters: kept, problems };
}
