/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 1.2 as a dialect of scorm.mjs: one status for completion and success. */
import { scormTime, scormTimespan } from "../core/duration.mjs";
import { createScorm } from "./scorm.mjs";
import { SCORM12_NAMES } from "./scorm_api.mjs";
import { resultOf } from "./scorm_interactions.mjs";
import { scorm12Response } from "./scorm12_responses.mjs";

const FINISHED = ["completed", "passed"];
const STATUSES = [...FINISHED, "failed", "incomplete", "browsed", "not attempted"];
const STATUS = "cmi.core.lesson_status";
const GENERAL_EXCEPTION = 101;

const DIALECT = {
  names: SCORM12_NAMES,
  elements: {
    mode: "cmi.core.lesson_mode",
    state: "cmi.suspend_data",
    location: "cmi.core.lesson_location",
    learner: "cmi.core.student_id",
    learnerName: "cmi.core.student_name",
  },
  optional: ["cmi.core.score.min", "cmi.core.score.max"],
  /* Some LMSs refuse a second LMSInitialize with a general error though the session goes on; a status that can be read proves it. */
  isRunning: ({ error }, api) => error === GENERAL_EXCEPTION && STATUSES.includes(api.get(STATUS).value),
  standing,
  beginning: [STATUS, "incomplete"],
  time: (seconds) => ["cmi.core.session_time", scormTimespan(seconds)],
  place: (location) => ["cmi.core.lesson_location", location],
  results,
  throughout: [],
  exit: (isFinished) => ["cmi.core.exit", isFinished ? "" : "suspend"],
  interaction,
  another,
};

export function createScorm12(environment) {
  return createScorm(environment, DIALECT);
}

function standing(api) {
  const { value } = api.get(STATUS);
  return { finished: FINISHED.includes(value), begun: [...FINISHED, "failed", "incomplete"].includes(value),
    passed: value === "passed" };
}

function results({ score }, { passed }) {
  const scores = score === null ? []
    : [["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"], ["cmi.core.score.raw", String(score)]];
  return passed ? scores : [...scores, [STATUS, "completed"]];
}

/* In the order that every LMS met so far takes: the pattern of a response is checked by its type. */
function interaction(event, date) {
  const { type, patterns, response } = scorm12Response(event.question, event.chosen);
  return [
    ["type", type],
    ...patterns.map((pattern, order) => [`correct_responses.${order}.pattern`, pattern]),
    ["student_response", response],
    ["result", resultOf(event, "wrong")],
    ["latency", scormTimespan(event.seconds)],
    ["time", scormTime(date)],
  ];
}

/* Values for the moment between two commits. None says more than the learner has reached. */
const OTHERS = {
  [STATUS]: (status) => (status === "incomplete" ? "browsed" : "incomplete"),
  "cmi.core.lesson_location": () => "",
  "cmi.core.score.min": () => "1",
  "cmi.core.score.max": () => "99",
  "cmi.core.score.raw": (score) => String(score === "0" ? 1 : Number(score) - 1),
  "id": (id) => `${id.slice(0, -1)}${id.endsWith("_") ? "0" : "_"}`,
  "type": () => "fill-in",
  "correct_responses.0.pattern": () => "-",
  "student_response": () => "-",
  "result": () => "neutral",
  "latency": () => "0000:00:00.00",
  "time": () => "00:00:00",
};

function another(name, value) {
  return OTHERS[name]?.(value);
}
