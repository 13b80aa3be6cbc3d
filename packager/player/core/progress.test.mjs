/* SPDX-License-Identifier: Apache-2.0 */

/* When a page is done, by its kind and its module's rules, and that nothing done is taken back. */
import assert from "node:assert/strict";
import test from "node:test";
import { makeKindsPackage } from "../fixtures/kinds.mjs";
import { scopeOf } from "./course.mjs";
import * as rules from "./progress.mjs";

const [BEFORE, START, WATCH, TYPES, GUEST] = [0, 1, 2, 3, 4];

/* The scope and a new progress, with the module's rules of completion. */
function begin(completion, changes = () => {}) {
  const packed = makeKindsPackage("web");
  Object.assign(packed.modules[0], { completion });
  changes(packed.modules[0].pages);
  const scope = scopeOf(packed, "");
  return { scope, progress: rules.createProgress(scope), done: (index, progress) => rules.pageIsDone(scope, progress, index) };
}

const parts = (count, from = 0) => Array.from({ length: rules.VIDEO_PARTS }, (_, part) => (part >= from && part < from + count ? 1 : 0));

test("a page with a video is done when it was opened, where nothing has to be watched", () => {
  const { scope, progress, done } = begin({ videos: 0, quizzes: "passed" });
  rules.recordSeen(scope, progress, WATCH);
  assert.equal(done(WATCH, progress), true);
});

test("a video is done when the share that the module asks for was watched, in however many visits", () => {
  const { scope, progress, done } = begin({ videos: 80, quizzes: "passed" });
  rules.recordSeen(scope, progress, WATCH);
  rules.recordWatched(scope, progress, WATCH, parts(30));
  assert.deepEqual([done(WATCH, progress), rules.percentWatched(progress.pages[WATCH])], [false, 50]);
  rules.recordWatched(scope, progress, WATCH, parts(17, 30));
  assert.deepEqual([done(WATCH, progress), rules.percentWatched(progress.pages[WATCH])], [false, 78]);
  rules.recordWatched(scope, progress, WATCH, parts(1, 59));
  assert.equal(done(WATCH, progress), true);
});

test("the same parts watched again do not count twice", () => {
  const { scope, progress, done } = begin({ videos: 80, quizzes: "passed" });
  [1, 2, 3].forEach(() => rules.recordWatched(scope, progress, WATCH, parts(30)));
  assert.equal(done(WATCH, progress), false);
});

test("a video that the package does not hold need not be watched", () => {
  const { scope, progress, done } = begin({ videos: 100, quizzes: "passed" }, (pages) => delete pages[WATCH].video.src);
  rules.recordSeen(scope, progress, WATCH);
  assert.equal(done(WATCH, progress), true);
});

test("a quiz is done when it was passed, or where attempts count once it was marked", () => {
  for (const [quizzes, expected] of [["passed", false], ["attempted", true]]) {
    const { scope, progress, done } = begin({ videos: 0, quizzes });
    rules.recordAttempt(scope, progress, TYPES, { score: 40, passed: false });
    assert.equal(done(TYPES, progress), expected, quizzes);
    rules.recordAttempt(scope, progress, TYPES, { score: 80, passed: true });
    assert.equal(done(TYPES, progress), true, quizzes);
  }
});

test("a quiz that judges nobody is done once it was answered, and counts in no score", () => {
  const { scope, progress, done } = begin({ videos: 0, quizzes: "passed" });
  rules.recordAttempt(scope, progress, START, { score: 0, passed: null });
  assert.equal(done(START, progress), true);
  assert.deepEqual([rules.hasFailedQuiz(scope, progress), rules.finalScore(scope, progress)], [false, 0]);
  rules.recordAttempt(scope, progress, TYPES, { score: 80, passed: true });
  assert.equal(rules.finalScore(scope, progress), 80);
});

test("attempts are counted down to none, and a failed last one leaves the page undone", () => {
  const { scope, progress, done } = begin({ videos: 0, quizzes: "passed" }, (pages) => Object.assign(pages[TYPES].quiz, { attempts: 2 }));
  const left = () => rules.attemptsLeft(scope.pages[TYPES].page, progress.pages[TYPES]);
  assert.equal(left(), 2);
  [1, 2].forEach(() => rules.recordAttempt(scope, progress, TYPES, { score: 0, passed: false }));
  assert.deepEqual([left(), done(TYPES, progress)], [0, false]);
  assert.equal(rules.attemptsLeft(scope.pages[START].page, progress.pages[START]), Infinity);
});

test("a survey is done when it was sent, not when it was opened", () => {
  const { scope, progress, done } = begin({ videos: 0, quizzes: "passed" });
  rules.recordSeen(scope, progress, BEFORE);
  assert.equal(done(BEFORE, progress), false);
  rules.recordSent(scope, progress, BEFORE);
  assert.equal(done(BEFORE, progress), true);
});

test("a scenario is done at an end, and stays done on the way back", () => {
  const { scope, progress, done } = begin({ videos: 0, quizzes: "passed" });
  rules.recordPath(scope, progress, GUEST, ["a"]);
  assert.equal(done(GUEST, progress), false);
  rules.recordPath(scope, progress, GUEST, ["a", "a"]);
  rules.recordPath(scope, progress, GUEST, []);
  assert.equal(done(GUEST, progress), true);
});

test("who completes by attempts alone has not passed, and has the score that was reached", () => {
  const { scope, progress } = begin({ videos: 0, quizzes: "attempted" });
  scope.pages.forEach(({ index, page }) => {
    rules.recordSeen(scope, progress, index);
    if (page.kind === "quiz") {
      rules.recordAttempt(scope, progress, index, { score: 40, passed: page.quiz.pass_mark === undefined ? null : false });
    }
  });
  [BEFORE, 6].forEach((index) => rules.recordSent(scope, progress, index));
  rules.recordPath(scope, progress, GUEST, ["b", "b"]);
  assert.deepEqual([rules.isComplete(scope, progress), rules.isPassed(scope, progress), rules.finalScore(scope, progress)],
    [true, false, 40]);
});

test("what was done in another window is added, whatever kind of page it was done on", () => {
  const { scope, progress } = begin({ videos: 80, quizzes: "passed" });
  const other = rules.createProgress(scope);
  rules.recordWatched(scope, progress, WATCH, parts(20));
  rules.recordWatched(scope, other, WATCH, parts(10, 30));
  rules.recordSent(scope, other, BEFORE);
  rules.recordAttempt(scope, other, TYPES, { score: 40, passed: false });
  rules.recordPath(scope, other, GUEST, ["a"]);
  assert.equal(rules.addProgress(progress, other), true);
  assert.equal(rules.addProgress(progress, other), false);
  assert.equal(rules.percentWatched(progress.pages[WATCH]), 50);
  assert.deepEqual([progress.pages[BEFORE].done, progress.pages[TYPES].best, progress.pages[TYPES].attempts, progress.pages[GUEST].path],
    [true, 40, 1, ["a"]]);
});

test("of two days of completion the earlier is kept, and one is better than none", () => {
  const { scope } = begin();
  for (const [one, other, kept] of [[20000, 20003, 20000], [20003, 20000, 20000], [null, 20000, 20000], [20000, null, 20000], [null, null, null]]) {
    const progress = { ...rules.createProgress(scope), completed: one };
    rules.addProgress(progress, { ...rules.createProgress(scope), completed: other });
    assert.equal(progress.completed, kept);
  }
});
