// SPDX-License-Identifier: Apache-2.0

// What a panel's title says: its finding, or, where the figures for that are hidden or missing, what it is about. Pure.
import { divisions as names } from "./filters.mjs";
import { boardName, problemName, sourceName } from "./names.mjs";
import { grouped, monthName, percentage, periodName, plural, title } from "./words.mjs";

const known = (...values) => values.every((value) => value !== null && value !== undefined && value !== "");

const areOfOneCourse = (rows) => new Set(rows.map((row) => row.course)).size === 1;

// The row with the most of a column, undefined if none has any.
function most(rows, column) {
  const told = rows.filter((row) => known(row[column]) && Number(row[column]) > 0);
  return told.reduce((best, row) => (best === undefined || Number(row[column]) > Number(best[column]) ? row : best), undefined);
}

export function funnel(rows) {
  const [row] = rows;
  if (rows.length !== 1 || !known(row.enrolled, row.started, row.completed)) {
    return "Enrolled, started and completed";
  }
  const part = (key) => `${grouped(row[key])} ${key} (${percentage(row[key], row.enrolled)})`;
  return `Of ${grouped(row.enrolled)} enrolled, ${part("started")} and ${part("completed")}`;
}

export function modules(rows) {
  const lost = rows.map((row) => (known(row.started, row.completed) ? { row, count: row.started - row.completed } : undefined)).filter(Boolean);
  const worst = lost.reduce((best, each) => (best === undefined || each.count > best.count ? each : best), undefined);
  if (rows.length < 2 || worst === undefined || worst.count <= 0) {
    return "Started and completed by module";
  }
  return `Most are lost in “${title(worst.row.module_name, worst.row.module)}”: ${grouped(worst.count)} started it and have not completed`;
}

// Shares of fewer learners say little, and are left out of titles.
const FEW = 20;

// From which share to which it goes, as one place alone may lead by chance.
function rangeTitle(rows, subject) {
  const told = rows.filter((row) => known(row.enrolled, row.completed) && row.enrolled >= FEW);
  if (told.length < 2 || !areOfOneCourse(rows)) {
    return `Completed by ${subject}`;
  }
  const sorted = [...told].sort((one, other) => one.completed / one.enrolled - other.completed / other.enrolled);
  const share = (row) => percentage(row.completed, row.enrolled);
  return `Completed by ${subject}: from ${share(sorted[0])} to ${share(sorted.at(-1))} where ${FEW} or more enrolled`;
}

export function organisations(rows) {
  return rangeTitle(rows, "organisation");
}

export function divisions(rows, { breakdown }) {
  return rangeTitle(rows, names[breakdown].toLowerCase());
}

// The sum of a column, undefined where one of its figures is hidden or rounded, as the sum would not be true.
function sumOf(rows, column) {
  const areTold = rows.every((row) => known(row[column]) && row.disclosure?.profile !== "nhs-digital-2018");
  return areTold ? rows.reduce((sum, row) => sum + Number(row[column]), 0) : undefined;
}

// "17% fewer than the 247 of the period before"; of few before, no share, as it would tell little.
function besideBefore(now, before) {
  if (now === before) {
    return "as many as in the period before";
  }
  const amount = before < FEW ? grouped(Math.abs(now - before)) : percentage(Math.abs(now - before), before);
  return `${amount} ${now > before ? "more" : "fewer"} than the ${grouped(before)} of the period before`;
}

// What was completed in all, beside the period before; undefined where that is not known.
function comparedActivity(rows) {
  const [now, before] = ["completed", "completed_before"].map((column) => sumOf(rows, column));
  return known(now, before) && areOfOneCourse(rows) ? `${grouped(now)} completed, ${besideBefore(now, before)}` : undefined;
}

export function activity(rows, { period }) {
  const compared = comparedActivity(rows);
  if (compared) {
    return compared;
  }
  const best = most(rows, "completed");
  if (rows.length < 2 || best === undefined || !areOfOneCourse(rows)) {
    return "Activity over time";
  }
  return `Most completed in ${periodName(best.begins_on, period)} (${grouped(best.completed)})`;
}

export function time(rows) {
  const all = rows.find((row) => !row.enrolled_month);
  if (all === undefined || !areOfOneCourse(rows) || !known(all.within_90_percent)) {
    return "Time to completion";
  }
  return `${Math.round(all.within_90_percent)}% of those who enrol complete within 90 days`;
}

export function evaluation(rows) {
  const [row] = rows;
  if (rows.length !== 1 || !known(row.sites, row.patients)) {
    return "Site evaluation";
  }
  return `${plural(row.sites, "hospital")} evaluating, ${plural(row.patients, "patient")} counted`;
}

export function boards(rows) {
  const best = most(rows, "patients");
  if (rows.length < 2 || best === undefined || !areOfOneCourse(rows)) {
    return "Evaluation by integrated care board";
  }
  return `Most patients were counted in ${boardName(best)}: ${grouped(best.patients)}`;
}

export function evaluationOverTime(rows, { period }) {
  const best = most(rows, "patients");
  if (rows.length < 2 || best === undefined || !areOfOneCourse(rows)) {
    return "Evaluation over time";
  }
  return `Most patients were counted in ${periodName(best.begins_on, period)} (${grouped(best.patients)})`;
}

export function followUp(rows) {
  const told = rows.filter((row) => known(row.answered, row.due) && row.due > 0);
  if (told.length === 0 || !areOfOneCourse(rows)) {
    return "Follow-up after 4 and 12 months";
  }
  const part = ({ months, answered, due }) => `${grouped(answered)} of ${grouped(due)} after ${months} months (${percentage(answered, due)})`;
  return `Responded to the follow-up: ${told.map(part).join(", ")}`;
}

// Of the first follow-up: the later one has other people, and fewer of them.
export function followUpDivisions(rows, { breakdown }) {
  const months = Math.min(...rows.map((row) => row.months));
  const told = rows.filter((row) => Number(row.months) === months && known(row.answered, row.due) && row.due >= FEW);
  const subject = names[breakdown].toLowerCase();
  if (told.length < 2 || !areOfOneCourse(rows)) {
    return `Responded to the follow-up by ${subject}`;
  }
  const shares = told.map((row) => row.answered / row.due).sort((one, other) => one - other);
  const [least, largest] = [shares[0], shares.at(-1)].map((each) => percentage(each, 1));
  return `Responded after ${months} months by ${subject}: from ${least} to ${largest} where ${FEW} or more are due`;
}

const has = (count) => (Number(count) === 1 ? "has" : "have");

// What has run out, and when the next ones do.
export function expiry(rows) {
  const [all, past] = ["learners", "overdue"].map((column) => sumOf(rows, column));
  if (rows.length === 0 || !known(all, past) || !areOfOneCourse(rows)) {
    return "When completions run out";
  }
  const next = rows.find((row) => row.learners > row.overdue);
  const after = next ? `, the next ${grouped(next.learners - next.overdue)} do in ${monthName(next.expires_month)}` : "";
  return `${grouped(past)} of ${plural(all, "completion")} ${has(past)} run out${after}`;
}

export function overdue(rows) {
  return rows.length > 0 ? `${plural(rows.length, "completion")} ${has(rows.length)} run out and not been renewed` : "Whose completion has run out";
}

export function quality(rows) {
  const worst = most(rows, "statements");
  if (worst === undefined) {
    return "What is odd about statements";
  }
  return `Most frequent: “${problemName(worst).toLowerCase()}” (${plural(worst.statements, "statement")} of ${sourceName(worst)})`;
}

export function sources(rows) {
  const best = most(rows, "statements");
  return best ? `Most statements are of ${sourceName(best)}: ${grouped(best.statements)}` : "Where statements come from";
}

export function strangers(rows) {
  const [row] = rows;
  if (rows.length !== 1 || !known(row.learners)) {
    return "Accounts that are not in the staff list";
  }
  return `${plural(row.learners, "account")} ${Number(row.learners) === 1 ? "is" : "are"} not in the staff list`;
}

export function module(rows) {
  const [row] = rows;
  if (rows.length !== 1 || !known(row.started, row.completed)) {
    return "Who starts and who completes";
  }
  return `${grouped(row.started)} started this module, ${grouped(row.completed)} completed it (${percentage(row.completed, row.started)} of them)`;
}

export function stops(rows) {
  const worst = most(rows, "stopped");
  if (worst === undefined) {
    return "Where learners stop";
  }
  return worst.page
    ? `Most stop at “${title(worst.page_name, worst.page)}” (${grouped(worst.stopped)})`
    : `Most stop before any page of “${title(worst.module_name, worst.module)}” (${grouped(worst.stopped)})`;
}

export function scores(rows) {
  const once = rows.filter((row) => !row.asked && known(row.first_mean, row.best_mean));
  if (once.length !== 1) {
    return "First and best scores";
  }
  return `Scores rise from ${Math.round(100 * once[0].first_mean)}% at first to ${Math.round(100 * once[0].best_mean)}% at best`;
}

export function hardest(rows) {
  const [row] = rows;
  if (!row || !known(row.facility_percent)) {
    return "Hardest questions";
  }
  return `Hardest: “${title(row.question_name, row.question)}”, right at first for ${Math.round(row.facility_percent)}%`;
}

export function item(rows) {
  const [row] = rows;
  if (rows.length === 1 && known(row.facility_percent)) {
    return `${Math.round(row.facility_percent)}% answered right at first`;
  }
  return "Who answered";
}

export function answers(rows) {
  const wrong = most(rows.filter((row) => row.outcome === "wrong"), "learners");
  if (wrong) {
    return `The wrong answer chosen most is “${wrong.answer}” (${grouped(wrong.learners)})`;
  }
  return "Answers chosen";
}

export function change(rows) {
  const best = most(rows.filter((row) => row.question), "change_mean");
  if (rows.length > 1 && best) {
    return `“${title(best.question_name, best.question)}” rises most from before to after`;
  }
  return "Before and after the course";
}

