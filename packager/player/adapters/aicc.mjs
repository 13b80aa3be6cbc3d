/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The adapter for AICC, by HACP: requests straight to the LMS, so that the course may lie on another server.
 *
 * - Every PutParam carries everything, since LMSs differ in what they keep of what was left out.
 * - Until the unit is finished it is "suspend", from the first save on: a browser that crashes says no goodbye.
 * - A score is sent when it is final. What the LMS had before is sent back as it was: nothing is demoted.
 * - A request that outlives the page cannot be waited for, and two of them may arrive in either order. After ExitAU nothing is
 *   taken any more; so at the end of the page ExitAU goes only if the LMS has confirmed all but the time.
 */
import { plainAddress } from "../core/discreet.mjs";
import { aiccTimespan } from "../core/duration.mjs";
import { aiccData, masteryOf, modeOf, readAiccLaunch, scoreOf, statusOf } from "./hacp.mjs";
import { createHacpClient } from "./hacp_client.mjs";
import { untracked } from "./launch.mjs";
import { readableName } from "./learner_name.mjs";

const FINISHED = ["completed", "passed"];

/* A completion in no time is thrown away by LMSs that hand it on. */
const SECONDS_MIN = 1;

const ENDED = { saved: false, why: "the session with your LMS has ended" };

export function createAicc(environment) {
  const session = { environment, client: null, status: "", score: null, mastery: null, writes: false, ended: false,
    confirmed: { text: "", content: "" }, last: null };
  return {
    start: () => start(session),
    save: (snapshot) => save(session, snapshot),
    leave: (snapshot) => leave(session, snapshot),
    settle: async () => session.last,
  };
}

async function start(session) {
  const { launch, missing } = readAiccLaunch(session.environment.window.location);
  if (launch === undefined) {
    return untracked(`it was not launched by an AICC LMS: the address has no usable '${missing}'`,
      [["AICC address", `no usable '${missing}' in the launch`]]);
  }
  session.client = createHacpClient(session.environment, launch);
  const { ok, answer, why } = await session.client.call("GetParam");
  return ok ? begin(session, launch, answer) : untracked(`your LMS did not start the course: ${why}`, aboutLaunch(launch));
}

function aboutLaunch({ address }) {
  return [["AICC address", plainAddress(address)]];
}

async function begin(session, { address }, { core, lesson, studentData }) {
  const mode = modeOf(core);
  Object.assign(session, { status: statusOf(core), score: scoreOf(core), mastery: masteryOf(studentData),
    writes: mode === "normal" });
  const location = core.get("lesson_location") ?? "";
  if (session.writes && (session.status === "not attempted" || session.status === "browsed")) {
    session.status = "incomplete";
    await save(session, { state: lesson, location, complete: false, score: null, seconds: 0 });
  }
  const name = core.get("student_id") ?? "";
  return {
    tracked: true,
    why: "",
    place: "your LMS",
    mode,
    finished: FINISHED.includes(session.status),
    state: lesson,
    location,
    learnerName: readableName(core.get("student_name")),
    learner: name === "" ? null : { homePage: new URL(address).origin, name },
    about: [...aboutLaunch({ address }), ["Mastery score", session.mastery ?? "none"]],
  };
}

async function save(session, snapshot) {
  if (!session.writes || session.ended) {
    return session.ended ? ENDED : { saved: true, why: "" };
  }
  const put = putOf(session, snapshot);
  const { ok, why } = await session.client.call("PutParam", put.text);
  if (ok) {
    session.confirmed = put;
  }
  return ok ? { saved: true, why: "" } : { saved: false, why };
}

function leave(session, snapshot) {
  if (session.ended || session.client === null) {
    return ENDED;
  }
  session.ended = true;
  const exit = () => session.client.call("ExitAU");
  const put = session.writes ? putOf(session, snapshot) : session.confirmed;
  if (put.text === session.confirmed.text) {
    session.last = exit();
  } else {
    const sent = session.client.call("PutParam", put.text);
    session.last = put.content === session.confirmed.content ? Promise.all([sent, exit()]) : sent.then(exit);
  }
  return { saved: true, why: "" };
}

/* What is to stand in the LMS: `text` of the request, and `content`, which is the same without the time. */
function putOf(session, snapshot) {
  const score = scoreToSend(session, snapshot);
  const status = statusToSend(session, snapshot, score);
  const values = { location: snapshot.location, status, isSuspended: !FINISHED.includes(status), score,
    lesson: snapshot.state };
  const time = aiccTimespan(Math.max(snapshot.seconds, SECONDS_MIN));
  return { text: aiccData({ ...values, time }), content: aiccData({ ...values, time: "" }) };
}

function scoreToSend({ score }, snapshot) {
  if (!snapshot.complete || snapshot.score === null) {
    return score;
  }
  return Math.max(snapshot.score, score ?? 0);
}

/*
 * A mastery score given by the LMS's administrator tells "passed" from "completed". One that is not reached makes no "failed":
 * the learner has passed every quiz by the course's own marks, and the LMS has the score to judge by.
 */
function statusToSend({ status, mastery }, snapshot, score) {
  if (!snapshot.complete || status === "passed") {
    return status;
  }
  return mastery !== null && score !== null && score >= mastery ? "passed" : "completed";
}
