// SPDX-License-Identifier: Apache-2.0

// What the address says is what is shown, and back; what it says wrongly is told and left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "./address.mjs";
import { filters } from "./filters.mjs";
import { pages } from "./pages.mjs";
import { panels } from "./panels.mjs";

const course = "https://synthetic.invalid/courses/a?b&c=d";
const page = (name) => pages.find((each) => each.name === name);
const read = (search) => {
  const { page: found, filters: given, problems } = readAddress(search, pages);
  return { page: found.name, filters: given, problems };
};

test("an address read again is the same page and filters", () => {
  for (const each of pages) {
    const examples = { from: "2016-04-01", to: "2017-03-31", period: "financial-year", breakdown: "band", months: "24", compare: "previous", organisation: "RTH" };
    const given = Object.fromEntries(each.filters.map((name) => [name, examples[name] ?? course]));
    assert.deepEqual(read(writeAddress(each, given)), { page: each.name, filters: given, problems: [] });
  }
});

test("without an address the first page is shown, of all", () => {
  assert.deepEqual(read(""), { page: "programme", filters: {}, problems: [] });
});

test("what holds anyway and what a page has no filter for does not stand in the address", () => {
  assert.equal(writeAddress(page("programme"), { period: "month", question: course, organisation: "RTH" }), "?page=programme&organisation=RTH");
});

test("what is wrong in an address is told and left out, the rest holds", () => {
  const cases = {
    "?page=nothing": "There is no page “nothing”",
    "?colour=red": "“colour” is no filter",
    "?__proto__=1": "“__proto__” is no filter",
    "?course=back": "Course: “back” is not the identifier of anything (an IRI)",
    [`?course=x:${"y".repeat(2000)}`]: /is not the identifier/,
    "?from=2016-02-30": "From: “2016-02-30” is not a day, written as 2026-04-01",
    "?to=1.4.2016": "To: “1.4.2016” is not a day, written as 2026-04-01",
    "?period=day": "Over time by: “day” is none of month, financial-year",
    "?period=toString": /is none of/,
    "?organisation=A%00B": /is not a code or name of at most 500 characters/,
    "?organisation=A&organisation=B": "Organisation: “A” is given twice",
    "?from=2017-01-01&to=2016-01-01": "From: “2017-01-01” is later than “2016-01-01”",
  };
  for (const [search, expected] of Object.entries(cases)) {
    const { problems, filters: given } = read(`${search}&band=6`);
    assert.equal(problems.length, 1, search);
    assert.match(problems[0], expected instanceof RegExp ? expected : new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
    assert.equal(given.band, "6", search);
  }
});

test("the period before stands beside whole months, or years where figures are by year; else the reason is told", () => {
  const span = (from, to, more = "") => read(`?page=programme&from=${from}&to=${to}&compare=previous${more}`);
  for (const [from, to, more] of [["2017-04-01", "2017-04-30"], ["2016-02-01", "2016-02-29"], ["2017-04-01", "2018-03-31", "&period=financial-year"]]) {
    assert.deepEqual([span(from, to, more).problems, span(from, to, more).filters.compare], [[], "previous"], from);
  }
  const refused = {
    months: [read("?page=programme&compare=previous"), read("?page=programme&from=2017-04-01&compare=previous"), span("2017-04-02", "2017-04-30"), span("2017-02-01", "2017-02-27")],
    year: [span("2017-04-01", "2017-04-30", "&period=financial-year"), span("2017-01-01", "2018-03-31", "&period=financial-year")],
  };
  for (const { problems, filters: given } of refused.months) {
    assert.deepEqual([problems, given.compare], [["Compare with: the period before needs From on the first day of a month and To on the last day of one"], undefined]);
  }
  for (const { problems } of refused.year) {
    assert.deepEqual(problems, ["Compare with: figures by financial year need From on a 1 April and To on a 31 March"]);
  }
  assert.deepEqual(read("?page=module&compare=previous").problems, []);
});

test("the tables fit together: pages name panels and filters that there are, filters are checked", () => {
  for (const each of pages) {
    for (const [name] of [...each.panels, ...(each.choosing ?? [])]) {
      assert.ok(panels[name], name);
    }
    for (const name of each.filters) {
      assert.ok(filters.some((filter) => filter.name === name && (filter.check || filter.values)), name);
    }
    assert.ok(each.subject === undefined || each.filters.includes(each.subject), each.name);
  }
});
