/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The requests to an AICC LMS, and why one failed, in words that help whoever runs the LMS.
 *
 * A request is one that browsers send to another server without asking it first. Whether its answer may be read is another matter:
 * an LMS on another server must allow it (CORS), and the browser tells a script only "failed". So a failure is looked into.
 */
import { digest } from "../core/discreet.mjs";
import { fetchInTime } from "../core/in_time.mjs";
import { readAnswer, requestBody } from "./hacp.mjs";

const ANSWER_MS = 20000;
const PROBE_MS = 5000;

/**
 * `environment` as main.mjs makes it, `launch` of readAiccLaunch(). call(command, data?) resolves to { ok: true, answer } or
 * { ok: false, error, why }, and never rejects; `error` is the answer's code, `why` for the screen. Every request outlives the page.
 */
export function createHacpClient(environment, { address, sessionId }) {
  return { call: (command, data) => noted(environment.trace, command, data,
    () => call(environment, address, requestBody(command, sessionId, data))) };
}

/* Without the session's id, which whoever knows it could use. */
async function noted(trace, command, data = "", ask) {
  const end = trace.begin(command, shown(data));
  const outcome = await ask();
  end(outcome.ok ? { result: "error=0" } : { error: outcome.error, text: outcome.why });
  return outcome;
}

/* [Core] has the place, statuses, score and time; behind it stands the text of progress. */
function shown(data) {
  const [core, lesson] = data.split(/\[Core_Lesson\]\s*/);
  return lesson === undefined ? core : `${core.replace(/\s+/g, " ")}[Core_Lesson] ${digest(lesson.trim())}`;
}

async function call(environment, address, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body, keepalive: true,
    cache: "no-store", credentials: "same-origin" };
  const read = async (response) => ({ status: response.status, text: await response.text() });
  const { status, text } = await fetchInTime(environment, address, options, ANSWER_MS,
    { read, otherwise: { status: 0, text: "" } });
  if (status === 0) {
    return { ok: false, error: "0", why: await whyNoAnswer(environment, address) };
  }
  return judge(status, readAnswer(text));
}

function judge(status, answer) {
  if (answer !== null && answer.error === 0) {
    return { ok: true, answer };
  }
  if (answer !== null) {
    return { ok: false, error: `AICC ${answer.error}`, why: `your LMS answered “${answer.message || "failed"}” (AICC error ${answer.error}): `
      + "if that stays, close this window and open the course from your LMS again" };
  }
  return { ok: false, error: `HTTP ${status}`, why: status >= 400 ? `your LMS answered with HTTP error ${status}`
    : "your LMS answered with something other than AICC, as when you are no longer signed in" };
}

async function whyNoAnswer(environment, address) {
  const { host, origin, protocol } = new URL(address);
  const nothing = "there is no connection to your LMS";
  if (environment.window.location.protocol === "https:" && protocol === "http:") {
    return `the browser does not let this page, which came by https, talk to your LMS at http://${host}`;
  }
  if (origin === environment.origin || !(await environment.isOnline())) {
    return nothing;
  }
  const isThere = await fetchInTime(environment, address, { method: "HEAD", mode: "no-cors", cache: "no-store" }, PROBE_MS,
    { read: () => true, otherwise: false });
  return isThere ? `your LMS (${host}) does not let courses on ${environment.origin} read its answers: it has to send `
    + `“Access-Control-Allow-Origin: ${environment.origin}”, or the course has to lie on the LMS's own server` : nothing;
}
