// SPDX-License-Identifier: Apache-2.0

// A store small enough to know every answer by heart, and the answers to the questions of lrs/extract/examples.
import { writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { run } from "../xapi/lrs.mjs";

const verbs = "http://adlnet.gov/expapi/verbs/";
const types = "http://adlnet.gov/expapi/activities/";
const homePage = "https://synthetic.invalid/lms";
const iri = "https://synthetic.invalid/courses/back";
const names = { [iri]: "Back care", [`${iri}/1`]: "Ænd, \"of\" pain", [`${iri}/2`]: "=Second", [`${iri}/quiz/a`]: "Where?", [`${iri}/quiz/b`]: "Why?" };

const activity = (id, type, more = {}) => ({ id, definition: { type: types + type, ...(names[id] ? { name: { "en-GB": names[id] } } : {}), ...more } });
const course = activity(iri, "course");
const extension = "https://w3id.org/xapi/ibest/extensions/organisation";

function told(who, verb, object, timestamp, organisation, more = {}) {
  return {
    id: randomUUID(),
    actor: { account: { homePage, name: who } },
    verb: { id: verbs + verb },
    object,
    timestamp,
    context: { contextActivities: { grouping: [course], ...more.around }, extensions: { [extension]: organisation } },
    ...(more.result ? { result: more.result } : {}),
  };
}

const module = (number) => activity(`${iri}/${number}`, "module");
const quiz = activity(`${iri}/quiz`, "assessment");
const question = (letter) => activity(`${iri}/quiz/${letter}`, "cmi.interaction", { interactionType: "true-false" });

function answers(letter, right, wrong) {
  return Array.from({ length: right + wrong }, (_, i) =>
    told(`answers-${letter}-${i}`, "answered", question(letter), "2018-04-01T10:00:00Z", "SYN09",
      { around: { parent: [quiz] }, result: { success: i < right, response: i < right ? "true" : "false" } }));
}

const statements = [
  told("ann", "completed", course, "2018-03-10T10:00:00Z", "SYN01"),
  told("ann", "completed", course, "2018-06-10T10:00:00Z", "SYN01"), // again: the first counts
  told("ben", "completed", course, "2018-06-30T23:30:00Z", "SYN01"), // July in London
  told("cat", "completed", course, "2018-03-31T10:00:00Z", "SYN02"), // the roster says SYN03
  told("dan", "passed", course, "2018-07-01T10:00:00Z", "SYN01"),
  told("dan2", "completed", course, "2018-08-01T10:00:00Z", "SYN02"), // the same human as dan
  told("eve", "registered", course, "2018-01-01T10:00:00Z", "SYN01"),
  told("eve", "initialized", module(1), "2018-01-02T10:00:00Z", "SYN01"),
  told("eve", "initialized", module(1), "2018-01-20T10:00:00Z", "SYN01"),
  told("eve", "initialized", module(2), "2018-04-25T10:00:00Z", "SYN01"), // lately
  told("fay", "initialized", module(2), "2018-02-01T10:00:00Z", "SYN02"),
  told("gus", "initialized", module(1), "2018-02-01T10:00:00Z", "SYN02"),
  told("gus", "completed", module(1), "2018-02-02T10:00:00Z", "SYN02"),
  ...answers("a", 8, 4),
  ...answers("b", 3, 9),
  ...answers("c", 0, 2), // of too few
];

const roster = [
  "home_page,account,organisation,registration,profession",
  `${homePage},cat,SYN03,,Physiotherapist`,
  `${homePage},dan,SYN01,PH00001,Physiotherapist`,
  `${homePage},dan2,SYN01,PH00001,Physiotherapist`,
];

// CSV as `text` without its byte order mark, and whether it had one.
export const unmarked = (text) => ({ had: text.startsWith("\uFEFF"), text: text.replace(/^\uFEFF/, "") });
const csv = (...lines) => lines.map((line) => `${line}\r\n`).join("");

export const expected = {
  completions: csv(
    "course,organisation,month,completed",
    `${iri},SYN01,2018-03,1`,
    `${iri},SYN01,2018-07,2`,
    `${iri},SYN03,2018-03,1`,
  ),
  questions: csv(
    "question,name,asked_in,right,wrong,percent_right",
    `${iri}/quiz/b,Why?,${iri}/quiz,3,9,25`,
    `${iri}/quiz/a,Where?,${iri}/quiz,8,4,67`,
  ),
  // Without the learner, who is a pseudonym.
  stuck: csv(
    "organisation,module,name,started_at,last_at",
    `SYN01,${iri}/1,"Ænd, ""of"" pain",2018-01-02T10:00:00Z,2018-01-20T10:00:00Z`,
    `SYN02,${iri}/2,'=Second,2018-02-01T10:00:00Z,2018-02-01T10:00:00Z`,
  ),
  // The queries themselves, wherever they run; learners by name.
  completionRows: [
    [iri, "SYN01", "2018-03-10T10:00:00Z"],
    [iri, "SYN03", "2018-03-31T10:00:00Z"],
    [iri, "SYN01", "2018-06-30T23:30:00Z"],
    [iri, "SYN01", "2018-07-01T10:00:00Z"],
  ],
};

// Fills the store; `folder` is for files on the way.
export async function fill(store, folder) {
  await writeFile(`${folder}/statements.ndjson`, statements.map((each) => JSON.stringify(each)).join("\n"));
  await writeFile(`${folder}/roster.csv`, roster.join("\n"));
  await run("import", `${folder}/statements.ndjson`, "--store", store);
  await run("roster", "import", `${folder}/roster.csv`, "--store", store);
}

export { statements };
