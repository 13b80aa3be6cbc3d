// SPDX-License-Identifier: Apache-2.0

// From rows of reports to title, plot and table: both from the same rows, hidden figures drawn as nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./pages.mjs";
import { panels } from "./panels.mjs";
import { shownOf } from "./shown.mjs";
import { conformanceWords, daysBetween, decimal, financialYear, grouped, isWhole, monthName, percentage, periodsBetween, plural, signed, spanBefore, title } from "./words.mjs";

const course = { course: "https://synthetic.invalid/c", course_name: "Back care" };
const show = (name, rows, filters = {}, disclosure = "none") => shownOf(panels[name], filters, { rows, disclosure }, pages);
const hiding = (...suppressed) => ({ disclosure: { profile: "lt5", suppressed } });
const funnel = { ...course, enrolled: 1270, started: 744, completed: 462 };

test("figures are written as the NHS does, percentages only of somebody", () => {
  assert.deepEqual([grouped(1270), percentage(744, 1270), percentage(0, 0), percentage(null, 3)], ["1,270", "59%", "–", "*"]);
  assert.deepEqual([percentage(468, 469), percentage(469, 469), percentage(1, 900), percentage(0, 9)], [">99%", "100%", "<1%", "0%"]);
  assert.deepEqual([decimal(-0.04, 2), signed(1.96), plural(1, "hospital"), plural(36, "hospital")], ["−0.04", "+2.0", "1 hospital", "36 hospitals"]);
  assert.deepEqual([title("", "x:/modules/back-care"), title("Name", "x:/y")], ["Back care", "Name"]);
});

test("periods have names, and none between two is left out", () => {
  assert.deepEqual([monthName("2016-09"), financialYear("2016-04-01"), financialYear("2016-03-01"), financialYear("1999-04-01")], ["Sep 2016", "2016/17", "2015/16", "1999/00"]);
  assert.deepEqual(periodsBetween("2016-11-01", "2017-02-01", "month"), ["2016-11-01", "2016-12-01", "2017-01-01", "2017-02-01"]);
  assert.deepEqual(periodsBetween("2015-04-01", "2016-04-01", "financial-year"), ["2015-04-01", "2016-04-01"]);
  assert.deepEqual([daysBetween("2016-03-01", "2016-03-01"), daysBetween("2016-03-01", "2016-05-02")], ["1 March 2016", "1 March 2016 to 2 May 2016"]);
});

test("the span before one of whole months is as long and ends where it begins", () => {
  assert.deepEqual([isWhole("2016-02-01", "2016-02-29"), isWhole("2016-02-01", "2016-02-28"), isWhole("2016-02-02", "2016-02-29")], [true, false, false]);
  assert.deepEqual([spanBefore("2017-01-01", "2017-01-31"), spanBefore("2017-04-01", "2018-03-31"), spanBefore("2017-01-01", "2017-03-31")], ["Dec 2016", "Apr 2016 to Mar 2017", "Oct 2016 to Dec 2016"]);
});

test("the funnel's title is its finding; plot and table say the same", () => {
  const shown = show("funnel", [funnel]);
  assert.equal(shown.title, "Of 1,270 enrolled, 744 started (59%) and 462 completed (36%)");
  assert.deepEqual(shown.rows, [{ text: "Back care", address: undefined, cells: ["1,270", "744", "59%", "462", "36%"] }]);
  const [{ bars, whole }] = shown.marks.items;
  assert.equal(whole, 1270);
  assert.deepEqual(bars.map(({ label, value, text }) => [label, value, text]), [
    ["Enrolled", 1270, "1,270"],
    ["Started", 744, "744 (59%)"],
    ["Completed", 462, "462 (36%)"],
  ]);
});

test("hidden figures have no bar, a star in the table, and keep the title from telling them", () => {
  const row = { ...funnel, enrolled: 8, started: null, completed: null, ...hiding("started", "completed") };
  const shown = show("funnel", [row], {}, "lt5");
  assert.equal(shown.title, "Enrolled, started and completed");
  assert.deepEqual(shown.rows[0].cells, ["8", "*", "*", "*", "*"]);
  assert.deepEqual(shown.marks.items[0].bars.map(({ value, text }) => [value, text]), [[8, "8"], [null, "hidden"], [null, "hidden"]]);
  assert.match(shown.hidden, /disclosure profile lt5/);
  assert.doesNotMatch(JSON.stringify(show("modules", [{ ...row, module: "x:m" }, { ...row, module: "x:n" }], {}, "lt5")), /NaN|null\b.*lost/);
});

test("a whole that is hidden gives neither a share nor a frame", () => {
  const [{ bars, whole }] = show("funnel", [{ ...funnel, enrolled: null, ...hiding("enrolled") }], {}, "lt5").marks.items;
  assert.equal(whole, null);
  assert.deepEqual(bars.map(({ text }) => text), ["hidden", "744", "462"]);
});

test("a value that is not known is no hidden one", () => {
  const row = { ...course, enrolled_month: "2016-03", learners: 9, completed: 1, within_30_percent: 11.1, within_90_percent: null };
  assert.deepEqual(show("time", [row]).rows[0].cells.slice(2, 4), ["11.1%", "–"]);
  assert.deepEqual(show("time", [{ ...row, ...hiding("within_90_percent") }]).rows[0].cells.slice(2, 4), ["11.1%", "*"]);
});

const month = (begins_on, completed) => ({ ...course, begins_on, enrolled: 1, started: 1, completed });

test("months without anything are drawn as nothing", () => {
  const shown = show("activity", [month("2016-03-01", 2), month("2016-05-01", 7)], { period: "month" });
  assert.equal(shown.title, "Most completed in May 2016 (7)");
  assert.deepEqual(shown.marks.facets.map(({ label }) => label), ["Enrolled", "Started", "Completed"]);
  assert.deepEqual(shown.marks.facets[2].columns.map(({ name, value, text }) => [name, value, text]), [["Mar 2016", 2, "2"], ["Apr 2016", 0, "0"], ["May 2016", 7, "7"]]);
});

test("a hidden month is a star without a column", () => {
  const shown = show("activity", [month("2016-03-01", 2), { ...month("2016-04-01", null), ...hiding("completed") }], { period: "month" }, "lt5");
  assert.deepEqual(shown.marks.facets[2].columns.map(({ value, text }) => [value, text]), [[2, "2"], [null, "*"]]);
});

test("several courses stand below each other and are told apart in the table, as learners of both must not be added up", () => {
  const other = { ...month("2016-04-01", 1), course: "x:/other", course_name: "" };
  const shown = show("activity", [month("2016-03-01", 2), other], { period: "month" });
  assert.equal(shown.title, "Activity over time");
  assert.deepEqual(shown.marks.facets.map(({ label, columns }) => [label, columns.map(({ value }) => value)]), [["Back care: completed", [2, 0]], ["Other: completed", [0, 1]]]);
  assert.deepEqual([shown.columns[1].heading, shown.rows[1].cells[0]], ["Course", "Other"]);
});

test("rows lead to the page of what they are about, and keep the filters", () => {
  const shown = show("modules", [{ ...funnel, module: "x:m" }], { organisation: "RTH", period: "month" });
  assert.equal(shown.rows[0].address, "?page=module&course=https%3A%2F%2Fsynthetic.invalid%2Fc&module=x%3Am&organisation=RTH");
  assert.equal(show("organisations", [{ ...funnel, division: null }]).rows[0].address, undefined);
  assert.match(show("organisations", [{ ...funnel, division: "RTH" }]).rows[0].address, /^\?page=trust&.*organisation=RTH$/);
});

test("divisions take their name from what they are compared by; their range is of enough learners", () => {
  const region = (division, enrolled, completed) => ({ ...course, division, enrolled, started: enrolled, completed });
  const rows = [region("Y60", 100, 36), region("Y61", 3, 3), region("Y62", 40, 1), region(null, 10, 1)];
  const shown = show("divisions", rows, { breakdown: "region" });
  assert.equal(shown.title, "Completed by region: from 3% to 36% where 20 or more enrolled");
  assert.deepEqual([shown.columns[0].heading, shown.rows.map(({ text }) => text)], ["Region", ["Y60", "Y62", "Y61", "Not known"]]);
  assert.equal(shown.marks.items[0].bars[0].text, "36 of 100 (36%)");
  assert.equal(show("divisions", rows.slice(1, 2), { breakdown: "region" }).title, "Completed by region");
});

test("a page's bar ends with those who stopped there; who stopped before any page has a bar, too", () => {
  const page = { ...course, module: "x:m", started: 20, completed: 5 };
  const rows = [{ ...page, page: null, reached: null, stopped: 3 }, { ...page, page: "x:p/welcome", reached: 17, stopped: 12 }];
  const shown = show("pages", rows);
  assert.equal(shown.title, "Most stop at “Welcome” (12)");
  assert.deepEqual(shown.marks.items.map(({ bars: [bar] }) => [bar.label, bar.value, bar.tail, bar.text]), [
    ["Before any page", 3, 3, "3 stopped"],
    ["Welcome", 17, 12, "17 (85%), 12 stopped"],
  ]);
});

test("the hardest question stands first, surveys without right answers are left out", () => {
  const item = { ...course, asked_in: "x:q", asked: null, learners: 10, seconds_mean: 3 };
  const shown = show("hardest", [
    { ...item, question: "x:q/easy", correct: 9, wrong: 1, facility_percent: 90 },
    { ...item, question: "x:q/survey", correct: 0, wrong: 0, facility_percent: null },
    { ...item, question: "x:q/hard", correct: 2, wrong: 8, facility_percent: 20 },
  ]);
  assert.deepEqual(shown.rows.map(({ text }) => text), ["Hard", "Easy"]);
  assert.equal(shown.title, "Hardest: “Hard”, right at first for 20%");
  assert.equal(shown.marks.items[0].bars[0].text, "20% of 10");
});

test("how far statements keep to profiles is a sentence, and none where it is not known", () => {
  assert.equal(conformanceWords(null), "");
  assert.equal(conformanceWords("97.3"), "97.3% of the statements that claim a profile keep to it.");
  assert.deepEqual(["100", "0"].map((percent) => conformanceWords(percent).split(" ")[0]), ["All", "None"]);
});

test("the right answer is marked in words; answers before and after stand side by side as shares", () => {
  const answer = { ...course, asked: null, learners: 5, learners_percent: 50, answers: 6 };
  const once = show("answers", [{ ...answer, answer: "b", outcome: "wrong" }, { ...answer, answer: "a", outcome: "right" }]);
  assert.equal(once.title, "The wrong answer chosen most is “b” (5)");
  assert.deepEqual(once.marks.items.map(({ bars: [bar] }) => bar.text), ["5 (50%)", "5 (50%) ✓ right"]);
  const twice = show("answers", [{ ...answer, answer: "10", asked: "before" }, { ...answer, answer: "2", asked: "after", learners: 1, learners_percent: 100 }]);
  assert.deepEqual(twice.marks.items.map(({ label, bars }) => [label, bars.map(({ value, text }) => [value, text])]), [
    ["2", [[0, "0"], [100, "1 (100%)"]]],
    ["10", [[50, "5 (50%)"], [0, "0"]]],
  ]);
});

test("a change is drawn from before to after", () => {
  const row = { ...course, asked_in: "x:s", question: "x:s/ask", learners: 9, before_mean: 3.905, after_mean: 5.864, change_mean: 1.959 };
  assert.deepEqual(show("change", [row]).marks.items, [{ label: "Ask", before: 3.905, after: 5.864, text: "3.9 → 5.9 (+2.0)" }]);
  assert.equal(show("change", [{ ...row, before_mean: null, after_mean: null }]).marks, undefined);
});

test("every panel can say that it has no rows", () => {
  for (const [name, panel] of Object.entries(panels)) {
    const shown = show(name, [], { period: "month", breakdown: "region", months: "12" });
    assert.equal(shown.isEmpty, true);
    assert.ok(shown.title.length > 5 && panel.none.length > 10 && panel.label.length > 5, name);
  }
});
