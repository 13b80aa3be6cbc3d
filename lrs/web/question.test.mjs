// SPDX-License-Identifier: Apache-2.0

// What a panel asks the server, which filters it is not narrowed by, which rows of the answer it is about.
import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesOf, choicesQuestion, isUsed } from "./choices.mjs";
import { filterOf } from "./filters.mjs";
import { panels } from "./panels.mjs";
import { hiddenOf, questionOf, readCatalogue, rowsOf } from "./question.mjs";

const catalogueOf = (reports) =>
  readCatalogue(Object.entries(reports).map(([name, parameters]) => ({ name, parameters: parameters.map((each) => ({ name: each, help: "" })) })));
const today = catalogueOf({ funnel: ["by", "course"], activity: ["course", "period", "from", "to"], items: ["by", "course"] });
const dividing = catalogueOf({ funnel: ["by", "course", "organisation", "region", "breakdown"], "completion-time": ["course", "region", "breakdown"] });

test("filters that the report has go to it, others are told", () => {
  const filters = { course: "x:c", organisation: "RTH", from: "2016-04-01", to: "2017-03-31", period: "month" };
  assert.deepEqual(questionOf(panels.funnel, filters, today), {
    report: "funnel",
    query: { by: "total", course: "x:c" },
    ignored: "organisation and period",
  });
  assert.deepEqual(questionOf(panels.activity, filters, today), {
    report: "activity",
    query: { course: "x:c", from: "2016-04-01", to: "2017-03-31", period: "month" },
    ignored: "organisation",
  });
});

test("a report that gains a parameter is narrowed by it from then on", () => {
  const filters = { organisation: "RTH", region: "Y60" };
  assert.deepEqual(questionOf(panels.modules, filters, dividing), {
    report: "funnel",
    query: { by: "module", organisation: "RTH", region: "Y60" },
    ignored: undefined,
  });
});

test("only a panel with a row a division is divided", () => {
  assert.deepEqual(questionOf(panels.divisions, { breakdown: "region" }, dividing).query, { by: "total", breakdown: "region" });
  assert.deepEqual(questionOf(panels.modules, { breakdown: "region" }, dividing), { report: "funnel", query: { by: "module" }, ignored: undefined });
  assert.deepEqual(questionOf(panels.organisations, { breakdown: "region" }, dividing).query, { by: "total", breakdown: "organisation" });
});

test("what a panel says of how figures are shown stays; what its report takes without effect is told as left out", () => {
  const filters = { from: "2017-04-01", to: "2018-03-31", compare: "previous", period: "month" };
  const has = catalogueOf({ sites: ["by", "period", "from", "to", "compare"], "data-quality": ["problem", "from", "to", "compare"] });
  assert.deepEqual(questionOf(panels.boards, filters, has).query, { by: "icb", period: "all", from: filters.from, to: filters.to, compare: "previous" });
  assert.equal(questionOf(panels.evaluationOverTime, filters, has).query.period, "month");
  assert.deepEqual(questionOf(panels.strangers, filters, has), { report: "data-quality", query: { problem: "not-in-roster" }, ignored: "period" });
  assert.deepEqual(["period", "compare"].map((name) => isUsed(filterOf(name), [panels.boards], has)), [false, true]);
});

test("the funnel is that of who enrolled in the span, and modules are told as not narrowed by it", () => {
  const filters = { from: "2017-04-01", to: "2018-03-31", compare: "previous", period: "month" };
  const has = catalogueOf({ funnel: ["by", "from", "to", "period", "compare"] });
  assert.deepEqual(questionOf(panels.funnel, filters, has).query, { by: "total", from: filters.from, to: filters.to, compare: "previous" });
  assert.deepEqual(questionOf(panels.modules, filters, has).query, { by: "module" });
  assert.equal(questionOf(panels.modules, filters, has).ignored, "period");
});

test("a report that the server does not have is no question", () => {
  assert.equal(questionOf(panels.scores, {}, today), undefined);
});

test("what a panel picks itself is neither asked nor told as left out", () => {
  const rows = [{ module: "x:a" }, { module: "x:b" }];
  assert.deepEqual(questionOf(panels.module, { module: "x:b" }, dividing), { report: "funnel", query: { by: "module" }, ignored: undefined });
  assert.deepEqual(rowsOf(panels.module, { module: "x:b" }, rows), [rows[1]]);
});

test("scores of a module are those of the module and of what lies in it, not of one with a longer name", () => {
  const rows = ["x:m/1", "x:m/1/pages/check", "x:m/10", "x:m"].map((activity) => ({ activity }));
  assert.deepEqual(rowsOf(panels.scores, { module: "x:m/1" }, rows), rows.slice(0, 2));
});

test("organisations stand with most learners first, unknown ones last", () => {
  const rows = [{ division: null, enrolled: 99 }, { division: "B", enrolled: 2 }, { division: "A", enrolled: 2 }, { division: "C", enrolled: 3 }];
  assert.deepEqual(rowsOf(panels.organisations, {}, rows).map(({ division }) => division), ["C", "A", "B", null]);
});

test("what is hidden is told with the profile, rounding too", () => {
  const rows = [{ disclosure: { suppressed: ["started"] } }, { disclosure: { suppressed: [] } }];
  assert.equal(hiddenOf(rows, "none"), undefined);
  assert.equal(hiddenOf(rows, "lt5"), "Figures in 1 of 2 rows are hidden and shown as *, as they are of few people (disclosure profile lt5).");
  assert.match(hiddenOf(rows.slice(1), "nhs-digital-2018"), /^No figure had to be hidden; all others are rounded to the nearest 5 /);
});

test("choices come from a report that has them, within the course; otherwise the filter is typed", () => {
  assert.deepEqual(choicesQuestion(filterOf("organisation"), { course: "x:c" }, dividing), { report: "completion-time", query: { breakdown: "organisation", course: "x:c" } });
  assert.deepEqual(choicesQuestion(filterOf("course"), { course: "x:c" }, today), { report: "funnel", query: { by: "total" } });
  assert.equal(choicesQuestion(filterOf("region"), {}, today), undefined);
  assert.deepEqual(choicesQuestion(filterOf("region"), {}, dividing), { report: "completion-time", query: { breakdown: "region" } });
  assert.deepEqual(choicesOf(filterOf("region"), {}, [{ division: "Y60" }, { division: null }, { division: "Y60" }], undefined), [["Y60", "Y60"]]);
});

test("choices are named, each once, within what is chosen above them; a chosen one that has no row is kept", () => {
  const rows = [
    { asked_in: "x:a", question: "x:a/10-second" },
    { asked_in: "x:a", question: "x:a/2-first", question_name: "First" },
    { asked_in: "x:b", question: "x:b/other" },
    { asked_in: "x:a", question: "x:a/2-first", question_name: "First" },
  ];
  assert.deepEqual(choicesOf(filterOf("question"), { quiz: "x:a" }, rows, "x:gone"), [
    ["x:a/10-second", "10 second"],
    ["x:a/2-first", "First"],
    ["x:gone", "X:gone"],
  ]);
});

test("a filter stands in the form only where it narrows or changes a panel", () => {
  const shown = [panels.funnel, panels.activity];
  assert.deepEqual(["course", "period", "region", "breakdown", "quiz"].filter((name) => isUsed(filterOf(name), shown, today)), ["course", "period"]);
  assert.ok(isUsed(filterOf("breakdown"), [panels.divisions], dividing));
  assert.ok(isUsed(filterOf("quiz"), [panels.hardest], today));
});
