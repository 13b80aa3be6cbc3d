// SPDX-License-Identifier: Apache-2.0

// The period before beside the figures: in the table's cells, as a mark of the plot, in the title; and what it is in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./pages.mjs";
import { panels } from "./panels.mjs";
import { shownOf } from "./shown.mjs";

const course = { course: "x:c", course_name: "Back care" };
const span = { from: "2017-04-01", to: "2018-03-31", compare: "previous", period: "month", months: "12" };
const show = (name, rows, disclosure = "none") => shownOf(panels[name], span, { rows, disclosure }, pages);
const hiding = (...suppressed) => ({ disclosure: { profile: "lt5", suppressed } });
const month = (begins_on, completed, completed_before) => ({
  ...course, begins_on, enrolled: 90, started: 60, completed, learners: 95, statements: 900, enrolled_before: 80, started_before: 60, completed_before,
});

test("cells have the figure of before behind the one of now, columns its outline, the title how much it changed", () => {
  const shown = show("activity", [month("2017-04-01", 20, 30), month("2017-05-01", 30, 10)]);
  assert.equal(shown.title, "50 completed, 25% more than the 40 of the period before");
  assert.match(shown.about, /\. Numbers are of the period chosen; the outline around a column is the period before: Apr 2016 to Mar 2017\.$/);
  assert.deepEqual(shown.rows[0].cells.slice(0, 4), ["90 (80\u00a0before)", "60 (60\u00a0before)", "20 (30\u00a0before)", "95"]);
  assert.deepEqual(shown.marks.facets[2].columns.map(({ value, before }) => [value, before]), [[20, 30], [30, 10]]);
});

test("a change of few is told in heads, one of nothing as such, one of what is hidden or rounded not at all", () => {
  const titleOf = (row, more = {}) => show("activity", [{ ...row, ...more }]).title;
  assert.equal(titleOf(month("2017-04-01", 3, 7)), "3 completed, 4 fewer than the 7 of the period before");
  assert.equal(titleOf(month("2017-04-01", 7, 7)), "7 completed, as many as in the period before");
  assert.equal(titleOf(month("2017-04-01", 7, null), hiding("completed_before")), "Activity over time");
  assert.equal(titleOf(month("2017-04-01", 20, 30), { disclosure: { profile: "nhs-digital-2018", suppressed: [] } }), "Activity over time");
});

test("a hidden figure of before is a star in the table and no mark", () => {
  const shown = show("activity", [{ ...month("2017-04-01", 7, null), ...hiding("completed_before") }], "lt5");
  assert.equal(shown.rows[0].cells[2], "7 (*\u00a0before)");
  assert.deepEqual(shown.marks.facets[2].columns.map(({ before }) => before), [null]);
  assert.match(shown.hidden, /^Figures in 1 of 1 rows are hidden/);
});

test("bars have a line for before and its figure in words, and are drawn on a scale on which both have room", () => {
  const row = { ...course, months: 4, completed: 205, due: 168, answered: 67, overdue: 101, implementing: 22 };
  const before = { completed_before: 247, due_before: 247, answered_before: 105, overdue_before: 142, implementing_before: null };
  const shown = show("followUp", [{ ...row, ...before, ...hiding("implementing_before") }], "lt5");
  assert.equal(shown.title, "Responded to the follow-up: 67 of 168 after 4 months (40%)");
  assert.match(shown.about, / The upright line on a bar is the period before: Apr 2016 to Mar 2017\.$/);
  const [{ label, whole, bars }] = shown.marks.items;
  assert.deepEqual([label, whole, shown.marks.limit], ["After 4 months", 205, 247]);
  assert.deepEqual(bars.map(({ value, before: was, text }) => [value, was, text]), [
    [168, 247, "168 (82%), 247 before"],
    [67, 105, "67 (40%), 105 before"],
    [22, null, "22 (33%), hidden before"],
  ]);
  assert.deepEqual(shown.rows[0].cells.slice(2, 4), ["67 (105\u00a0before)", "40% (43%\u00a0before)"]);
});

test("large figures have before in a line below; what is not drawn is told all the same", () => {
  const site = { ...course, sites: 34, reports: 61, patients: 376, sites_before: 35, reports_before: 40, patients_before: 252, first_on: "2017-04-05", last_on: "2017-12-31" };
  const shown = show("evaluation", [site]);
  assert.deepEqual(shown.marks.items.map(({ text, more }) => [text, more]), [["34", "35 before"], ["61", "40 before"], ["376", "252 before"]]);
  assert.match(shown.about, / What was before is of the period before: Apr 2016 to Mar 2017\.$/);
});
