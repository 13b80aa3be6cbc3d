/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a help desk needs to know: the package, what the LMS said, what is saved, the browser, and the last calls. Learners send it to
 * others: it holds no name, no credential and no answer; an account is masked.
 */
import { digest, mask, plainAddress, withoutQueries } from "./discreet.mjs";
import { windowsAround } from "./windows.mjs";

const DROPPED = { empty: "nothing was kept yet", build: "of another build, so not taken", version: "of a later version, so not taken",
  damaged: "damaged, so not taken" };

/**
 * `about` = { packed, scope, launch, dropped, resumesUnsent, session, environment, saving(), player }: saving() gives the last state of
 * saving as { kind, why, at, savedAt }, `player` is the address of the player's script. Returns { at, sections, calls, dropped }: a section is
 * { title, rows: [[name, value]…] }; for calls and dropped see trace.mjs.
 */
export function diagnose(about) {
  const { environment } = about;
  return {
    at: environment.now(),
    sections: [
      { title: "Course", rows: courseRows(about) },
      { title: "LMS", rows: launchRows(about) },
      { title: "Saving", rows: savingRows(about) },
      { title: "Browser", rows: browserRows(environment) },
      { title: "Windows", rows: windowsAround(environment.window) },
    ],
    calls: environment.trace.calls(),
    dropped: environment.trace.dropped(),
  };
}

/* The name of the player's script has its content in it, so it says exactly which player this is. */
function courseRows({ packed, scope, player }) {
  const { course } = packed;
  return [["Title", course.title], ["Course", `${course.id}, version ${course.version}`], ["Publisher", course.publisher],
    ["Package", scope.activity.iri], ["Format", packed.format], ["Structure", packed.build],
    ["Player", player.replace(/[?#].*$/, "").split("/").pop()],
    ...(packed.lrs === undefined ? [] : [["LRS of the package", plainAddress(packed.lrs.endpoint)]])];
}

function launchRows({ launch, dropped, resumesUnsent, session, environment }) {
  const { location } = environment.window;
  return [
    ["Tracked", launch.tracked ? `yes, saved to ${launch.place}` : `no: ${withoutQueries(launch.why)}`],
    ...(launch.about ?? []).map(([name, value]) => [name, String(value)]),
    ["Launch page", plainAddress(location.href)],
    ["Launch parameters", parametersOf(location.search)],
    ["Mode", launch.mode],
    ["Completed before", launch.finished ? "yes" : "no"],
    ["Account", launch.learner === null ? "not told" : mask(launch.learner.name)],
    ["Attempt", session.progress.registration],
    ["Place at the start", launch.location === "" ? "none" : launch.location],
    ["Progress at the start", `${digest(launch.state)}${DROPPED[dropped] === undefined ? "" : ` (${DROPPED[dropped]})`}`],
    ["Taken from this browser", resumesUnsent ? "yes: the LMS had not confirmed it" : "no"],
  ];
}

/* Values may be secret: names tell which launch it was. */
function parametersOf(search) {
  const names = [...new URLSearchParams(search).keys()];
  return names.length === 0 ? "none" : names.join(", ");
}

function savingRows({ session, saving, environment }) {
  const { kind, why, at, savedAt } = saving();
  const waiting = [session.adapter, ...session.recorders].map((one) => one.waiting?.()).filter((count) => count !== undefined);
  return [
    ["State", `${kind}${why === "" ? "" : `: ${withoutQueries(why)}`}, since ${timeOf(at)}`],
    ["Last saved", savedAt === null ? "not in this visit" : timeOf(savedAt)],
    ["Progress now", `${session.percent()}% done, ${digest(session.snapshot().state)}`],
    ["Session", session.ended ? "ended" : "open"],
    ["Active time", `${Math.round(session.clock.seconds())} s`],
    ["Statements waiting", waiting.length === 0 ? "none are sent" : waiting.join(" + ")],
    ["Clock", clockText(environment.clockAhead())],
  ];
}

/* The server tells whole seconds, and its answer was under way for a while. */
function clockText(ahead) {
  if (ahead === null) {
    return "the server's time is not known";
  }
  const seconds = Math.round(ahead / 1000);
  return Math.abs(seconds) <= 2 ? "as the server's" : `${Math.abs(seconds)} s ${seconds > 0 ? "ahead of" : "behind"} the server's`;
}

function browserRows({ window, storage, sessionStorage, now }) {
  const { navigator, screen } = window;
  return [
    ["Browser", navigator.userAgent],
    ["Language", navigator.language],
    ["Window", `${window.innerWidth} × ${window.innerHeight} of ${screen.width} × ${screen.height}, ${window.devicePixelRatio} pixels a point`],
    ["Network", navigator.onLine === false ? "offline" : "online"],
    ["Cookies", navigator.cookieEnabled ? "allowed" : "refused"],
    ["Storage", `${works(storage) ? "kept" : "not kept"} for later visits, ${works(sessionStorage) ? "kept" : "not kept"} for this one`],
    ["Time zone", `${Intl.DateTimeFormat().resolvedOptions().timeZone}, now ${new Date(now()).toISOString()}`],
  ];
}

/* Some browsers have a storage that takes nothing. */
function works(storage) {
  const key = "ibest-diagnostics";
  try {
    storage.setItem(key, "1");
    storage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** A call's outcome in words. */
export function outcomeOf({ ms, result, error, text }) {
  if (ms === null) {
    return "not answered";
  }
  return error === "" ? result : ["error", error, text].filter((part) => part !== "").join(" ");
}

/** The hour of a moment, by this computer's clock, to the millisecond. */
export function timeOf(at) {
  const date = new Date(at);
  const two = (number, length = 2) => String(number).padStart(length, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${two(date.getMilliseconds(), 3)}`;
}

/** All of it as plain text, to be pasted into a message. */
export function diagnosticsText({ at, sections, calls, dropped }) {
  const lines = sections.flatMap(({ title, rows }) => ["", title.toUpperCase(), ...rows.map(([name, value]) => `${name}: ${value}`)]);
  const left = dropped === 0 ? [] : [`(${dropped} before these are not kept)`];
  const called = calls.map((call) =>
    `${timeOf(call.at)} ${call.ms === null ? "-" : `${call.ms} ms`} | ${call.call} ${call.argument} | ${outcomeOf(call)}`);
  return [`Details for the help desk, ${new Date(at).toISOString()}`, ...lines, "", "LAST CALLS", ...left, ...called, ""].join("\r\n");
}
