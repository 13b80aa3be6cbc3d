/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The adapter for SCORM 1.2.
 *
 * Order matters more than the standard says, because LMSs differ: time before status (a completion in no time is thrown away),
 * score before status, status before exit, exit only right before LMSFinish (one LMS closes the window on it). After a commit
 * that failed an LMS has forgotten what was set, so every value is set again; otherwise only what changed is set, as each call
 * can be a request that blocks the page.
 */
import { scormTimespan } from "../core/duration.mjs";
import { untracked } from "./launch.mjs";
import { findApi, isUnsupported, wrapApi } from "./scorm_api.mjs";
import { createInteractions } from "./scorm_interactions.mjs";

const FINISHED = ["completed", "passed"];
const STATUSES = [...FINISHED, "failed", "incomplete", "browsed", "not attempted"];

/* Elements an LMS need not have; the rest failing means that progress is not saved. */
const OPTIONAL = ["cmi.core.score.min", "cmi.core.score.max"];

/* Learning Hub records no completion whose time is 0. */
const SECONDS_MIN = 1;

const ENDED = { saved: false, why: "the session with your LMS has ended" };

export function createScorm12(environment) {
  const session = {
    environment,
    api: null,
    interactions: null,
    status: "",
    writes: false,
    ended: false,
    written: new Map(),
    unsupported: new Set(),
  };
  return {
    start: async () => start(session),
    save: (snapshot) => save(session, snapshot),
    leave: (snapshot) => leave(session, snapshot),
    record: (event) => record(session, event),
  };
}

function start(session) {
  const found = findApi(session.environment.window);
  if (found === null) {
    return untracked("no LMS was found: open the course from your LMS, and let it open its windows");
  }
  const api = wrapApi(found.api);
  const outcome = initialize(api);
  if (!outcome.ok) {
    session.ended = true;
    return untracked(`your LMS did not start the course: ${outcome.message}`);
  }
  session.api = api;
  session.status = statusOf(api);
  return begin(session, found.window);
}

/*
 * Some LMSs refuse a second LMSInitialize in one attempt (a reload) with a general error though the session goes on. A status
 * that can be read proves it.
 */
function initialize(api) {
  const outcome = api.initialize();
  if (outcome.ok || outcome.error !== 101) {
    return outcome;
  }
  return STATUSES.includes(api.get("cmi.core.lesson_status").value) ? { ok: true } : outcome;
}

function begin(session, window) {
  const { api } = session;
  const mode = modeOf(api);
  session.writes = mode === "normal";
  if (session.writes) {
    setIncomplete(session);
    session.interactions = createInteractions(api, session.environment.now);
  }
  return {
    tracked: true,
    why: "",
    place: "your LMS",
    mode,
    finished: FINISHED.includes(session.status),
    state: api.get("cmi.suspend_data").value,
    location: api.get("cmi.core.lesson_location").value,
    learner: learnerOf(session, window),
  };
}

/* An LMS that lacks the element answers an error: that is normal mode. */
function modeOf(api) {
  const mode = api.get("cmi.core.lesson_mode").value;
  return mode === "browse" || mode === "review" ? mode : "normal";
}

function statusOf(api) {
  const { value } = api.get("cmi.core.lesson_status");
  return STATUSES.includes(value) ? value : "not attempted";
}

/*
 * At once, because LMSs disagree on a status never set: Moodle takes it for completed, Learning Hub for incomplete. What a
 * learner has reached (completed, passed, failed) stays.
 */
function setIncomplete(session) {
  if (session.status === "not attempted" || session.status === "browsed") {
    if (session.api.set("cmi.core.lesson_status", "incomplete").ok) {
      session.status = "incomplete";
    }
    session.api.commit();
  }
}

function learnerOf(session, window) {
  const name = session.api.get("cmi.core.student_id").value;
  return name === "" ? null : { homePage: originOf(window) ?? session.environment.origin, name };
}

function originOf(window) {
  try {
    const { origin } = window.location;
    return /^https?:/.test(origin) ? origin : null;
  } catch {
    return null;
  }
}

/*
 * A commit made offline is answered "true" by some LMSs and lost. So the way to the server is tried afterwards, and unless it
 * is open everything counts as not yet set.
 */
async function save(session, snapshot) {
  if (!session.writes || session.ended) {
    return session.ended ? ENDED : { saved: true, why: "" };
  }
  const outcome = write(session, snapshot);
  if (outcome.saved && !(await session.environment.isOnline())) {
    session.written.clear();
    return { saved: false, why: "there is no connection to your LMS" };
  }
  return outcome;
}

function leave(session, snapshot) {
  if (session.ended || session.api === null) {
    return ENDED;
  }
  session.ended = true;
  const outcome = session.writes ? write(session, snapshot) : { saved: true, why: "" };
  if (session.writes) {
    session.api.set("cmi.core.exit", FINISHED.includes(session.status) ? "" : "suspend");
  }
  const finished = session.api.finish();
  return outcome.saved && !finished.ok ? { saved: false, why: finished.message } : outcome;
}

function write(session, snapshot) {
  const failed = valuesOf(session, snapshot).map(([element, value]) => setOnce(session, element, value))
    .find((outcome) => !outcome.ok);
  const outcome = failed ?? session.api.commit();
  if (!outcome.ok) {
    session.written.clear();
    return { saved: false, why: outcome.message };
  }
  if (snapshot.complete && !FINISHED.includes(session.status)) {
    session.status = "completed";
  }
  return { saved: true, why: "" };
}

/* What stands in the LMS after this, in the order of setting. */
function valuesOf(session, snapshot) {
  const values = [
    ["cmi.core.session_time", scormTimespan(Math.max(snapshot.seconds, SECONDS_MIN))],
    ["cmi.core.lesson_location", snapshot.location],
    ["cmi.suspend_data", snapshot.state],
  ];
  if (!snapshot.complete) {
    return values;
  }
  if (snapshot.score !== null) {
    values.push(["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"], ["cmi.core.score.raw", String(snapshot.score)]);
  }
  if (session.status !== "passed") {
    values.push(["cmi.core.lesson_status", "completed"]);
  }
  return values;
}

function setOnce(session, element, value) {
  if (session.written.get(element) === value || session.unsupported.has(element)) {
    return { ok: true };
  }
  const outcome = session.api.set(element, value);
  if (outcome.ok) {
    session.written.set(element, value);
    return outcome;
  }
  if (OPTIONAL.includes(element) && isUnsupported(outcome)) {
    session.unsupported.add(element);
    return { ok: true };
  }
  return outcome;
}

function record(session, event) {
  if (event.kind === "answered" && session.interactions !== null && !session.ended) {
    session.interactions.add(event);
  }
}
