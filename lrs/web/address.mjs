// SPDX-License-Identifier: Apache-2.0

// Between the address and what is shown: a page and its filters. Pure. The credential is never in it.
import { filterOf, filters, problemOf } from "./filters.mjs";

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
  return { page, filters: filtersFor(page, given), problems };
}
