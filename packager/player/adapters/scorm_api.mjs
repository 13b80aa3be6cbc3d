/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Finds the SCORM API object of an LMS and makes its calls safe to use.
 *
 * LMSs differ in what a call returns: the standard's texts "true" and "false", booleans, numbers, undefined. Everything is
 * turned into text here, and what throws (a window of another origin, an API whose window was closed) counts as a failed call.
 */

/** What SCORM 1.2 and 2004 call the object and its calls, and the errors by which an LMS says that it lacks an optional element. */
export const SCORM12_NAMES = { object: "API", initialize: "LMSInitialize", finish: "LMSFinish", commit: "LMSCommit",
  get: "LMSGetValue", set: "LMSSetValue", lastError: "LMSGetLastError", errorString: "LMSGetErrorString",
  unsupported: [201, 401, 402, 403] };
export const SCORM2004_NAMES = { object: "API_1484_11", initialize: "Initialize", finish: "Terminate", commit: "Commit",
  get: "GetValue", set: "SetValue", lastError: "GetLastError", errorString: "GetErrorString", unsupported: [401, 402, 404] };

/** ADL's own sample climbs 7 windows; some portals nest deeper. It only has to end when parents form a ring. */
const CLIMB_MAX = 500;

/** The error that unites "an LMS is there but the call failed in a way it has no number for". */
const GENERAL_EXCEPTION = 101;

/**
 * The API as { api, window, where } (the window it was found in, and that in words), or null. Looked for in this window and its
 * parents, then from the window that opened this one, then from the one that opened the top window.
 */
export function findApi(start, names) {
  const starts = [["this window", start], ["the window that opened this one", attempt(() => start.opener)],
    ["the window that opened the top one", attempt(() => start.top.opener)]];
  for (const [name, window] of starts) {
    const found = climb(window, names.object);
    if (found !== null) {
      return { api: found.api, window: found.window, where: found.step === 0 ? name : `${found.step} above ${name}` };
    }
  }
  return null;
}

function climb(start, name) {
  let window = start;
  for (let step = 0; step < CLIMB_MAX && isThere(window); step += 1) {
    const here = window;
    /* Plateau puts the API on the opener's document. */
    const api = attempt(() => here[name]) ?? attempt(() => here.document[name]);
    if (isThere(api)) {
      return { api, window, step };
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
 * The calls of `api`, which has these `names`, each returning { ok, value, error, message } with texts and a number:
 * initialize() finish() commit() get(element) set(element, value).
 * `error` is the LMS's number, 0 for none; `message` is for the screen.
 */
export function wrapApi(api, names) {
  return {
    initialize: () => succeed(api, names, () => api[names.initialize]("")),
    finish: () => succeed(api, names, () => api[names.finish]("")),
    commit: () => succeed(api, names, () => api[names.commit]("")),
    set: (element, value) => succeed(api, names, () => api[names.set](element, String(value))),
    get: (element) => read(api, names, element),
  };
}

function succeed(api, names, call) {
  const result = run(call);
  if (result.thrown === undefined && isTrue(result.value)) {
    return { ok: true, value: "true", error: 0, message: "" };
  }
  return failure(api, names, result);
}

/* A read has no return value for failure: an LMS answers "" and sets the error, or forgets to. */
function read(api, names, element) {
  const result = run(() => api[names.get](element));
  if (result.thrown === undefined && lastError(api, names) === 0) {
    return { ok: true, value: asText(result.value), error: 0, message: "" };
  }
  return failure(api, names, result);
}

/** True when the LMS says that it does not know an optional element, so that it is not asked again. */
export function isUnsupported(outcome, names) {
  return names.unsupported.includes(outcome.error);
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

function failure(api, names, result) {
  if (result.thrown !== undefined) {
    return { ok: false, value: "", error: GENERAL_EXCEPTION, message: "the LMS's window no longer answers" };
  }
  const error = lastError(api, names) || GENERAL_EXCEPTION;
  const text = asText(attempt(() => api[names.errorString](String(error))));
  return { ok: false, value: "", error, message: text === "" ? `the LMS answered error ${error}` : `${text} (error ${error})` };
}

function lastError(api, names) {
  const number = Number.parseInt(asText(attempt(() => api[names.lastError]())), 10);
  return Number.isNaN(number) ? 0 : number;
}
