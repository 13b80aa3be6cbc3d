// SPDX-License-Identifier: Apache-2.0

// What rows of reports are called, and which division of learners they are of. Pure.
import { title } from "./words.mjs";

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

export const divisionName = (row) => row.division || "Not known";
