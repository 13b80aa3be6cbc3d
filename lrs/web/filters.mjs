// SPDX-License-Identifier: Apache-2.0

// THE table of filters: what may narrow the figures, how it is written in the address, where its choices come from. Pure.
//
// A filter goes to each report that has a parameter of its name. Of others, and of `quiz` and `question`, which no report has,
// a panel may take the rows by itself (`picks` in panels.mjs). One that `isView` says how figures are shown, not whom they count.

const LENGTH_MAX = 2000;
const CODE_MAX = 500;

function checkIri(text) {
  return text.length <= LENGTH_MAX && /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) ? undefined : "is not the identifier of anything (an IRI)";
}

function checkDay(text) {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  return isDay ? undefined : "is not a day, written as 2026-04-01";
}

function checkCode(text) {
  return text.length <= CODE_MAX && /\S/.test(text) && !/\p{Cc}/u.test(text) ? undefined : `is not a code or name of at most ${CODE_MAX} characters`;
}

// How learners may be divided: as the reports' `breakdown` tells.
export const divisions = {
  organisation: "Organisation",
  icb: "Integrated care board",
  region: "Region",
  profession: "Profession",
  "staff-group": "Staff group",
  band: "Agenda for Change band",
  source: "System that sent it",
};

// Who learners are. Few ask for these at a time, so they stand behind "More filters", but for what a page is about.
const division = (name, breakdown = name) => ({
  name,
  isMore: true,
  label: divisions[breakdown],
  told: divisions[breakdown].toLowerCase(),
  check: checkCode,
  all: "All",
  choices: { report: "completion-time", query: { breakdown }, value: "division" },
});

export const filters = [
  {
    name: "course",
    label: "Course",
    told: "course",
    check: checkIri,
    all: "All courses",
    choices: { report: "funnel", query: { by: "total" }, value: "course", title: "course_name" },
  },
  {
    name: "module",
    label: "Module",
    told: "module",
    check: checkIri,
    all: "All modules",
    choices: { report: "funnel", query: { by: "module" }, value: "module", title: "module_name" },
  },
  {
    name: "quiz",
    label: "Quiz or survey",
    told: "quiz",
    check: checkIri,
    all: "All quizzes and surveys",
    choices: { report: "items", query: {}, value: "asked_in", title: "asked_in_name" },
  },
  {
    name: "question",
    label: "Question",
    told: "question",
    check: checkIri,
    all: "All questions",
    choices: { report: "items", query: {}, value: "question", title: "question_name", within: { quiz: "asked_in" } },
  },
  { ...division("organisation"), all: "All organisations" },
  division("icb"),
  division("region"),
  division("profession"),
  division("staff_group", "staff-group"),
  division("band"),
  division("source"),
  { name: "breakdown", label: "Compare by", told: "comparison", values: divisions, default: "region", isView: true },
  { name: "period", label: "Over time by", told: "period", values: { month: "Month", "financial-year": "Financial year" }, default: "month", isView: true },
  {
    name: "months",
    label: "A completion counts for",
    told: "how long a completion counts",
    values: { 6: "6 months", 12: "1 year", 18: "18 months", 24: "2 years", 36: "3 years", 48: "4 years", 60: "5 years" },
    default: "12",
    isView: true,
  },
  { name: "from", label: "From", told: "period", check: checkDay },
  { name: "to", label: "To", told: "period", check: checkDay },
  { name: "compare", label: "Compare with", told: "period before", values: { "": "No other period", previous: "The period before" }, isView: true },
];

export function filterOf(name) {
  return filters.find((filter) => filter.name === name);
}

// What is wrong with the text, in words that follow the filter's label; undefined if nothing is.
export function problemOf(filter, text) {
  if (filter.values) {
    return Object.hasOwn(filter.values, text) ? undefined : `is none of ${Object.keys(filter.values).filter(Boolean).join(", ")}`;
  }
  return filter.check(text);
}
