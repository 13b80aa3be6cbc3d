// SPDX-License-Identifier: Apache-2.0

// THE table of panels. Each asks one report one question and shows the answer as a plot and as a table, from the same rows. Pure.
//
//   label           its name, where its finding is not meant
//   report, query   what is asked; the page's filters that the report has are added (question.mjs)
//   picks           filters by which the panel takes rows itself: name -> (row, value) -> whether the row is meant
//   lacks           filters that its report has but that change nothing here
//   keeps, order    which other rows it leaves out, in which order they stand
//   most            how many rows its table has at most; its CSV has all
//   isDivided       it has a row a division, as the filter `breakdown` says which
//   title(rows, filters), about(rows, filters)   what it shows, and of whom
//   columns         of the table; the first is what a row is about, and may lead on: `leads(row)` -> { page, …filters }
//   marks(rows, filters)   the plot's content (marks.mjs); undefined: there is nothing to draw
//   none            what stands where there are no rows
//   refused         what stands where the key may not see it, if the server's words tell a reader too little
import { count, measure, share, words } from "./columns.mjs";
import { divisions, filterOf } from "./filters.mjs";
import * as marks from "./marks.mjs";
import * as names from "./names.mjs";
import * as titles from "./titles.mjs";
import { UNKNOWN, dayName, daysBetween, monthName, periodName } from "./words.mjs";

const same = (column) => (row, value) => row[column] === value;
const leading = (column, leads) => ({ ...column, leads });
const toModule = (row) => ({ page: "module", course: row.course, module: row.module });
const toQuestion = (row) => ({ page: "question", course: row.course, quiz: row.asked_in, question: row.question });
const toBoard = (row) => (row.icb ? { page: "programme", course: row.course, icb: row.icb } : undefined);
const toOrganisation = (row) => (row.division ? { page: "trust", course: row.course, organisation: row.division } : undefined);

const funnelColumns = [
  count("enrolled", "Enrolled"),
  count("started", "Started"),
  share("started", "enrolled", "Started of enrolled"),
  count("completed", "Completed"),
  share("completed", "enrolled", "Completed of enrolled"),
];

// A row that is only of the period before has no days.
const daysOf = (row) => (row.first_on ? daysBetween(row.first_on, row.last_on) : UNKNOWN);

// Each course has a row for each of its two follow-ups.
const followUpName = (rows) => (rows.length > 2 ? (row) => `${names.courseName(row)}: ${names.monthsName(row).toLowerCase()}` : names.monthsName);

const followUpCounts = [
  count("completed", "Completed"),
  count("due", "Due"),
  count("answered", "Responded"),
  share("answered", "due", "Responded of due"),
  count("overdue", "Not yet"),
  count("implementing", "In practice"),
  share("implementing", "answered", "In practice of responded"),
];

const evaluationCounts = [count("sites", "Hospitals"), count("reports", "Reports"), count("patients", "Patients counted")];

const NO_HOSPITAL = "No hospital has reported here yet.";
const NOBODY = "No learner is counted here yet.";
const BARS_MAX = 15;
const BOARDS_MAX = 10; // two bars each
const OVERDUE_MAX = 200;

// Those with the most learners first; those whose division nobody named come last.
const byEnrolled = (one, other) => !one.division - !other.division || other.enrolled - one.enrolled || (one.division < other.division ? -1 : 1);

// The same of those for whom a follow-up is due.
const byDue = (one, other) => !one.division - !other.division || other.due - one.due || (one.division < other.division ? -1 : 1) || one.months - other.months;

const drawnOf = (rows) => (rows.length > BARS_MAX ? `The ${BARS_MAX} with the most learners are drawn; the table has all ${rows.length}.` : "");

const dueDrawn = (rows) => (rows.length > BARS_MAX ? `The ${BARS_MAX} for which most are due are drawn; the table has all ${rows.length}.` : "");

const boardsDrawn = (rows) => (rows.length > BOARDS_MAX ? `The ${BOARDS_MAX} with the most patients are drawn; the table has all ${rows.length}.` : "");

const periodWord = (period) => (period === "financial-year" ? "financial year (April to March)" : "month");
const monthsOf = (months) => filterOf("months").values[months];

const courseOfSeveral = (rows) => (row) => (rows.length > 1 ? names.courseName(row) : "");

export const panels = {
  funnel: {
    label: "Enrolled, started, completed",
    report: "funnel",
    query: { by: "total" },
    lacks: ["period"],
    title: titles.funnel,
    about: () => "People who enrolled on the course (in the months of the period, if one is chosen), were seen in it, and completed it by now. Each counts once.",
    columns: [words("Course", names.courseName), ...funnelColumns],
    marks: (rows) => marks.stageBars(rows, courseOfSeveral(rows)),
    none: "No learner is known yet. Figures appear as soon as a course or an LMS sends its first statement about a learner.",
  },
  modules: {
    label: "Modules",
    report: "funnel",
    query: { by: "module" },
    lacks: ["from", "to", "period", "compare"],
    title: titles.modules,
    about: () => "Of all who enrolled, how many started and completed each module. The frame is all who enrolled.",
    columns: [leading(words("Module", names.moduleName), toModule), ...funnelColumns],
    marks: (rows) => marks.stageBars(rows, names.moduleName, ["started", "completed"]),
    none: "No learner has reached a module yet.",
  },
  organisations: {
    label: "Organisations",
    report: "funnel",
    query: { by: "total", breakdown: "organisation" },
    lacks: ["period"],
    order: byEnrolled,
    title: titles.organisations,
    about: (rows) => `Completed, of those enrolled, which the frame shows. ${drawnOf(rows)}`,
    columns: [leading(words("Organisation", names.divisionName), toOrganisation), ...funnelColumns],
    marks: (rows) => marks.divisionBars(rows, BARS_MAX),
    none: "No statement and no roster tells a learner’s organisation yet.",
  },
  divisions: {
    label: "Groups of learners",
    report: "funnel",
    query: { by: "total" },
    lacks: ["period"],
    isDivided: true,
    order: byEnrolled,
    title: titles.divisions,
    about: (rows) => `Completed, of those enrolled, which the frame shows. ${drawnOf(rows)}`,
    columns: [words(({ breakdown }) => divisions[breakdown], names.divisionName), ...funnelColumns],
    marks: (rows) => marks.divisionBars(rows, BARS_MAX),
    none: "No learner is counted here yet.",
  },
  activity: {
    label: "Activity over time",
    report: "activity",
    query: {},
    title: titles.activity,
    about: (rows, { period }) =>
      `Learners by when they first enrolled, started and completed, by ${periodWord(period)}.`,
    columns: [
      words("Period", (row, { period }) => periodName(row.begins_on, period)),
      count("enrolled", "Enrolled"),
      count("started", "Started"),
      count("completed", "Completed"),
      count("learners", "Active learners"),
      count("statements", "Statements"),
    ],
    marks: (rows, { period }) => marks.activityColumns(rows, period),
    none: "Nothing happened in this period.",
  },
  time: {
    label: "Time to completion",
    report: "completion-time",
    query: {},
    title: titles.time,
    about: () =>
      "By month of enrolment, who completes within so many days. Those who have not completed yet count for as long as they are known (Kaplan–Meier). The table tells after how many days a quarter and half complete.",
    columns: [
      words("Enrolled in", (row) => (row.enrolled_month ? monthName(row.enrolled_month) : "All months")),
      count("learners", "Enrolled"),
      count("completed", "Completed"),
      measure("within_30_percent", "Within 30 days", 1, "%"),
      measure("within_90_percent", "Within 90 days", 1, "%"),
      measure("quarter_days", "Days to a quarter", 0),
      measure("median_days", "Days to half", 0),
    ],
    marks: marks.timeColumns,
    none: NOBODY,
  },
  evaluation: {
    label: "Site evaluation",
    report: "sites",
    query: { by: "total", period: "all" },
    title: titles.evaluation,
    about: () => "What hospitals have reported of their groups. Counts only: no patient is known here.",
    columns: [words("Course", names.courseName), words("Reported", daysOf), ...evaluationCounts],
    marks: marks.evaluationFigures,
    none: NO_HOSPITAL,
  },
  evaluationOverTime: {
    label: "Evaluation over time",
    report: "sites",
    query: { by: "total" },
    title: titles.evaluationOverTime,
    about: (rows, { period }) => `Hospitals that reported and the patients whom they counted, by ${periodWord(period)}.`,
    columns: [words("Period", (row, { period }) => periodName(row.begins_on, period)), ...evaluationCounts],
    marks: (rows, { period }) => marks.evaluationColumns(rows, period),
    none: NO_HOSPITAL,
  },
  boards: {
    label: "Evaluation by integrated care board",
    report: "sites",
    query: { by: "icb", period: "all" },
    order: (one, other) => other.patients - one.patients,
    title: titles.boards,
    about: (rows) => `Hospitals that evaluate and the patients whom they counted, by the board in which a hospital was on the day of its last report. ${boardsDrawn(rows)}`,
    columns: [leading(words("Board", names.boardName), toBoard), words("Region", names.regionName), ...evaluationCounts],
    marks: (rows) => marks.siteBars(rows, names.boardName, BOARDS_MAX),
    none: NO_HOSPITAL,
  },
  followUp: {
    label: "Follow-up",
    report: "follow-up",
    query: {},
    title: titles.followUp,
    about: () =>
      "Of those who completed, which the frame shows: for whom the follow-up is due by today, who has responded, and who then had put the course into practice. Each share is of the bar above it.",
    columns: [words("Follow-up", names.monthsName), ...followUpCounts],
    marks: (rows) => marks.followUpBars(rows, followUpName(rows)),
    none: "Nobody has completed the course yet, so no follow-up is due.",
  },
  followUpDivisions: {
    label: "Follow-up by groups of learners",
    report: "follow-up",
    query: {},
    isDivided: true,
    order: byDue,
    title: titles.followUpDivisions,
    about: (rows) => `Responded, of those for whom the follow-up is due by today, which the frame shows. ${dueDrawn(rows)}`,
    columns: [words(({ breakdown }) => divisions[breakdown], names.divisionName), words("Follow-up", names.monthsName), ...followUpCounts],
    marks: (rows) => marks.respondedBars(rows, BARS_MAX),
    none: "Nobody has completed the course yet, so no follow-up is due.",
  },
  expiry: {
    label: "When completions run out",
    report: "expiry",
    query: {},
    title: titles.expiry,
    about: (rows, { months }) =>
      `Learners by the month in which their last completion runs out, if it counts for ${monthsOf(months)}. Whoever completes again is counted by the later completion. No course says how long a completion counts: choose it in the filters, as your policy has it.`,
    columns: [words("Runs out in", (row) => monthName(row.expires_month)), count("learners", "Learners"), count("overdue", "Run out already")],
    marks: marks.expiryColumns,
    none: "No completion runs out in this period.",
  },
  overdue: {
    label: "Whose completion has run out",
    report: "overdue",
    query: {},
    most: OVERDUE_MAX,
    title: titles.overdue,
    about: (rows, { months }) =>
      [
        `Learners who have not completed again since, if a completion counts for ${monthsOf(months)}.`,
        rows.length > OVERDUE_MAX ? `The table has the ${OVERDUE_MAX} that ran out first; the CSV has all.` : "",
        rows.some(names.isPseudonym) ? "Codes stand in place of names, as your key may not see who learners are." : "",
      ].join(" "),
    columns: [
      words("Learner", names.learnerName),
      words("System", names.systemName),
      words("Completed", (row) => dayName(row.completed_on)),
      words("Ran out", (row) => dayName(row.expired_on)),
    ],
    marks: () => undefined,
    refused: "This is a list of single learners. Your key shows no figures of few people, and so not this list either. Ask for another key if your work needs it.",
    none: "Nobody’s completion has run out.",
  },
  quality: {
    label: "Odd statements",
    report: "data-quality",
    query: {},
    keeps: (row) => Boolean(row.problem),
    order: (one, other) => other.statements - one.statements,
    title: titles.quality,
    about: (rows) =>
      `Statements that may be counted wrongly or not at all, of all statements of the same source, which the frame shows. A period is of the days on which they were stored. ${rows.length > BARS_MAX ? `The ${BARS_MAX} most frequent are drawn; the table has all ${rows.length}.` : ""}`,
    columns: [
      words("What is odd", names.problemName),
      words("Source", names.sourceName),
      words("Which", (row) => row.detail ?? UNKNOWN),
      words("Perhaps meant", (row) => row.nearest ?? UNKNOWN),
      words("Stored", daysOf),
      count("statements", "Statements"),
      count("of_statements", "Of all of the source"),
    ],
    marks: (rows) => marks.statementBars(rows, (row) => `${names.problemName(row)} – ${names.sourceName(row)}`, "third", BARS_MAX),
    none: "Nothing odd was found.",
  },
  sources: {
    label: "Where statements come from",
    report: "data-quality",
    query: {},
    keeps: (row) => !row.problem,
    order: (one, other) => other.statements - one.statements,
    title: titles.sources,
    about: () => "All statements by the platform that they name and the key with which they were sent. Withdrawn ones are not counted.",
    columns: [words("Source", names.sourceName), words("Stored", daysOf), count("statements", "Statements")],
    marks: (rows) => marks.statementBars(rows, names.sourceName, "first", BARS_MAX),
    none: "No statement is stored yet.",
  },
  strangers: {
    label: "Not in the staff list",
    report: "data-quality",
    query: { problem: "not-in-roster" },
    lacks: ["from", "to", "compare"],
    title: titles.strangers,
    about: () => "Accounts that learn but stand in no row of the staff list (roster), by the system that they are of: their profession, band and the like are not known.",
    columns: [words("System", (row) => row.detail ?? UNKNOWN), count("learners", "Accounts")],
    marks: (rows) => marks.strangerBars(rows, BARS_MAX),
    none: "Every account stands in the staff list, or none was imported.",
  },
  trust: {
    label: "This organisation",
    report: "funnel",
    query: { by: "total" },
    lacks: ["period"],
    title: titles.funnel,
    about: () => "Learners of this organisation, and of those that it has succeeded, who enrolled, were seen in the course, and completed it.",
    columns: [words("Course", names.courseName), ...funnelColumns],
    marks: (rows) => marks.stageBars(rows, courseOfSeveral(rows)),
    none: "No learner of this organisation is counted here. Choose another, or check its code.",
  },
  module: {
    label: "Who starts and completes",
    report: "funnel",
    query: { by: "module" },
    lacks: ["from", "to", "period", "compare"],
    picks: { module: same("module") },
    title: titles.module,
    about: () => "Of all who enrolled on the course.",
    columns: [words("Module", names.moduleName), ...funnelColumns],
    marks: (rows) => marks.stageBars(rows, courseOfSeveral(rows)),
    none: "No learner has reached this module yet.",
  },
  pages: {
    label: "Pages of the module",
    report: "drop-off",
    query: {},
    lacks: ["period", "compare"],
    title: titles.stops,
    about: () => "Learners who reached each page, of those who started the module. The end of a bar in another colour is those who went no further and have not completed the module.",
    columns: [
      words("Page", names.pageName),
      count("reached", "Reached"),
      measure("reached_percent", "Reached of started", 1, "%"),
      count("stopped", "Stopped here"),
      measure("stopped_percent", "Stopped of started", 1, "%"),
    ],
    marks: marks.pageBars,
    none: "No learner has opened a page here yet.",
  },
  stops: {
    label: "Where learners stop",
    report: "drop-off",
    query: {},
    lacks: ["period", "compare"],
    keeps: (row) => row.stopped !== null && Number(row.stopped) > 0,
    order: (one, other) => other.stopped - one.stopped,
    title: titles.stops,
    about: (rows) =>
      `Learners who went no further than this page and have not completed its module, of those who started it. ${rows.length > 10 ? "The ten pages with the most are drawn." : ""}`,
    columns: [
      words("Page", names.pageName),
      words("Module", names.moduleName),
      count("stopped", "Stopped here"),
      count("started", "Started the module"),
      measure("stopped_percent", "Stopped of started", 1, "%"),
    ],
    marks: (rows) => marks.stopBars(rows, 10),
    none: "Nobody is known to have stopped at a page.",
  },
  scores: {
    label: "Scores",
    report: "scores",
    query: {},
    lacks: ["period", "compare"],
    picks: { module: (row, module) => row.activity === module || row.activity.startsWith(`${module}/`) },
    title: titles.scores,
    about: () => "Mean of first and of best scores, of all learners with a score.",
    columns: [
      words("Scored", names.scoredName),
      count("learners", "Learners"),
      count("attempts", "Attempts"),
      measure("first_mean", "First, mean", 2),
      measure("first_median", "First, median", 2),
      measure("best_mean", "Best, mean", 2),
      measure("best_median", "Best, median", 2),
    ],
    marks: marks.scoreBars,
    none: "Nobody has a score here yet.",
  },
  hardest: {
    label: "Hardest questions",
    report: "items",
    query: { by: "question" },
    lacks: ["period", "compare"],
    picks: { quiz: same("asked_in"), question: same("question") },
    keeps: (row) => Number(row.correct) + Number(row.wrong) > 0 || (row.disclosure?.suppressed.length ?? 0) > 0,
    order: (one, other) => (one.facility_percent ?? 101) - (other.facility_percent ?? 101),
    title: titles.hardest,
    about: () => "Facility: of those whose first answer was right or wrong, how many were right. The hardest question stands first.",
    columns: [
      leading(words("Question", names.askedName), toQuestion),
      words("Asked in", names.quizName),
      count("learners", "Learners"),
      count("correct", "Right at first"),
      measure("facility_percent", "Facility", 1, "%"),
      measure("discrimination", "Discrimination", 2),
      measure("seconds_mean", "Seconds, mean", 0),
    ],
    marks: (rows) => marks.facilityBars(rows, BARS_MAX),
    none: "No question of a quiz has been answered yet. Packages send answers to questions over xAPI only; LMSs do not pass them on.",
  },
  item: {
    label: "The question",
    report: "items",
    query: { by: "question" },
    lacks: ["period", "compare"],
    picks: { quiz: same("asked_in"), question: same("question") },
    order: (one, other) => (one.asked === "after") - (other.asked === "after"),
    title: titles.item,
    about: (rows) =>
      rows.some((row) => Number(row.correct) + Number(row.wrong) > 0)
        ? "Discrimination: how far those who know the rest of the quiz do better here, from −1 to 1; below 0.2 a question tells little."
        : "Learners by their first answers.",
    columns: [
      words("Asked", (row) => row.asked ?? "once"),
      count("learners", "Learners"),
      count("answers", "Answers in all"),
      measure("facility_percent", "Facility", 1, "%"),
      measure("discrimination", "Discrimination", 2),
      measure("seconds_mean", "Seconds, mean", 1),
      measure("seconds_median_from", "Half took this many seconds or more", 0),
    ],
    marks: marks.itemFigures,
    none: "Nobody has answered this question yet.",
  },
  answers: {
    label: "Answers chosen",
    report: "items",
    query: { by: "answer" },
    lacks: ["from", "to", "period", "compare"],
    picks: { quiz: same("asked_in"), question: same("question") },
    title: titles.answers,
    about: () => "First answers as they were sent, with their share of all first answers.",
    columns: [
      words("Answer", names.answerName),
      words("Asked", (row) => row.asked ?? "once"),
      words("Judged", (row) => row.outcome ?? UNKNOWN),
      count("learners", "Learners"),
      measure("learners_percent", "Of those who answered", 1, "%"),
      count("answers", "Given in all"),
    ],
    marks: marks.answerBars,
    none: "Nobody has answered this question yet.",
  },
  change: {
    label: "Before and after",
    report: "change",
    query: { by: "question" },
    lacks: ["period", "compare"],
    picks: { quiz: same("asked_in"), question: same("question") },
    keeps: (row) => Boolean(row.question),
    title: titles.change,
    about: () => "Means of those who answered before and after the course. The open dot is before, the full one after.",
    columns: [
      leading(words("Question", names.changeName), toQuestion),
      count("learners", "Learners"),
      measure("before_mean", "Before", 2),
      measure("after_mean", "After", 2),
      measure("change_mean", "Change", 2),
      measure("change_deviation", "Standard deviation", 2),
      count("higher", "Higher after"),
    ],
    marks: marks.changes,
    none: "Nobody has answered the same question before and after the course.",
  },
};
