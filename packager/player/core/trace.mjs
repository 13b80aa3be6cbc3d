/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The last calls to an LMS and requests to an LRS, for the help desk: see view/diagnostics.mjs.
 *
 * It is a part of the environment, which everything that talks to the outside is given. The calls are noted where a protocol is
 * known (adapters/scorm_trace.mjs, adapters/hacp_client.mjs, xapi/lrs.mjs), not by a hook on fetch(): such a hook would see
 * credentials, names and answers, and would have to know each protocol to leave them out. What is noted has neither.
 */
import { withoutQueries } from "./discreet.mjs";

/** Of more calls than this only the last are kept. */
export const CALLS_MAX = 200;

const TEXT_MAX = 160;

/**
 * `now` gives milliseconds of the clock, `elapsed` those of time spent. Yields
 *   begin(call, argument?)  notes a call before it is made, so that one that is never answered is noted too; returns end(outcome) for
 *                           its answer, outcome = { result?, error?, text? }: what came, and the number and words of a failure
 *   calls()                 the last ones, the oldest first, as { at, call, argument, ms, result, error, text }; ms is null while unanswered
 *   dropped()               how many were made before these
 */
export function createTrace(now, elapsed = now) {
  const calls = [];
  let dropped = 0;
  return {
    begin(call, argument = "") {
      const begun = elapsed();
      const entry = { at: now(), call, argument: shorten(argument), ms: null, result: "", error: "", text: "" };
      calls.push(entry);
      if (calls.length > CALLS_MAX) {
        calls.shift();
        dropped += 1;
      }
      return ({ result = "", error = "", text = "" } = {}) => Object.assign(entry,
        { ms: Math.round(elapsed() - begun), result: shorten(result), error: String(error), text: shorten(text) });
    },
    calls: () => calls.map((entry) => ({ ...entry })),
    dropped: () => dropped,
  };
}

/** Notes what `promise` comes to under `call`; resolves and rejects as it does. */
export async function traced(trace, call, promise) {
  const end = trace.begin(call);
  try {
    const value = await promise;
    end({ result: "done" });
    return value;
  } catch (error) {
    end({ error: "failed", text: error.message });
    throw error;
  }
}

function shorten(text) {
  const line = withoutQueries(String(text)).replace(/\s+/g, " ").trim();
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX - 1)}…` : line;
}
