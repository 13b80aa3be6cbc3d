/* SPDX-License-Identifier: Apache-2.0 */

/* The API is found wherever LMSs put it, no window can stop the search, and answers of any type are understood. */
import assert from "node:assert/strict";
import test from "node:test";
import * as scormApi from "./scorm_api.mjs";

const { SCORM12_NAMES: NAMES, SCORM2004_NAMES } = scormApi;
const findApi = (window) => scormApi.findApi(window, NAMES);
const wrapApi = (api) => scormApi.wrapApi(api, NAMES);
const isUnsupported = (outcome) => scormApi.isUnsupported(outcome, NAMES);

const API = { LMSInitialize: () => "true" };

/* A window as far as the search looks: its own top and parent unless told. */
function makeWindow(properties = {}) {
  const window = { document: {}, opener: null };
  window.parent = window;
  window.top = window;
  return Object.defineProperties(window, Object.getOwnPropertyDescriptors(properties));
}

/* A window of another origin: every look into it throws. */
function foreignWindow() {
  return new Proxy({}, {
    get() {
      throw new Error("SecurityError");
    },
  });
}

test("an API in the window itself is found", () => {
  const window = makeWindow({ API });
  assert.deepEqual(findApi(window), { api: API, window, where: "this window" });
});

test("an API many frames up is found", () => {
  const outermost = makeWindow({ API });
  let window = outermost;
  for (let depth = 0; depth < 20; depth += 1) {
    window = makeWindow({ parent: window, top: outermost });
  }
  assert.equal(findApi(window).window, outermost);
  assert.equal(findApi(window).where, "20 above this window");
});

test("an API in the opener's parents is found", () => {
  const lms = makeWindow({ API });
  const window = makeWindow({ opener: makeWindow({ parent: lms }) });
  assert.equal(findApi(window).window, lms);
  assert.equal(findApi(window).where, "1 above the window that opened this one");
});

test("an API of the window that opened the top window is found", () => {
  const lms = makeWindow({ API });
  const top = makeWindow({ opener: lms });
  assert.equal(findApi(makeWindow({ parent: top, top })).window, lms);
});

test("an API on the opener's document is found", () => {
  const opener = makeWindow({ document: { API } });
  assert.equal(findApi(makeWindow({ opener })).api, API);
});

test("parents go before the opener", () => {
  const parent = makeWindow({ API });
  const window = makeWindow({ parent, opener: makeWindow({ API: { other: true } }) });
  assert.equal(findApi(window).window, parent);
});

test("a parent of another origin does not stop the search in the opener", () => {
  const window = makeWindow({ parent: foreignWindow(), opener: makeWindow({ API }) });
  assert.equal(findApi(window).api, API);
});

test("a ring of parents ends, and no API is null", () => {
  const one = makeWindow();
  const other = makeWindow({ parent: one });
  one.parent = other;
  assert.equal(findApi(one), null);
  assert.equal(findApi(makeWindow()), null);
});

for (const truth of ["true", "True", true, 1, "1"]) {
  test(`${typeof truth} ${truth} counts as success`, () => {
    assert.equal(wrapApi({ LMSCommit: () => truth }).commit().ok, true);
  });
}

for (const falsehood of ["false", false, 0, "", undefined, null]) {
  test(`${typeof falsehood} '${falsehood}' counts as failure`, () => {
    const api = { LMSCommit: () => falsehood, LMSGetLastError: () => 101, LMSGetErrorString: () => "General exception" };
    assert.deepEqual(wrapApi(api).commit(),
      { ok: false, value: "", error: 101, message: "General exception (error 101)" });
  });
}

test("values are always handed over as text", () => {
  let given;
  wrapApi({ LMSSetValue: (element, value) => {
    given = value;
    return true;
  } }).set("cmi.core.score.raw", 50);
  assert.equal(given, "50");
});

test("an API whose window is gone fails without throwing", () => {
  const outcome = wrapApi({}).initialize();
  assert.equal(outcome.ok, false);
  assert.match(outcome.message, /no longer answers/);
});

test("a failure without an error number is still a failure", () => {
  assert.equal(wrapApi({ LMSFinish: () => "false", LMSGetLastError: () => "0" }).finish().error, 101);
});

test("reading gives text, and the LMS's error number when it sets one", () => {
  assert.equal(wrapApi({ LMSGetValue: () => 5, LMSGetLastError: () => 0 }).get("x").value, "5");
  assert.equal(wrapApi({ LMSGetValue: () => undefined, LMSGetLastError: () => "" }).get("x").value, "");
  const unknown = wrapApi({ LMSGetValue: () => "", LMSGetLastError: () => 401 }).get("x");
  assert.equal(unknown.ok, false);
  assert.equal(isUnsupported(unknown), true);
});

test("SCORM 2004 has names of its own, and is not taken for 1.2", () => {
  const api = { Initialize: () => "true", SetValue: () => "false", GetLastError: () => "401", GetErrorString: () => "Undefined" };
  const window = makeWindow({ API_1484_11: api });
  assert.equal(findApi(window), null);
  assert.equal(scormApi.findApi(window, SCORM2004_NAMES).api, api);
  const wrapped = scormApi.wrapApi(api, SCORM2004_NAMES);
  assert.equal(wrapped.initialize().ok, true);
  const outcome = wrapped.set("cmi.score.raw", 80);
  assert.deepEqual([outcome.ok, outcome.message], [false, "Undefined (error 401)"]);
  assert.equal(scormApi.isUnsupported(outcome, SCORM2004_NAMES), true);
});
