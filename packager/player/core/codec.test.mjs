/* SPDX-License-Identifier: Apache-2.0 */

/* Progress survives its text form, within the limit for every allowed course, and nothing broken is believed. */
import assert from "node:assert/strict";
import test from "node:test";
import { BUILD, makePackage, quizPage } from "../fixtures/package.mjs";
import { decode, encode, LIMIT } from "./codec.mjs";
import { scopeOf } from "./course.mjs";
import { createProgress, finalScore, isComplete, recordAttempt } from "./progress.mjs";

const REGISTRATION = "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04";
const scope = scopeOf(makePackage("scorm12"), "");

function someProgress() {
  const progress = createProgress(scope);
  progress.pages[0].seen = true;
  recordAttempt(progress, 2, { score: 50, passed: false });
  progress.position = 2;
  progress.draft = { index: 2, answers: { hot: ["b"], need: ["a", "c"] } };
  progress.registration = REGISTRATION;
  return progress;
}

/* The largest course that the source format allows: 100 modules of 200 pages, here all quizzes or all text. */
function largestScope(kind) {
  const page = kind === "quiz" ? quizPage("https://example.org/m", "q", "Quiz", 60) : { id: "p", kind: "text" };
  const modules = Array.from({ length: 100 }, (_, module) => ({
    id: `m${module}`, pages: Array.from({ length: 200 }, (_unused, index) => ({ ...page, id: `p${index}` })) }));
  return scopeOf({ ...makePackage("scorm12"), modules }, "");
}

test("what was encoded is decoded as it was", () => {
  const text = encode(scope, BUILD, someProgress());
  assert.deepEqual(decode(scope, BUILD, text), { progress: someProgress() });
});

test("a course not yet touched takes little room and comes back untouched", () => {
  const text = encode(scope, BUILD, createProgress(scope));
  assert.ok(text.length < 50, text);
  assert.deepEqual(decode(scope, BUILD, text).progress, createProgress(scope));
});

test("only characters that every LMS and relay leaves alone are used", () => {
  assert.match(encode(scope, BUILD, someProgress()), /^[A-Za-z0-9_.:;-]+$/);
});

test("a passed quiz without its score counts as its pass mark", () => {
  const text = encode(largestScope("quiz"), BUILD, passedAll(largestScope("quiz")));
  const { progress } = decode(largestScope("quiz"), BUILD, text);
  assert.equal(isComplete(largestScope("quiz"), progress), true);
  assert.equal(finalScore(largestScope("quiz"), progress), 60);
});

function passedAll(large) {
  const progress = createProgress(large);
  large.pages.forEach(({ index, page }) => {
    if (page.kind === "quiz") {
      recordAttempt(progress, index, { score: 100, passed: true });
    }
    progress.pages[index].seen = true;
  });
  progress.position = large.pages.length - 1;
  progress.registration = REGISTRATION;
  return progress;
}

for (const kind of ["text", "quiz"]) {
  test(`the largest allowed course, all pages ${kind}, fits the limit and keeps completion and place`, () => {
    const large = largestScope(kind);
    const before = passedAll(large);
    before.draft = kind === "quiz" ? { index: 19999, answers: { hot: ["a"], need: ["c"] } } : null;
    const text = encode(large, BUILD, before);
    assert.ok(text.length <= LIMIT, `${text.length} characters`);
    const { progress } = decode(large, BUILD, text);
    assert.equal(isComplete(large, progress), true);
    assert.equal(progress.position, 19999);
    assert.equal(progress.registration, REGISTRATION);
  });
}

test("answers are dropped before scores when both do not fit", () => {
  const large = largestScope("text");
  const quizzes = Array.from({ length: 580 }, (_, index) => quizPage("https://example.org/m", `q${index}`, "Quiz", 60));
  large.modules[99].pages.splice(0, 200, ...quizzes.slice(0, 200));
  large.modules[98].pages.splice(0, 200, ...quizzes.slice(200, 400));
  large.modules[97].pages.splice(0, 180, ...quizzes.slice(400));
  const mixed = scopeOf({ ...makePackage("scorm12"), modules: large.modules }, "");
  const before = passedAll(mixed);
  const index = mixed.pages.length - 1;
  const withoutDraft = encode(mixed, BUILD, before).length;
  const questions = Array.from({ length: 50 }, (_, order) => ({ id: `x${order}`,
    choices: Array.from("abcdefghij", (id) => ({ id })) }));
  mixed.pages[index].page.quiz.questions = questions;
  before.draft = { index, answers: Object.fromEntries(questions.map(({ id }) => [id, ["j"]])) };
  assert.ok(withoutDraft <= LIMIT && withoutDraft > LIMIT - 88, `${withoutDraft} characters`);
  const { progress } = decode(mixed, BUILD, encode(mixed, BUILD, before));
  assert.equal(progress.draft, null);
  assert.equal(progress.pages[index].best, 100);
});

test("nothing stored is told apart from something broken", () => {
  assert.deepEqual(decode(scope, BUILD, ""), { dropped: "empty" });
});

test("state of another structure of the course is dropped knowingly", () => {
  const text = encode(scope, "fedcba9876543210", someProgress());
  assert.deepEqual(decode(scope, BUILD, text), { dropped: "build" });
});

test("state of another version of the player is dropped", () => {
  const text = encode(scope, BUILD, someProgress());
  assert.deepEqual(decode(scope, BUILD, text.replace(/^1/, "2")), { dropped: "version" });
});

test("text that was cut or changed anywhere is never believed", () => {
  const text = encode(scope, BUILD, someProgress());
  for (let length = 1; length < text.length; length += 1) {
    assert.ok("dropped" in decode(scope, BUILD, text.slice(0, length)), `cut to ${length}`);
    const changed = text.slice(0, length) + (text[length] === "B" ? "C" : "B") + text.slice(length + 1);
    assert.ok("dropped" in decode(scope, BUILD, changed), `changed at ${length}`);
  }
});

test("what another program left in its place is dropped", () => {
  for (const text of ["{\"v\":1}", "....", "1.......", "hello", "1.x.y"]) {
    assert.deepEqual(decode(scope, BUILD, text), { dropped: "damaged" }, text);
  }
});
