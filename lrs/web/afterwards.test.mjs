// SPDX-License-Identifier: Apache-2.0

// What comes after a course (follow-up, expiry, evaluation by hospitals), and how far the data can be trusted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./pages.mjs";
import { panels } from "./panels.mjs";
import { shownOf } from "./shown.mjs";

const course = { course: "x:c", course_name: "Back care" };
const filters = { period: "month", months: "24" };
const show = (name, rows, disclosure = "none") => shownOf(panels[name], filters, { rows, disclosure }, pages);
const hiding = (...suppressed) => ({ disclosure: { profile: "lt5", suppressed } });
const barsOf = (shown) => shown.marks.items.map(({ label, bars }) => [label, ...bars.map(({ value, text }) => [value, text])]);

const followUp = (months, due, answered, implementing) => ({ ...course, months, completed: 40, due, answered, overdue: due - answered, implementing });

test("a follow-up's title is who responded of those for whom it is due; each share is of the bar above", () => {
  const shown = show("followUp", [followUp(4, 30, 12, 6), followUp(12, 0, 0, 0)]);
  assert.equal(shown.title, "Responded to the follow-up: 12 of 30 after 4 months (40%)");
  assert.deepEqual(barsOf(shown), [
    ["After 4 months", [30, "30 (75%)"], [12, "12 (40%)"], [6, "6 (50%)"]],
    ["After 12 months", [0, "0 (0%)"], [0, "0"], [0, "0"]],
  ]);
});

test("follow-ups of several courses are told apart, and not added up in the title", () => {
  const other = [4, 12].map((months) => ({ ...followUp(months, 9, 9, 9), course: "x:other", course_name: "Other" }));
  const shown = show("followUp", [followUp(4, 30, 12, 6), followUp(12, 9, 8, 7), ...other]);
  assert.equal(shown.title, "Follow-up after 4 and 12 months");
  assert.deepEqual(barsOf(shown).map(([label]) => label)[2], "Other: after 4 months");
});

test("a hidden follow-up gives no title and no bar", () => {
  const shown = show("followUp", [{ ...followUp(4, 30, null, null), ...hiding("answered", "implementing") }], "lt5");
  assert.equal(shown.title, "Follow-up after 4 and 12 months");
  assert.deepEqual(barsOf(shown)[0].slice(2), [[null, "hidden"], [null, "hidden"]]);
});

const divided = (division, ...rest) => ({ ...followUp(...rest), division });
const byBand = (...rows) => shownOf(panels.followUpDivisions, { ...filters, breakdown: "band" }, { rows, disclosure: "none" }, pages);

test("a follow-up by group tells from which share to which it goes, of the groups for which enough are due", () => {
  const shown = byBand(divided("band-6", 4, 20, 5, 1), divided("", 4, 99, 99, 9), divided("band-7", 4, 40, 30, 2), divided("band-8a", 4, 19, 0, 0), divided("band-7", 12, 30, 1, 0));
  assert.equal(shown.title, "Responded after 4 months by agenda for change band: from 25% to 100% where 20 or more are due");
  assert.deepEqual(barsOf(shown).map(([label, [value, text]]) => [label, value, text]), [
    ["band-7: after 4 months", 30, "30 (75%)"], ["band-7: after 12 months", 1, "1 (3%)"], ["band-6: after 4 months", 5, "5 (25%)"], ["band-8a: after 4 months", 0, "0 (0%)"],
    ["Not known: after 4 months", 99, "99 (100%)"],
  ]);
  assert.equal(byBand(divided("band-6", 4, 20, 5, 1), divided("band-7", 4, 19, 3, 2)).title, "Responded to the follow-up by agenda for change band");
});

const expiring = (expires_month, learners, overdue) => ({ ...course, expires_month, learners, overdue });

test("what has run out stands beside what will, and the title tells when the next ones do", () => {
  const shown = show("expiry", [expiring("2026-10", 5, 5), expiring("2026-12", 7, 0)]);
  assert.equal(shown.title, "5 of 12 completions have run out, the next 7 do in Dec 2026");
  assert.match(shown.about, /counts for 2 years\./);
  assert.deepEqual(shown.marks.facets.map(({ label, columns }) => [label, columns.map(({ value }) => value)]), [
    ["Run out already", [5, 0, 0]],
    ["Run out in the month", [5, 0, 7]],
  ]);
});

test("where all has run out one row of columns says so; a hidden month keeps the sum from being told", () => {
  assert.deepEqual(show("expiry", [expiring("2017-10", 5, 5)]).marks.facets.map(({ label }) => label), ["Run out in the month"]);
  assert.equal(show("expiry", [expiring("2017-10", 1, 1)]).title, "1 of 1 completion has run out");
  assert.equal(show("expiry", [expiring("2017-10", 9, 9), { ...expiring("2017-11", null, null), ...hiding("learners", "overdue") }]).title, "When completions run out");
});

const late = (learner) => ({ ...course, learner, organisation: "RTH", expired_on: "2018-03-02", completed_on: "2017-03-02" });

test("learners are named by account and system, or by a code, and are a table without a plot", () => {
  const shown = show("overdue", [late("account:https://lms.example/|a|b"), late("mailto:c@example.org"), late(`p-${"0".repeat(32)}`)]);
  assert.equal(shown.title, "3 completions have run out and not been renewed");
  assert.deepEqual(shown.rows.map(({ text, cells }) => [text, cells[0]]), [["a|b", "https://lms.example/"], ["c@example.org", "–"], [`p-${"0".repeat(32)}`, "–"]]);
  assert.deepEqual([shown.rows[0].cells.slice(1), shown.marks], [["2 March 2017", "2 March 2018"], undefined]);
  assert.match(shown.about, /Codes stand in place of names/);
  assert.doesNotMatch(show("overdue", [late("mailto:c@example.org")]).about, /Codes/);
});

test("of very many learners the table has the first, and says so", () => {
  const shown = show("overdue", Array.from({ length: 300 }, (_, number) => late(`mailto:${number}@example.org`)));
  assert.deepEqual([shown.rows.length, shown.title], [200, "300 completions have run out and not been renewed"]);
  assert.match(shown.about, /the 200 that ran out first; the CSV has all/);
});

const board = (icb, sites, patients) => ({ ...course, icb, icb_name: icb && `Board ${icb}`, region: "Y60", region_name: "North", sites, reports: sites, patients });

test("the board with the most patients stands first and leads to its page; hidden ones have no bar", () => {
  const shown = show("boards", [board("QA", 2, 9), board("QB", 3, 20), { ...board(null, 1, null), ...hiding("patients") }], "lt5");
  assert.equal(shown.title, "Most patients were counted in Board QB: 20");
  assert.deepEqual(barsOf(shown), [
    ["Board QB", [3, "3"], [20, "20"]],
    ["Board QA", [2, "2"], [9, "9"]],
    ["Not known", [1, "1"], [null, "hidden"]],
  ]);
  assert.deepEqual(shown.rows.map(({ address }) => address), ["?page=programme&course=x%3Ac&icb=QB&months=24", "?page=programme&course=x%3Ac&icb=QA&months=24", undefined]);
  assert.deepEqual(shown.rows[2].cells, ["North", "1", "1", "*"]);
});

test("evaluation of several courses stands in bars, as a hospital may evaluate more than one", () => {
  const rows = [board("QA", 2, 9), { ...board("QA", 3, 20), course: "x:other", course_name: "Other" }];
  assert.equal(show("evaluation", rows).title, "Site evaluation");
  assert.deepEqual(barsOf(show("evaluation", rows)).map(([label]) => label), ["Back care", "Other"]);
  assert.equal(show("evaluation", rows.slice(0, 1)).title, "2 hospitals evaluating, 9 patients counted");
});

const odd = (problem, statements, more = {}) => ({ authority: "ESR", platform: "", problem, detail: null, statements, of_statements: 50, first_on: "2018-01-02", last_on: "2018-01-02", ...more });

test("what is odd is told in words, with what it is and its share of its source", () => {
  const shown = show("quality", [odd(null, 50), odd("no-course", 2), odd("unknown-verb", 10, { detail: "x:verbs/liked", nearest: "y:verbs/like" })]);
  assert.equal(shown.title, "Most frequent: “verb that no known profile has” (10 statements of Platform not told, key “ESR”)");
  assert.deepEqual(barsOf(shown), [
    ["Verb that no known profile has – Platform not told, key “ESR”", [10, "10 (20%)"]],
    ["No course is named – Platform not told, key “ESR”", [2, "2 (4%)"]],
  ]);
  assert.deepEqual(shown.rows[0].cells, ["Platform not told, key “ESR”", "x:verbs/liked", "y:verbs/like", "2 January 2018", "10", "50"]);
  assert.equal(shown.rows[1].cells[2], "–");
});

test("sources have all their statements, and accounts that no staff list has are counted by system", () => {
  assert.deepEqual(barsOf(show("sources", [odd("voided", 3), odd(null, 50)])), [["Platform not told, key “ESR”", [50, "50"]]]);
  const strangers = show("strangers", [{ problem: "not-in-roster", detail: "https://lms.example", learners: 12 }]);
  assert.deepEqual([strangers.title, barsOf(strangers)], ["12 accounts are not in the staff list", [["https://lms.example", [12, "12"]]]]);
});
