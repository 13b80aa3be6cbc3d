// SPDX-License-Identifier: Apache-2.0

// What rows of reports are called, and which division of learners they are of. Pure.
import { UNKNOWN, title } from "./words.mjs";

export const courseName = (row) => title(row.course_name, row.course);
export const moduleName = (row) => title(row.module_name, row.module);
export const pageName = (row) => (row.page ? title(row.page_name, row.page) : "Before any page");
const questionName = (row) => title(row.question_name, row.question);
export const quizName = (row) => title(row.asked_in_name, row.asked_in);

const withMoment = (name, { asked }) => (asked ? `${name} (${asked})` : name);

export const askedName = (row) => withMoment(questionName(row), row);
export const scoredName = (row) => withMoment(title(row.activity_name, row.activity), row);
export const answerName = (row) => row.answer ?? "Typed answers";
export const changeName = (row) => (row.question ? questionName(row) : "Scores of the quizzes before and after (0 to 1)");

export const boardName = (row) => (row.icb ? title(row.icb_name, row.icb) : "Not known");
export const regionName = (row) => (row.region ? title(row.region_name, row.region) : "Not known");

export const monthsName = ({ months }) => `After ${months} months`;

// Who a learner is: "account:HOME PAGE|NAME", "mailto:ADDRESS", or a pseudonym.
export const learnerName = ({ learner }) => learner.replace(/^(account:[^|]*\||mailto:)/, "");
export const isPseudonym = ({ learner }) => /^p-[0-9a-f]{32}$/.test(learner);
export const systemName = ({ learner }) => /^account:([^|]*)\|/.exec(learner)?.[1] ?? UNKNOWN;

const PROBLEMS = {
  "unknown-verb": "Verb that no known profile has",
  "unknown-type": "Kind of activity that no known profile has",
  "no-course": "No course is named",
  "clock-ahead": "Dated later than it arrived",
  "clock-behind": "Arrived more than 30 days late",
  voided: "Withdrawn",
  "not-in-roster": "Not in the staff list",
};

export const problemName = ({ problem }) => PROBLEMS[problem] ?? problem;

export const sourceName = ({ authority, platform }) => `${platform || "Platform not told"}, key “${authority || "not known"}”`;

export const divisionName = (row) => row.division || "Not known";
