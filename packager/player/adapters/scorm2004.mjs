/* SPDX-License-Identifier: Apache-2.0 */

/*
 * SCORM 2004 as a dialect of scorm.mjs: completion and success are two statuses.
 *
 * cmi.exit is "suspend" always, also when everything is done: after "normal" the next launch is a new attempt by the standard,
 * whose statuses are unknown and whose state is empty. That would make a learner who only looks something up start anew, and some
 * LMSs then show the new attempt in place of the completed one. It is set from the start, as Terminate may never reach the LMS.
 */
import { isoDuration } from "../core/duration.mjs";
import { interactionType, patternsOf, responseOf } from "../core/interaction.mjs";
import { createScorm } from "./scorm.mjs";
import { SCORM2004_NAMES } from "./scorm_api.mjs";
import { resultOf } from "./scorm_interactions.mjs";

const COMPLETION = "cmi.completion_status";
const SUCCESS = "cmi.success_status";
const ALREADY_INITIALIZED = 103;

/* The standard promises room for so much. */
const PATTERNS_MAX = 5;
const RESPONSE_MAX = { "fill-in": 250, "long-fill-in": 4000 };

/* Some LMSs refuse an empty text as mistyped. No page is called so. */
const NOWHERE = "-";

const SUSPENDED = ["cmi.exit", "suspend"];

const DIALECT = {
  names: SCORM2004_NAMES,
  elements: { mode: "cmi.mode", state: "cmi.suspend_data", location: "cmi.location", learner: "cmi.learner_id",
    learnerName: "cmi.learner_name" },
  optional: ["cmi.score.min", "cmi.score.max", "cmi.score.raw"],
  isRunning: ({ error }) => error === ALREADY_INITIALIZED,
  standing,
  beginning: [COMPLETION, "incomplete"],
  time: (seconds) => ["cmi.session_time", isoDuration(seconds)],
  place: (location) => ["cmi.location", location === "" ? NOWHERE : location],
  results,
  throughout: [SUSPENDED],
  exit: () => SUSPENDED,
  interaction,
  another: () => undefined,
};

export function createScorm2004(environment) {
  return createScorm(environment, DIALECT);
}

function standing(api) {
  const completion = api.get(COMPLETION).value;
  const finished = completion === "completed" || api.get(SUCCESS).value === "passed";
  return { finished, begun: finished || completion === "incomplete" };
}

/* Success stays unknown where no quiz has tested it, and where attempts were enough to complete. */
function results({ score, passed }) {
  const completed = [COMPLETION, "completed"];
  if (score === null) {
    return [completed];
  }
  return [["cmi.score.min", "0"], ["cmi.score.max", "100"], ["cmi.score.raw", String(score)],
    ["cmi.score.scaled", String(score / 100)], ...(passed ? [[SUCCESS, "passed"]] : []), completed];
}

/*
 * The type comes first, as an LMS refuses a response while it does not know what it is one to. A time has two decimals, the most
 * that the standard allows; LMSs made with scorm-again take no zone behind a time without any.
 */
function interaction({ question, chosen, correct, seconds }, date) {
  const type = interactionType(question);
  const fit = (text) => text.slice(0, RESPONSE_MAX[type]);
  return [
    ["type", type],
    ["timestamp", date.toISOString().replace(/\dZ$/, "Z")],
    ...patternsOf(question).slice(0, PATTERNS_MAX).map((pattern, order) => [`correct_responses.${order}.pattern`, fit(pattern)]),
    ["learner_response", fit(responseOf(question, chosen))],
    ["result", resultOf({ correct }, "incorrect")],
    ["latency", isoDuration(seconds)],
  ];
}
