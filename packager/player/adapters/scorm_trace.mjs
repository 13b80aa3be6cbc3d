/* SPDX-License-Identifier: Apache-2.0 */

/* Notes the calls of a SCORM API for the help desk. Values are shown only of elements known to hold nothing personal. */
import { digest, mask } from "../core/discreet.mjs";

/* The last part of an element's name, in SCORM 1.2 and 2004; of interactions, objectives and all others the length is told. */
const SHOWN = /^cmi\.(core\.)?(lesson_status|completion_status|success_status|exit|entry|credit|lesson_mode|mode|session_time|total_time|lesson_location|location|score\.(raw|min|max|scaled)|progress_measure)$/;
const COUNT = /\._count$/;
const LEARNER = /\.(student_id|learner_id)$/;

/** `api` as wrapApi() makes it, with `names` of its calls; the same with each call noted in `trace`. */
export function traceApi(api, names, trace) {
  const noted = (call, argument, make, read = () => "true") => {
    const end = trace.begin(call, argument);
    const outcome = make();
    end(outcome.ok ? { result: read(outcome.value) } : { result: "false", error: outcome.error, text: outcome.message });
    return outcome;
  };
  return {
    initialize: () => noted(names.initialize, "", api.initialize),
    finish: () => noted(names.finish, "", api.finish),
    commit: () => noted(names.commit, "", api.commit),
    set: (element, value) => noted(names.set, `${element} = ${shown(element, String(value))}`, () => api.set(element, value)),
    get: (element) => noted(names.get, element, () => api.get(element), (value) => shown(element, value)),
  };
}

function shown(element, value) {
  if (LEARNER.test(element)) {
    return mask(value);
  }
  return SHOWN.test(element) || COUNT.test(element) ? `"${value}"` : lengthOf(element, value);
}

/* Of an answer and of a name not even a check: there are too few to choose from. */
function lengthOf(element, value) {
  return /interactions|_name$/.test(element) ? `${value.length} characters` : digest(value);
}
