/* SPDX-License-Identifier: Apache-2.0 */

/* Each call of an LMS's API is noted with its outcome, and no name or answer gets into the trace. */
import assert from "node:assert/strict";
import test from "node:test";
import { createTrace } from "../core/trace.mjs";
import { SCORM12_NAMES } from "./scorm_api.mjs";
import { traceApi } from "./scorm_trace.mjs";

const DONE = { ok: true, value: "true", error: 0, message: "" };
const REFUSED = { ok: false, value: "", error: 401, message: "Not implemented (error 401)" };

function tracedApi(changes) {
  const trace = createTrace(() => 0);
  const api = { initialize: () => DONE, finish: () => DONE, commit: () => DONE, set: () => DONE, get: () => ({ ...DONE, value: "incomplete" }),
    ...changes };
  return { trace, api: traceApi(api, SCORM12_NAMES, trace), last: () => trace.calls().at(-1) };
}

test("a call keeps its outcome and is noted by the name that the LMS knows it by", () => {
  const { api, trace } = tracedApi({ commit: () => REFUSED });
  assert.equal(api.initialize(), DONE);
  assert.equal(api.commit(), REFUSED);
  assert.equal(api.finish(), DONE);
  assert.deepEqual(trace.calls().map(({ call, result, error, text }) => [call, result, error, text]), [["LMSInitialize", "true", "", ""],
    ["LMSCommit", "false", "401", "Not implemented (error 401)"], ["LMSFinish", "true", "", ""]]);
});

for (const [element, value, expected] of [
  ["cmi.core.lesson_status", "completed", /"completed"/],
  ["cmi.completion_status", "completed", /"completed"/],
  ["cmi.core.score.raw", "80", /"80"/],
  ["cmi.core.lesson_location", "water.fresh", /"water\.fresh"/],
  ["cmi.interactions._count", "4", /"4"/],
  ["cmi.suspend_data", "2.abcdef.xyz", /12 characters, check [0-9a-f]{8}$/],
  ["cmi.interactions.3.student_response", "I was tired", /11 characters$/],
  ["cmi.interactions.3.id", "water_check_hot", /15 characters$/],
  ["cmi.core.student_name", "Learner, Synthetic", /18 characters$/],
  ["cmi.core.student_id", "SL123456", /SL… \(8 characters\)$/],
  ["cmi.comments", "I was tired", /11 characters, check/],
]) {
  test(`of ${element} as much is shown as may be`, () => {
    const { api, last } = tracedApi({ get: () => ({ ...DONE, value }) });
    api.set(element, value);
    assert.match(last().argument, expected);
    assert.ok(last().argument.startsWith(`${element} = `));
    api.get(element);
    assert.match(last().result, expected);
    assert.equal(last().argument, element);
    if (!expected.source.startsWith('"')) {
      assert.ok(!JSON.stringify(last()).includes(value));
    }
  });
}
