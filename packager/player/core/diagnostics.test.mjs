/* SPDX-License-Identifier: Apache-2.0 */

/* The help desk is told all that matters of a visit, as rows and as text, and nothing about the learner. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { startVisit } from "../fixtures/visit.mjs";
import { diagnose, diagnosticsText, outcomeOf } from "./diagnostics.mjs";

const NAVIGATOR = { userAgent: "Test/1.0", language: "en-GB", onLine: true, cookieEnabled: true };

function browserWindow(href) {
  const { search, origin } = new URL(href);
  const window = { location: { href, search, origin }, navigator: NAVIGATOR, screen: { width: 1920, height: 1080 }, innerWidth: 320,
    innerHeight: 256, devicePixelRatio: 4, opener: null };
  return Object.assign(window, { parent: window, top: window });
}

/* A visit that is looked at; `launch`, `environment`, `packed` and `saving` differ from a good one. */
function look({ launch = {}, environment = {}, packed = makePackage("scorm12"), saving = {}, recorders = [] } = {}) {
  const surroundings = fakeEnvironment({ window: browserWindow("https://lms.example/course/index.html?aicc_sid=secret#/"), ...environment });
  const given = { tracked: true, why: "", place: "your LMS", mode: "normal", finished: false, state: "", location: "",
    learner: { homePage: "https://lms.example", name: "AB123456" }, about: [["LMS interface", "API found in this window"]], ...launch };
  const { session, scope } = startVisit({ launch: given, environment: surroundings, packed, recorders });
  const report = diagnose({ packed, scope, launch: given, dropped: session.dropped, resumesUnsent: false, session, environment: surroundings,
    saving: () => ({ kind: "saved", why: "", at: surroundings.now(), savedAt: surroundings.now(), ...saving }),
    player: "https://lms.example/course/player.1a2b3c.js?x=1" });
  return { report, session, environment: surroundings, rows: Object.fromEntries(report.sections.flatMap((section) => section.rows)) };
}

test("package and player are named so that they can be told from any other", () => {
  const { rows } = look();
  assert.deepEqual([rows.Title, rows.Course, rows.Package, rows.Format, rows.Structure, rows.Player],
    ["Making tea", "tea, version 1.0.0", "https://example.org/courses/tea", "scorm12", "0123456789abcdef", "player.1a2b3c.js"]);
});

test("the launch is told without its secrets, and the account masked", () => {
  const { report, rows } = look();
  assert.deepEqual([rows["Launch page"], rows["Launch parameters"], rows.Account, rows["LMS interface"]],
    ["https://lms.example/course/index.html", "aicc_sid", "AB… (8 characters)", "API found in this window"]);
  assert.doesNotMatch(diagnosticsText(report), /secret|AB123456/);
});

test("why nothing is tracked is told, without the query of an address in it", () => {
  const { rows } = look({ launch: { tracked: false, why: "no answer of https://lms.example/fetch?token=7", learner: null } });
  assert.deepEqual([rows.Tracked, rows.Account], ["no: no answer of https://lms.example/fetch?…", "not told"]);
});

test("progress that could not be taken over is told with the reason", () => {
  assert.match(look({ launch: { state: "garbage" } }).rows["Progress at the start"], /^7 characters, check [0-9a-f]{8} \(damaged, so not taken\)$/);
  assert.equal(look().rows["Progress at the start"], "empty (nothing was kept yet)");
});

test("the state of saving is told with its reason and when something was saved last", () => {
  const { rows } = look({ saving: { kind: "unsaved", why: "General exception", savedAt: null } });
  assert.match(rows.State, /^unsaved: General exception, since \d\d:\d\d:\d\d\.000$/);
  assert.equal(rows["Last saved"], "not in this visit");
});

test("what waits for an LRS is counted, of each that sends", () => {
  const recorder = { record() {}, leave() {}, waiting: () => 3 };
  assert.equal(look({ recorders: [recorder, recorder] }).rows["Statements waiting"], "3 + 3");
  assert.equal(look().rows["Statements waiting"], "none are sent");
});

for (const [ahead, expected] of [[null, "the server's time is not known"], [1500, "as the server's"], [-2000, "as the server's"],
  [61000, "61 s ahead of the server's"], [-3600000, "3600 s behind the server's"]]) {
  test(`a clock that is ${ahead} ms ahead is told as '${expected}'`, () => {
    assert.equal(look({ environment: { clockAhead: () => ahead } }).rows.Clock, expected);
  });
}

test("a storage that is refused, or takes nothing, is told", () => {
  const full = { setItem() {
    throw new Error("QuotaExceededError");
  } };
  assert.equal(look({ environment: { storage: full, sessionStorage: null } }).rows.Storage, "not kept for later visits, not kept for this one");
  assert.equal(look().rows.Storage, "kept for later visits, kept for this one");
});

test("looking changes nothing in the visit", () => {
  const { session, environment } = look();
  assert.deepEqual([session.saving, session.dirty, environment.storage.getItem("ibest-diagnostics")], [null, false, null]);
});

test("the text has each row and each call in a line, and says what was not kept", () => {
  const { report } = look();
  const call = { at: report.at, call: "LMSCommit", argument: "", ms: 12, result: "false", error: "101", text: "General exception" };
  const text = diagnosticsText({ ...report, calls: [call], dropped: 4 });
  assert.match(text, /\r\nLMS\r\nTracked: yes, saved to your LMS\r\n/);
  assert.match(text, /\r\n\(4 before these are not kept\)\r\n\d\d:\d\d:\d\d\.000 12 ms \| LMSCommit {2}\| error 101 General exception\r\n$/);
});

test("a call without an answer is told as such", () => {
  assert.equal(outcomeOf({ ms: null, result: "", error: "", text: "" }), "not answered");
  assert.equal(outcomeOf({ ms: 1, result: "HTTP 204", error: "", text: "" }), "HTTP 204");
});
