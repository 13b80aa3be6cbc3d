/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Finds the SCORM 1.2 API object of an LMS and makes its calls safe to use.
 *
 * LMSs differ in what a call returns: the standard's texts "true" and "false", booleans, numbers, undefined. Everything is
 * turned into text here, and what throws (a window of another origin, an API whose window was closed) counts as a failed call.
 */

/** ADL's own sample climbs 7 windows; some portals nest deeper. It only has to end when parents form a ring. */
const CLIMB_MAX = 500;

/** The error that unites "an LMS is there but the call failed in a way it has no number for". */
const GENERAL_EXCEPTION = 101;
const NOT_IMPLEMENTED = 401;

/**
 * The API as { api, window } (the window it was found in), or null. Looked for in this window and its parents, then from the
 * window that opened this one, then from the one that opened the top window.
 */
export function findApi(start) {
  const starts = [start, attempt(() => start.opener), attempt(() => start.top.opener)];
  for (const window of starts) {
    const found = climb(window);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

function climb(start) {
  let window = start;
  for (let step = 0; step < CLIMB_MAX && isThere(window); step += 1) {
    const here = window;
    /* Plateau puts the API on the opener's document. */
    const api = attempt(() => here.API) ?? attempt(() => here.document.API);
    if (isThere(api)) {
      return { api, window };
    }
    const parent = attempt(() => here.parent);
    if (parent === window) {
      return null;
    }
    window = parent;
  }
  return null;
}

function isThere(value) {
  return value !== null && value !== undefined;
}

/* Each look into another window is guarded by itself: one that throws must not end the search. */
function attempt(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/**
 * The calls of `api`, each returning { ok, value, error, message } with texts and a number:
 * initialize() finish() commit() get(element) set(element, value).
 * `error` is the LMS's number, 0 for none; `message` is for the screen.
 */
export function wrapApi(api) {
  return {
    initialize: () => succeed(api, () => api.LMSInitialize("")),
    finish: () => succeed(api, () => api.LMSFinish("")),
    commit: () => succeed(api, () => api.LMSCommit("")),
    set: (element, value) => succeed(api, () => api.LMSSetValue(element, String(value))),
    get: (element) => read(api, element),
  };
}

/** True when the LMS says that it does not know an optional element, so that it is not asked again. */
export function isUnsupported(outcome) {
  return outcome.error === NOT_IMPLEMENTED || outcome.error === 201 || outcome.error === 402 || outcome.error === 403;
}

function succeed(api, call) {
  const result = run(call);
  if (result.thrown === undefined && isTrue(result.value)) {
    return { ok: true, value: "true", error: 0, message: "" };
  }
  return failure(api, result);
}

/* A read has no return value for failure: an LMS answers "" and sets the error, or forgets to. */
function read(api, element) {
  const result = run(() => api.LMSGetValue(element));
  if (result.thrown === undefined && lastError(api) === 0) {
    return { ok: true, value: asText(result.value), error: 0, message: "" };
  }
  return failure(api, result);
}

function run(call) {
  try {
    return { value: call() };
  } catch (thrown) {
    return { thrown };
  }
}

function isTrue(value) {
  return asText(value).toLowerCase() === "true" || asText(value) === "1";
}

function asText(value) {
  return isThere(value) ? String(value) : "";
}

function failure(api, result) {
  if (result.thrown !== undefined) {
    return { ok: false, value: "", error: GENERAL_EXCEPTION, message: "the LMS's window no longer answers" };
  }
  const error = lastError(api) || GENERAL_EXCEPTION;
  const text = asText(attempt(() => api.LMSGetErrorString(String(error))));
  return { ok: false, value: "", error, message: text === "" ? `the LMS answered error ${error}` : `${text} (error ${error})` };
}

function lastError(api) {
  const number = Number.parseInt(asText(attempt(() => api.LMSGetLastError())), 10);
  return Number.isNaN(number) ? 0 : number;
}
