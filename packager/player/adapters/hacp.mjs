/* SPDX-License-Identifier: Apache-2.0 */

/*
 * HACP, the protocol between content and an AICC LMS (CMI001 version 4), as texts: the launch address, answers, and what is put.
 *
 * LMSs take liberties that CMI001 allows and some that it does not: names in any case, blanks around "=", any end of line, words
 * cut to their first letter. All of that is read; what is written has the plainest form.
 */
const END_OF_LINE = "\r\n";

/** The first letter decides, as CMI001 says. */
const STATUSES = { p: "passed", c: "completed", f: "failed", i: "incomplete", b: "browsed", n: "not attempted" };
const MODES = { b: "browse", r: "review" };

/**
 * `location` of the window as { launch: { address, sessionId } }, or { missing } with the name of the parameter that is absent or
 * unusable. An address without a scheme, which CMI001 allows, gets the page's own.
 */
export function readAiccLaunch(location) {
  const parameters = new Map();
  new URLSearchParams(location.search).forEach((value, name) => parameters.set(name.toLowerCase(), value.trim()));
  const sessionId = parameters.get("aicc_sid") ?? "";
  const address = addressOf(parameters.get("aicc_url") ?? "", location.href);
  if (address === null) {
    return { missing: "aicc_url" };
  }
  return sessionId === "" ? { missing: "aicc_sid" } : { launch: { address, sessionId } };
}

function addressOf(text, page) {
  if (text === "") {
    return null;
  }
  const isWhole = /^([a-z]+:)?\/\//i.test(text) || text.startsWith("/");
  try {
    const url = new URL(isWhole ? text : `//${text}`, page);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * What an LMS answered, as { error, message, core, lesson, studentData }: `error` is 0 for success, `core` and `studentData` map
 * names in small letters to values, `lesson` is the free text of [Core_Lesson]. Null when the text is no HACP answer at all.
 */
export function readAnswer(text) {
  const data = /^[ \t]*aicc_data[ \t]*=/im.exec(text);
  const head = valuesOf(linesOf(data === null ? text : text.slice(0, data.index)));
  if (!head.has("error")) {
    return null;
  }
  const groups = groupsOf(data === null ? "" : text.slice(data.index + data[0].length));
  const error = Number.parseInt(head.get("error"), 10);
  return {
    error: Number.isNaN(error) ? -1 : error,
    message: head.get("error_text") ?? "",
    core: valuesOf(groups.get("core") ?? []),
    lesson: (groups.get("core_lesson") ?? []).join("\n").trim(),
    studentData: valuesOf(groups.get("student_data") ?? []),
  };
}

function linesOf(text) {
  return text.split(/\r\n|\n|\r/);
}

function groupsOf(text) {
  const groups = new Map();
  let lines = [];
  linesOf(text).forEach((line) => {
    const [, name] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? [];
    if (name === undefined) {
      lines.push(line);
    } else {
      lines = [];
      groups.set(name.trim().toLowerCase(), lines);
    }
  });
  return groups;
}

/* "name = value" of each line that is one; a ";" begins a comment. */
function valuesOf(lines) {
  const values = new Map();
  lines.forEach((line) => {
    const [, name, value] = /^\s*([^;=\s][^=]*?)\s*=(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      values.set(name.toLowerCase(), value.trim());
    }
  });
  return values;
}

/** The status in [Core]'s Lesson_Status, which may have a flag behind a comma; "not attempted" for one that is none. */
export function statusOf(core) {
  return STATUSES[firstLetter(core.get("lesson_status"))] ?? "not attempted";
}

export function modeOf(core) {
  return MODES[firstLetter(core.get("lesson_mode"))] ?? "normal";
}

function firstLetter(text = "") {
  return text.slice(0, 1).toLowerCase();
}

/** The raw score in [Core]'s Score, which may have its range behind it; null for none. */
export function scoreOf(core) {
  return numberOf((core.get("score") ?? "").split(",")[0]);
}

/** The mastery score that the LMS was given for this unit; null for none. */
export function masteryOf(studentData) {
  return numberOf(studentData.get("mastery_score") ?? "");
}

function numberOf(text) {
  const number = Number.parseFloat(text);
  return Number.isNaN(number) ? null : number;
}

/**
 * aicc_data of a PutParam. `values` = { location, status, isSuspended, score (null for none), time, lesson }. Every element is
 * there each time: one LMS takes a status left out for "not attempted".
 */
export function aiccData({ location, status, isSuspended, score, time, lesson }) {
  const lines = ["[Core]", `Lesson_Location=${location}`, `Lesson_Status=${status}${isSuspended ? ",suspend" : ""}`,
    `Score=${score ?? ""}`, `Time=${time}`, "[Core_Lesson]"];
  return [...lines, ...(lesson === "" ? [] : [lesson]), ""].join(END_OF_LINE);
}

/** The body of a request. Names are in small letters, as one relay tells them apart by case. */
export function requestBody(command, sessionId, data) {
  const fields = { command, version: "4.0", session_id: sessionId, ...(data === undefined ? {} : { aicc_data: data }) };
  return Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}
