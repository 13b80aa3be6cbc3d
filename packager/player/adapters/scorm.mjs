/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the adapters for SCORM 1.2 and SCORM 2004 share: a session with the API object of an LMS. A dialect (scorm12.mjs,
 * scorm2004.mjs) says how its elements are called and what their values look like.
 *
 * Order matters more than the standards say, because LMSs differ: time before status (a completion in no time is thrown away),
 * score before status, status before exit, exit only right before the end (one LMS closes the window on it). What no commit is known
 * to have kept is set again; otherwise only what changed is set, as each call can be a request that blocks the page.
 *
 * A commit made offline is answered "true" by some LMSs and lost, and Moodle then holds it for sent (scorm_values.mjs). So the way to
 * the server is tried before a commit, which waits until it is open, and again afterwards, which says whether the commit counts. Only
 * a page that is hidden or left cannot wait for that.
 */
import { untracked } from "./launch.mjs";
import { readableName } from "./learner_name.mjs";
import { findApi, wrapApi } from "./scorm_api.mjs";
import { createInteractions } from "./scorm_interactions.mjs";
import { traceApi } from "./scorm_trace.mjs";
import { createValues } from "./scorm_values.mjs";

/* Learning Hub records no completion whose time is 0. */
const SECONDS_MIN = 1;

const ENDED = { saved: false, why: "the session with your LMS has ended" };
const CUT_OFF = { saved: false, why: "there is no connection to your LMS" };

/**
 * `dialect` = {
 *   names               of the API object and its calls, see scorm_api.mjs
 *   elements            { mode, state, location, learner, learnerName }: names of the elements that are read at the start
 *   optional            elements an LMS need not have; the rest failing means that progress is not saved
 *   isRunning(outcome, api)  whether a start that was refused means that the session goes on, as after a reload
 *   standing(api)       what the learner has reached so far, as { finished, begun, … }; the rest is for results()
 *   beginning           [element, value] that says that the learner is here
 *   time(seconds)       [element, value] of the session's time
 *   place(location)     [element, value] of the page that is open, "" for none
 *   results(snapshot, standing)  [element, value]… of a completion, in the order of setting
 *   throughout          [element, value]… that hold from the first save on, for an LMS that never hears of the end
 *   exit(isFinished)    [element, value] right before the end
 *   interaction(event, date)     [name, value]… of an answer
 *   another(name, value)         another value that this element, or this part of an answer, may have for a moment; undefined where an LMS
 *                                is not known to need that
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
    hasReached: false,
    hurried: null,
    newest: null,
    values: null,
  };
  return {
    start: async () => start(session),
    save: (snapshot) => save(session, snapshot),
    hurry: (snapshot) => hurry(session, snapshot),
    leave: (snapshot) => leave(session, snapshot),
    record: (event) => record(session, event),
  };
}

function start(session) {
  const { dialect, environment } = session;
  const { names } = dialect;
  const found = findApi(environment.window, names);
  if (found === null) {
    return untracked("no LMS was found: open the course from your LMS, and let it open its windows",
      [["LMS interface", `no ${names.object} was found in any window`]]);
  }
  const api = traceApi(wrapApi(found.api, names), names, environment.trace);
  const outcome = api.initialize();
  if (!outcome.ok && !dialect.isRunning(outcome, api)) {
    session.ended = true;
    return untracked(`your LMS did not start the course: ${outcome.message}`, aboutApi(session, found));
  }
  session.api = api;
  session.standing = dialect.standing(api);
  session.finished = session.standing.finished;
  return begin(session, found);
}

function aboutApi({ dialect }, { where }) {
  return [["LMS interface", `${dialect.names.object} found in ${where}`]];
}

function begin(session, found) {
  const { api, dialect } = session;
  const { elements } = dialect;
  const mode = modeOf(session);
  session.writes = mode === "normal";
  if (session.writes) {
    session.values = createValues(api, dialect);
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
    learner: learnerOf(session, found.window),
    learnerName: readableName(api.get(elements.learnerName).value),
    keepsUnsent: true,
    about: aboutApi(session, found),
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
  const { dialect, standing } = session;
  if (!standing.begun) {
    session.values.set([dialect.beginning]);
    commit(session);
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

/* The page may be hidden while it is asked, with newer things to save than these. */
async function save(session, snapshot) {
  if (!session.writes || session.ended) {
    return session.ended ? ENDED : { saved: true, why: "" };
  }
  session.newest = snapshot;
  const hasWay = await findWay(session);
  if (session.ended) {
    return ENDED;
  }
  if (!hasWay && session.hasReached) {
    return lose(session, CUT_OFF.why);
  }
  return write(session, session.newest);
}

/* An address that has never answered says nothing about the connection. */
async function findWay(session) {
  const hasWay = await session.environment.isOnline();
  session.hasReached = session.hasReached || hasWay;
  return hasWay;
}

async function write(session, snapshot) {
  const outcome = stir(session, snapshot) ?? set(session, snapshot)
    ?? (hasHurried(session) ? { ok: true } : commit(session));
  if (!outcome.ok) {
    return lose(session, outcome.message);
  }
  const answers = session.interactions.waiting();
  session.finished = session.finished || snapshot.complete;
  if (!(await findWay(session))) {
    return lose(session, CUT_OFF.why);
  }
  session.values.prove();
  session.interactions.keep(answers);
  return { saved: true, why: "" };
}

/* Has an LMS that takes what was lost for sent send something else, so that it then sends that again. */
function stir(session, snapshot) {
  const stirs = [session.values.stir(valuesOf(session, snapshot)), session.interactions.stir()];
  if (!stirs.includes(true)) {
    return undefined;
  }
  const outcome = session.api.commit();
  return outcome.ok ? undefined : outcome;
}

/* Sets what the LMS does not hold yet. The first outcome that failed; undefined if none did. */
function set(session, snapshot) {
  session.interactions.send();
  return session.values.set(valuesOf(session, snapshot));
}

function commit(session) {
  const outcome = session.api.commit();
  session.hurried = null;
  if (outcome.ok) {
    session.values.committed();
  } else {
    forget(session);
  }
  return outcome;
}

/* What a hidden page has just committed is only asked after. */
function hasHurried({ hurried, values, interactions }) {
  return hurried !== null && !values.hasNews() && interactions.waiting() === hurried.answers;
}

/* Nothing that was set since the last commit that is known to have arrived counts as being in the LMS. */
function forget(session) {
  session.hurried = null;
  session.values.forget();
  session.interactions.forget();
}

function lose(session, why) {
  forget(session);
  return { saved: false, why };
}

/*
 * Two commits of a page that is being closed can overtake each other, so nothing is stirred here: the text of the state, of which there are two, is
 * what goes again in any case, and the next launch has all the rest from it.
 */
function hurry(session, snapshot) {
  if (session.writes && !session.ended && !session.environment.isCutOff()) {
    session.newest = snapshot;
    const outcome = set(session, snapshot) ?? commit(session);
    session.hurried = outcome.ok ? { answers: session.interactions.waiting() } : null;
  }
}

/* LMSFinish writes too: what a failed commit took away is set once more for it. */
function leave(session, snapshot) {
  if (session.ended || session.api === null) {
    return ENDED;
  }
  session.ended = true;
  const outcome = session.writes ? set(session, snapshot) ?? session.api.commit() : { ok: true };
  session.finished = session.finished || (session.writes && outcome.ok && snapshot.complete);
  if (!outcome.ok) {
    forget(session);
    set(session, snapshot);
  }
  if (session.writes) {
    session.api.set(...session.dialect.exit(session.finished));
  }
  const finished = session.api.finish();
  const failed = [outcome, finished].find(({ ok }) => !ok);
  return failed === undefined ? { saved: true, why: "" } : { saved: false, why: failed.message };
}

/* What stands in the LMS after this, in the order of setting. */
function valuesOf({ dialect, standing, finished, values: held }, snapshot) {
  const { state } = dialect.elements;
  const values = [
    dialect.time(Math.max(snapshot.seconds, SECONDS_MIN)),
    dialect.place(snapshot.location),
    [state, held.isLost(state, snapshot.state) ? snapshot.again : snapshot.state],
    ...dialect.throughout,
  ];
  if (snapshot.complete) {
    return [...values, ...dialect.results(snapshot, standing)];
  }
  return standing.begun || finished ? values : [...values, dialect.beginning];
}

function record(session, event) {
  if (event.kind === "answered" && session.interactions !== null && !session.ended) {
    session.interactions.add(event);
  }
}
