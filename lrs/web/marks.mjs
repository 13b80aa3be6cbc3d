// SPDX-License-Identifier: Apache-2.0

// From a panel's rows to what its plot shows, one function a kind of figure; plots/ draws them. Pure.
//
//   bars     { limit, items: [{ label, whole, bars: [{ label, value, text, tone, before, tail, tailTone }] }] }
//            value null: hidden; whole: its frame; before: the same in the period before, undefined if not compared;
//            tail: how much of its end has a tone of its own
//   columns  { periods, facets: [{ label, tone, columns: [{ name, value, text, before }] }] }
//   changes  { items: [{ label, before, after, text }] }
//   figures  { items: [{ text, label, more }] }
import { countAndShare, countWithBefore, isCompared, written } from "./columns.mjs";
import * as names from "./names.mjs";
import { isHidden } from "./question.mjs";
import { HIDDEN, UNKNOWN, decimal, grouped, percentage, periodName, periodsBetween, signed } from "./words.mjs";

const COURSES_MAX = 8; // that are drawn below each other

const number = (value) => (value === null || value === undefined || value === "" ? null : Number(value));
const largest = (values) => Math.max(1, ...values.filter((value) => value !== null));
const limitOf = (items) => largest(items.flatMap(({ whole, bars }) => [whole, ...bars.flatMap(({ value, before }) => [value, before ?? null])]));
const barsOf = (items, limit) => ({ kind: "bars", limit: limit ?? limitOf(items), items });

const beforeOf = (row, key) => (isCompared(row, key) ? number(row[`${key}_before`]) : undefined);

// A bar with the figure of its row's column and that of the period before.
const barOf = (row, key, label, tone, text) => ({ label, tone, value: number(row[key]), before: beforeOf(row, key), text });

const STAGES = {
  enrolled: { label: "Enrolled", tone: "whole", text: (row) => written(row, "enrolled", grouped).replace("*", "hidden") },
  started: { label: "Started", tone: "first", text: (row) => countAndShare(row, "started", "enrolled") },
  completed: { label: "Completed", tone: "second", text: (row) => countAndShare(row, "completed", "enrolled") },
};

// How many of those enrolled came how far. Each row has a frame as long as its whole, where that may be told.
export function stageBars(rows, nameOf, keys = Object.keys(STAGES)) {
  return barsOf(
    rows.map((row) => ({
      label: nameOf(row),
      whole: number(row.enrolled),
      bars: keys.map((key) => ({ ...STAGES[key], value: number(row[key]), text: STAGES[key].text(row) })),
    })),
  );
}

// Completed of those enrolled, a row a division, of the first `most`.
export function divisionBars(rows, most) {
  const items = rows.slice(0, most).map((row) => {
    const ofEnrolled = row.enrolled === null ? "" : ` of ${grouped(row.enrolled)} (${percentage(row.completed, row.enrolled)})`;
    const text = row.completed === null ? "hidden" : `${grouped(row.completed)}${ofEnrolled}`;
    return { label: "", whole: number(row.enrolled), bars: [{ label: names.divisionName(row), tone: "second", value: number(row.completed), text }] };
  });
  return barsOf(items);
}

// A page's bar is those who reached it, its end those of them who stopped there.
export function pageBars(rows) {
  const items = rows.map((row) => {
    const stopped = number(row.stopped);
    const value = row.page ? number(row.reached) : stopped;
    const reached = row.page ? `${countAndShare(row, "reached", "started")}, ` : "";
    const text = `${reached}${row.stopped === null ? "stopped: hidden" : `${grouped(stopped)} stopped`}`;
    return { label: "", whole: number(row.started), bars: [{ label: names.pageName(row), tone: "first", value, tail: stopped ?? 0, tailTone: "third", text }] };
  });
  return barsOf(items);
}

export function stopBars(rows, most) {
  return barsOf(
    rows.slice(0, most).map((row) => ({
      label: `${names.pageName(row)} – ${names.moduleName(row)}`,
      whole: null,
      bars: [{ label: "", tone: "third", value: number(row.stopped), text: countAndShare(row, "stopped", "started") }],
    })),
  );
}

export function scoreBars(rows) {
  const bar = (row, key, label, tone) => ({
    label,
    tone,
    value: row[key] === null ? null : 100 * row[key],
    text: row[key] === null ? "hidden" : `${Math.round(100 * row[key])}%`,
  });
  const items = rows.map((row) => ({
    label: names.scoredName(row),
    whole: 100,
    bars: [bar(row, "first_mean", "First", "first"), bar(row, "best_mean", "Best", "second")],
  }));
  return barsOf(items, 100);
}

export function facilityBars(rows, most) {
  const items = rows.slice(0, most).map((row) => {
    const facility = number(row.facility_percent);
    const text = facility === null ? "hidden" : `${decimal(facility, 0)}% of ${grouped(Number(row.correct) + Number(row.wrong))}`;
    return { label: names.askedName(row), whole: 100, bars: [{ label: "", tone: "first", value: facility, text }] };
  });
  return barsOf(items, 100);
}

const byAnswer = ([one], [other]) => one.localeCompare(other, "en-GB", { numeric: true });

// A question that is asked before and after the course: of each answer both shares, as the bases differ.
function answerPairs(rows) {
  const byName = new Map();
  for (const row of rows) {
    const name = names.answerName(row);
    byName.set(name, { ...byName.get(name), [row.asked]: row });
  }
  const bar = (row, label, tone) => ({ label, tone, value: row ? number(row.learners_percent) : 0, text: row ? answerText(row) : "0" });
  const items = [...byName].sort(byAnswer).map(([name, { before, after }]) => ({
    label: name,
    whole: null,
    bars: [bar(before, "Before", "whole"), bar(after, "After", "second")],
  }));
  return barsOf(items);
}

function answerText(row) {
  if (row.learners === null) {
    return "hidden";
  }
  return `${grouped(row.learners)} (${written(row, "learners_percent", (value) => `${Math.round(value)}%`)})`;
}

const JUDGED = { right: ["second", " ✓ right"], wrong: ["third", ""], neutral: ["first", ""] };

export function answerBars(rows) {
  if (rows.some((row) => row.asked)) {
    return answerPairs(rows);
  }
  const items = rows.map((row) => {
    const [tone, mark] = JUDGED[row.outcome] ?? JUDGED.neutral;
    return { label: "", whole: null, bars: [{ label: names.answerName(row), tone, value: number(row.learners), text: answerText(row) + mark }] };
  });
  return barsOf(items);
}

// One facet a series, one column a period: also those in which nothing happened, where `fillsGaps`. A series is { label, tone, key, rows }.
function periodColumns(series, { at, period = "month", fillsGaps = true, write = grouped }) {
  const days = series.flatMap(({ rows }) => rows.map((row) => row[at])).sort();
  if (days.length === 0) {
    return undefined;
  }
  const periods = periodsBetween(days[0], days.at(-1), period);
  const columnOf = (row, key, day) => {
    const value = row ? number(row[key]) : fillsGaps ? 0 : null;
    const unwritten = row && isHidden(row, key) ? HIDDEN : "";
    return { name: periodName(day, period), value, before: row && beforeOf(row, key), text: value === null ? unwritten : write(value) };
  };
  const facets = series.map(({ label, tone, key, rows }) => {
    const byPeriod = new Map(rows.map((row) => [row[at].slice(0, 7), row]));
    return { label, tone, columns: periods.map((day) => columnOf(byPeriod.get(day.slice(0, 7)), key, day)) };
  });
  return { kind: "columns", periods: periods.map((day) => periodName(day, period)), facets };
}

// Of one course each of its series; of several the last series of each course, as nobody may be added up over courses.
function seriesOf(rows, told) {
  const courses = [...new Set(rows.map((row) => row.course))];
  if (courses.length <= 1) {
    return told.map(([key, label, tone]) => ({ key, label, tone, rows }));
  }
  const [key, label, tone] = told.at(-1);
  return courses.slice(0, COURSES_MAX).map((course) => {
    const own = rows.filter((row) => row.course === course);
    return { key, label: `${names.courseName(own[0])}: ${label.toLowerCase()}`, tone, rows: own };
  });
}

export function activityColumns(rows, period) {
  const told = [["enrolled", "Enrolled", "whole"], ["started", "Started", "first"], ["completed", "Completed", "second"]];
  return periodColumns(seriesOf(rows, told), { at: "begins_on", period });
}

export function timeColumns(rows) {
  const told = [["within_30_percent", "Complete within 30 days", "first"], ["within_90_percent", "Complete within 90 days", "second"]];
  const months = rows.filter((row) => row.enrolled_month);
  return periodColumns(seriesOf(months, told), { at: "enrolled_month", fillsGaps: false, write: (value) => `${decimal(value, 0)}%` });
}

// From a mean before to a mean after; rows without both are left out.
export function changes(rows) {
  const items = rows
    .filter((row) => number(row.before_mean) !== null && number(row.after_mean) !== null)
    .map((row) => ({
      label: names.changeName(row),
      before: number(row.before_mean),
      after: number(row.after_mean),
      text: `${decimal(row.before_mean)} → ${decimal(row.after_mean)} (${signed(row.change_mean)})`,
    }));
  return items.length > 0 ? { kind: "changes", items } : undefined;
}

// Hospitals and the patients whom they counted, a row a course, board or the like.
export function siteBars(rows, nameOf, most) {
  const bar = (row, key, label, tone) => barOf(row, key, label, tone, countWithBefore(row, key));
  return barsOf(
    rows.slice(0, most).map((row) => ({
      label: nameOf(row),
      whole: null,
      bars: [bar(row, "sites", "Hospitals", "first"), bar(row, "patients", "Patients", "second")],
    })),
  );
}

const EVALUATED = [["sites", "hospitals evaluating"], ["reports", "reports"], ["patients", "patients counted"]];

export function evaluationFigures(rows) {
  const [row] = rows;
  if (rows.length > 1) {
    return siteBars(rows, names.courseName, COURSES_MAX);
  }
  const more = (key) => (isCompared(row, key) ? `${written(row, `${key}_before`, grouped)} before` : undefined);
  return { kind: "figures", items: EVALUATED.map(([key, label]) => ({ text: written(row, key, grouped), label, more: more(key) })) };
}

export function evaluationColumns(rows, period) {
  const told = [["sites", "Hospitals that reported", "first"], ["patients", "Patients counted", "second"]];
  return periodColumns(seriesOf(rows, told), { at: "begins_on", period });
}

// Of those who completed, for whom a follow-up is due; of these who responded; of these who put it into practice.
export function followUpBars(rows, nameOf) {
  const told = [["due", "completed", "Due", "whole"], ["answered", "due", "Responded", "first"], ["implementing", "answered", "In practice", "second"]];
  return barsOf(
    rows.map((row) => ({
      label: nameOf(row),
      whole: number(row.completed),
      bars: told.map(([key, whole, label, tone]) => barOf(row, key, label, tone, countAndShare(row, key, whole))),
    })),
  );
}

// Responded of those for whom a follow-up is due, a row a division and follow-up, of the first `most`.
export function respondedBars(rows, most) {
  return barsOf(
    rows.slice(0, most).map((row) => ({
      label: `${names.divisionName(row)}: ${names.monthsName(row).toLowerCase()}`,
      whole: number(row.due),
      bars: [barOf(row, "answered", "", "first", countAndShare(row, "answered", "due"))],
    })),
  );
}

export function expiryColumns(rows) {
  const isPast = rows.every((row) => row.overdue === row.learners);
  const told = [["overdue", "Run out already", "third"], ["learners", "Run out in the month", "second"]];
  return periodColumns(seriesOf(rows, isPast ? told.slice(1) : told), { at: "expires_month" });
}

// Rows of the data quality report: how many statements, of all that came from the same source.
export function statementBars(rows, nameOf, tone, most) {
  const items = rows.slice(0, most).map((row) => ({
    label: nameOf(row),
    whole: row.problem ? number(row.of_statements) : null,
    bars: [barOf(row, "statements", "", tone, row.problem ? countAndShare(row, "statements", "of_statements") : countWithBefore(row, "statements"))],
  }));
  return barsOf(items);
}

export function strangerBars(rows, most) {
  return barsOf(rows.slice(0, most).map((row) => ({ label: row.detail ?? UNKNOWN, whole: null, bars: [barOf(row, "learners", "", "third", countWithBefore(row, "learners"))] })));
}

function answeredWords(row, rows) {
  if (row.asked) {
    return `answered ${row.asked}`;
  }
  return rows.length > 1 ? `answered in ${names.quizName(row)}` : "learners answered";
}

// What is known of a question; surveys have no right answers, hence no facility.
export function itemFigures(rows) {
  const [row] = rows;
  const answered = rows.map((each) => ({ text: written(each, "learners", grouped), label: answeredWords(each, rows) }));
  const more = [
    ["facility_percent", "right at first", (value) => `${decimal(value, 0)}%`],
    ["discrimination", "discrimination", (value) => decimal(value, 2)],
    ["seconds_mean", "mean time", (value) => `${decimal(value, 0)} s`],
  ].filter(([name]) => number(row[name]) !== null || row.disclosure?.suppressed.includes(name));
  return { kind: "figures", items: [...answered, ...more.map(([name, label, write]) => ({ text: written(row, name, write), label }))] };
}
