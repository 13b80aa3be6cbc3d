/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the adapters for SCORM 1.2 and SCORM 2004 share: a session with the API object of an LMS. A dialect (scorm12.mjs,
 * scorm2004.mjs) says how its elements are called and what their values look like.
 *
 * Order matters more than the standards say, because LMSs differ: time before status (a completion in no time is thrown away),
 * score before status, status before exit, exit only right before the end (one LMS closes the window on it). After a commit
 * that failed an LMS has forgotten what was set, so every value is set again; otherwise only what changed is set, as each call
 * can be a request that blocks the page.
 */
import { untracked } from "./launch.mjs";
import { findApi, isUnsupported, wrapApi } from "./scorm_api.mjs";
import { createInteractions } from "./scorm_interactions.mjs";

/* Learning Hub records no completion whose time is 0. */
const SECONDS_MIN = 1;

const ENDED = { saved: false, why: "the session with your LMS has ended" };

/**
 * `dialect` = {
 *   names               of the API object and its calls, see scorm_api.mjs
 *   elements            { mode, state, location, learner }: names of the elements that are read at the start
 *   optional            elements an LMS need not have; the rest failing means that progress is not saved
 *   isRunning(outcome, api)  whether a start that was refused means that the session goes on, as after a reload
 *   standing(api)       what the learner has reached so far, as { finished, begun, … }; the rest is for results()
 *   beginning           [element, value] that says that the learner is here
 *   time(seconds)       [element, value] of the session's time
 *   place(location)     [element, value] of the page that is open, "" for none
 *   results(snapshot, standing)  [element, value]… of a completion, in the order of setting
 *   exit(isFinished)    [element, value] right before the end
 *   interaction(event, date)     [name, value]… of an answer
 * }
 */
export function createScorm(environment, dialect) {
  const session = {
    environment,
    dialect,
    api: null,
    interactions: null,
    standing: null,
    finished: false,
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
  const { dialect } = session;
  const found = findApi(session.environment.window, dialect.names);
  if (found === null) {
    return untracked("no LMS was found: open the course from your LMS, and let it open its windows");
  }
  const api = wrapApi(found.api, dialect.names);
  const outcome = api.initialize();
  if (!outcome.ok && !dialect.isRunning(outcome, api)) {
    session.ended = true;
    return untracked(`your LMS did not start the course: ${outcome.message}`);
  }
  session.api = api;
  session.standing = dialect.standing(api);
  session.finished = session.standing.finished;
  return begin(session, found.window);
}

function begin(session, window) {
  const { api, dialect } = session;
  const { elements } = dialect;
  const mode = modeOf(session);
  session.writes = mode === "normal";
  if (session.writes) {
    session.interactions = createInteractions(api, dialect, session.environment.now);
    setBegun(session);
  }
  return {
    tracked: true,
    why: "",
    place: "your LMS",
    mode,
    finished: session.finished,
    state: api.get(elements.state).value,
    location: api.get(elements.location).value,
    learner: learnerOf(session, window),
  };
}

/* An LMS that lacks the element answers an error: that is normal mode. */
function modeOf({ api, dialect }) {
  const mode = api.get(dialect.elements.mode).value;
  return mode === "browse" || mode === "review" ? mode : "normal";
}

/*
 * At once, because LMSs disagree on a status never set: Moodle takes it for completed, Learning Hub for incomplete. What a
 * learner has reached (completed, passed, failed) stays.
 */
function setBegun(session) {
  const { api, dialect, standing } = session;
  if (!standing.begun) {
    setOnce(session, ...dialect.beginning);
    if (!api.commit().ok) {
      forget(session);
    }
  }
}

function learnerOf(session, window) {
  const name = session.api.get(session.dialect.elements.learner).value;
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
  const answers = session.interactions.waiting();
  if (outcome.saved && !(await session.environment.isOnline())) {
    forget(session);
    return { saved: false, why: "there is no connection to your LMS" };
  }
  if (outcome.saved) {
    session.interactions.keep(answers);
  }
  return outcome;
}

/* LMSFinish writes too: what a failed commit took away is set once more for it. */
function leave(session, snapshot) {
  if (session.ended || session.api === null) {
    return ENDED;
  }
  session.ended = true;
  const outcome = session.writes ? write(session, snapshot) : { saved: true, why: "" };
  if (!outcome.saved) {
    setAll(session, snapshot);
  }
  if (session.writes) {
    session.api.set(...session.dialect.exit(session.finished));
  }
  const finished = session.api.finish();
  return outcome.saved && !finished.ok ? { saved: false, why: finished.message } : outcome;
}

function write(session, snapshot) {
  const outcome = setAll(session, snapshot) ?? session.api.commit();
  if (!outcome.ok) {
    forget(session);
    return { saved: false, why: outcome.message };
  }
  session.finished = session.finished || snapshot.complete;
  return { saved: true, why: "" };
}

/* Sets what the LMS does not hold yet. The first outcome that failed; undefined if none did. */
function setAll(session, snapshot) {
  session.interactions.send();
  return valuesOf(session, snapshot).map(([element, value]) => setOnce(session, element, value)).find((outcome) => !outcome.ok);
}

/* Nothing that was set counts as being in the LMS. */
function forget(session) {
  session.written.clear();
  session.interactions.forget();
}

/* What stands in the LMS after this, in the order of setting. */
function valuesOf({ dialect, standing, finished }, snapshot) {
  const { elements } = dialect;
  const values = [
    dialect.time(Math.max(snapshot.seconds, SECONDS_MIN)),
    dialect.place(snapshot.location),
    [elements.state, snapshot.state],
  ];
  if (snapshot.complete) {
    return [...values, ...dialect.results(snapshot, standing)];
  }
  return standing.begun || finished ? values : [...values, dialect.beginning];
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
  if (session.dialect.optional.includes(element) && isUnsupported(outcome, session.dialect.names)) {
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
