/* SPDX-License-Identifier: Apache-2.0 */

/* Progress survives its text form, within the limit for every allowed course, and nothing broken is believed. */
import assert from "node:assert/strict";
import test from "node:test";
import { makeKindsPackage } from "../fixtures/kinds.mjs";
import { BUILD, makePackage, quizPage } from "../fixtures/package.mjs";
import { decode, encode, LIMIT } from "./codec.mjs";
import { scopeOf } from "./course.mjs";
import * as rules from "./progress.mjs";
import { questionsOf } from "./quiz.mjs";

const { createProgress, finalScore, isComplete } = rules;
const REGISTRATION = "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04";
const scope = scopeOf(makePackage("scorm12"), "");
const kinds = scopeOf(makeKindsPackage("scorm12"), "");
/* The day that takes most room. */
const LAST_DAY = 36 ** 3 - 1;
const [START, WATCH, TYPES, GUEST, AFTER] = [1, 2, 3, 4, 6];

function someProgress() {
  const progress = createProgress(scope);
  rules.recordSeen(scope, progress, 0);
  rules.recordAttempt(scope, progress, 2, { score: 50, passed: false });
  progress.position = 2;
  progress.draft = { index: 2, answers: { hot: ["b"], need: ["a", "c"] } };
  progress.registration = REGISTRATION;
  return progress;
}

/* A learner in the middle of everything. */
function kindsProgress() {
  const progress = createProgress(kinds);
  progress.registration = REGISTRATION;
  rules.recordSent(kinds, progress, 0);
  rules.recordAttempt(kinds, progress, START, { score: 50, passed: null });
  rules.recordWatched(kinds, progress, WATCH, Array.from({ length: rules.VIDEO_PARTS }, (_, part) => (part % 3 === 0 ? 1 : 0)));
  rules.recordSeen(kinds, progress, TYPES);
  rules.recordPath(kinds, progress, GUEST, ["a"]);
  progress.position = TYPES;
  return progress;
}

/* The largest course that the source format allows: 100 modules of 200 pages of one kind. */
function largestScope(kind, completion) {
  const pages = { text: { kind: "text" }, quiz: quizPage("https://example.org/m", "q", "Quiz", 60), video: kinds.pages[WATCH].page,
    survey: kinds.pages[0].page, scenario: kinds.pages[GUEST].page, draw: kinds.pages[START].page };
  const modules = Array.from({ length: 100 }, (_, module) => ({ id: `m${module}`, completion,
    pages: Array.from({ length: 200 }, (_unused, index) => ({ ...pages[kind], id: `p${index}` })) }));
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

/* Every page done, in the dearest way. */
function doneAll(large) {
  const progress = createProgress(large);
  large.pages.forEach(({ index, page }) => {
    rules.recordSeen(large, progress, index);
    finish[page.kind](large, progress, index, page);
  });
  progress.position = large.pages.length - 1;
  progress.registration = REGISTRATION;
  rules.recordCompletion(large, progress, false, LAST_DAY);
  return progress;
}

const finish = {
  text: () => {},
  quiz: (large, progress, index, { quiz }) =>
    rules.recordAttempt(large, progress, index, { score: 100, passed: quiz.pass_mark === undefined ? null : true }),
  video: (large, progress, index) =>
    rules.recordWatched(large, progress, index, Array.from({ length: rules.VIDEO_PARTS }, () => 1)),
  survey: rules.recordSent,
  scenario: (large, progress, index) => rules.recordPath(large, progress, index, ["a", "b"]),
};

test("a passed quiz without its score counts as its pass mark", () => {
  const large = largestScope("quiz");
  const { progress } = decode(large, BUILD, encode(large, BUILD, doneAll(large)));
  assert.equal(isComplete(large, progress), true);
  assert.equal(finalScore(large, progress), 60);
});

for (const kind of ["text", "quiz", "video", "survey", "scenario", "draw"]) {
  test(`the largest allowed course, all pages ${kind}, fits the limit and keeps completion and place`, () => {
    const large = largestScope(kind, { videos: 80, quizzes: "attempted" });
    const before = doneAll(large);
    const answers = { hot: ["a"], sure: ["10"], why: ["\u00e9".repeat(1000)], one: ["t"] };
    before.draft = ["quiz", "survey", "draw"].includes(kind) ? { index: 19999, answers } : null;
    const text = encode(large, BUILD, before);
    assert.ok(text.length <= LIMIT, `${text.length} characters`);
    const { progress } = decode(large, BUILD, text);
    assert.equal(isComplete(large, progress), true);
    assert.equal(progress.position, 19999);
    assert.equal(progress.registration, REGISTRATION);
    assert.equal(progress.completed, LAST_DAY);
  });
}

for (const kind of ["quiz", "video", "survey", "scenario", "draw"]) {
  test(`the largest allowed course with every page ${kind} but the last begun keeps which is done`, () => {
    const large = largestScope(kind, { videos: 80, quizzes: "passed" });
    const before = createProgress(large);
    before.registration = REGISTRATION;
    large.pages.forEach(({ index }) => rules.recordSeen(large, before, index));
    finish[kind === "draw" ? "quiz" : kind](large, before, 19999, large.pages[19999].page);
    const text = encode(large, BUILD, before);
    assert.ok(text.length <= LIMIT, `${text.length} characters`);
    const { progress } = decode(large, BUILD, text);
    assert.deepEqual(progress.pages.map(({ done }) => done), before.pages.map(({ done }) => done));
  });
}

test("answers to drawn questions are dropped where the number of their attempt has no room", () => {
  const large = largestScope("draw", { videos: 0, quizzes: "passed" });
  const before = doneAll(large);
  const [asked] = questionsOf(large, before, 19999);
  before.draft = { index: 19999, answers: { [asked.id]: ["t"] } };
  assert.equal(decode(large, BUILD, encode(large, BUILD, before)).progress.draft, null);
});

test("a learner in the middle of everything goes on there", () => {
  const before = kindsProgress();
  const after = decode(kinds, BUILD, encode(kinds, BUILD, before)).progress;
  assert.deepEqual(after, before);
});

const DRAFTS = { milk: ["f"], leaf: ["", "a"], order: ["b", "a", "c"], minutes: ["4,5"], name: ["caf\u00e9 \u{1f375}"] };

test("a draft keeps answers of every type, as far as they were given", () => {
  const before = kindsProgress();
  before.draft = { index: TYPES, answers: DRAFTS };
  assert.deepEqual(decode(kinds, BUILD, encode(kinds, BUILD, before)).progress.draft, before.draft);
});

test("a draft keeps a survey's answers, a long text among them", () => {
  const before = kindsProgress();
  before.draft = { index: AFTER, answers: { sure: ["0"], with: ["a", "b"], why: ["It helps.\n".repeat(90)] } };
  const text = encode(kinds, BUILD, before);
  assert.match(text, /^[A-Za-z0-9_.:-]+$/);
  assert.deepEqual(decode(kinds, BUILD, text).progress.draft, before.draft);
});

test("after a break the same questions are drawn, and others in the next attempt", () => {
  const before = kindsProgress();
  const [asked] = questionsOf(kinds, before, START);
  before.draft = { index: START, answers: { [asked.id]: ["f"] } };
  const after = decode(kinds, BUILD, encode(kinds, BUILD, before)).progress;
  assert.deepEqual(questionsOf(kinds, after, START), questionsOf(kinds, before, START));
  assert.deepEqual(after.draft, before.draft);
  const draws = Array.from({ length: 9 }, () => {
    rules.recordAttempt(kinds, after, START, { score: 0, passed: null });
    return questionsOf(kinds, after, START).map(({ id }) => id).join();
  });
  assert.ok(new Set(draws).size > 2, draws.join(" "));
});

test("an attempt that was enough is not taken for a passed one", () => {
  const attempted = scopeOf(makeKindsPackage("scorm12"), "");
  attempted.modules[0].completion = { videos: 0, quizzes: "attempted" };
  const before = createProgress(attempted);
  before.registration = REGISTRATION;
  rules.recordAttempt(attempted, before, TYPES, { score: 20, passed: false });
  const { pages } = decode(attempted, BUILD, encode(attempted, BUILD, before)).progress;
  assert.deepEqual([pages[TYPES].done, pages[TYPES].passed, pages[TYPES].best, pages[TYPES].attempts], [true, false, 20, 1]);
});

test("a walk whose choices lead elsewhere by now goes on as far as it can", () => {
  const text = encode(kinds, BUILD, { ...kindsProgress(), pages: kindsProgress().pages.map((entry, index) =>
    (index === GUEST ? { ...entry, path: ["a", "b"] } : entry)) });
  const changed = scopeOf(makeKindsPackage("scorm12"), "");
  changed.pages[GUEST].page.scenario.steps[0].choices[0].to = "gone";
  assert.deepEqual(decode(changed, BUILD, text).progress.pages[GUEST].path, ["a"]);
});

test("answers are dropped before scores when both do not fit", () => {
  const large = largestScope("text");
  const quizzes = Array.from({ length: 580 }, (_, index) => quizPage("https://example.org/m", `q${index}`, "Quiz", 60));
  large.modules[99].pages.splice(0, 200, ...quizzes.slice(0, 200));
  large.modules[98].pages.splice(0, 200, ...quizzes.slice(200, 400));
  large.modules[97].pages.splice(0, 180, ...quizzes.slice(400));
  const mixed = scopeOf({ ...makePackage("scorm12"), modules: large.modules }, "");
  const before = doneAll(mixed);
  const index = mixed.pages.length - 1;
  const withoutDraft = encode(mixed, BUILD, before).length;
  const questions = Array.from({ length: 50 }, (_, order) => ({ id: `x${order}`,
    type: "multiple", choices: Array.from("abcdefghij", (id) => ({ id })) }));
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

/* What the player of version 1 wrote for someProgress(). */
const FIRST = "1.r6u6y4.0123456789abcdef.3.f0b4d1c26a7e4c398f213d5e7a9b1c04.B.z.2:W";

test("the text of version 1 is taken over whole", () => {
  const { progress } = decode(scope, BUILD, FIRST);
  assert.deepEqual(progress, someProgress());
});

/* What the player of version 2 wrote for someProgress(), and for a course done on a day that it did not keep. */
const SECOND = "2.1ox2m8n.0123456789abcdef.3.f0b4d1c26a7e4c398f213d5e7a9b1c04.B..z...C.2:W";
const SECOND_DONE = "2.1lzene1.0123456789abcdef.3.f0b4d1c26a7e4c398f213d5e7a9b1c04.f..lB....";

test("the text of version 2 is taken over whole, without the day of completion that it does not tell", () => {
  assert.deepEqual(decode(scope, BUILD, SECOND).progress, someProgress());
  const { progress } = decode(scope, BUILD, SECOND_DONE);
  assert.deepEqual([isComplete(scope, progress), progress.completed], [true, null]);
  rules.recordSeen(scope, progress, 0);
  rules.recordCompletion(scope, progress, true, 20000);
  assert.equal(progress.completed, null, "a day that was not kept is not made up");
});

test("the text of version 1 takes a passed quiz and an opened video for done, whatever the module asks by now", () => {
  const strict = scopeOf(makePackage("scorm12"), "");
  strict.modules[0].completion = { videos: 100, quizzes: "passed" };
  const { progress } = decode(strict, BUILD, "1.19v8h5l.0123456789abcdef.3.f0b4d1c26a7e4c398f213d5e7a9b1c04.f.lB.");
  assert.deepEqual([isComplete(strict, progress), rules.isPassed(strict, progress), finalScore(strict, progress)], [true, true, 100]);
});

test("state of a later version of the player is dropped, and told apart from damage", () => {
  const text = encode(scope, BUILD, someProgress());
  assert.deepEqual(decode(scope, BUILD, text.replace(/^3/, "4")), { dropped: "version" });
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
  for (const text of ["{\"v\":1}", "....", "1.......", "2...........", "3............", "hello", "1.x.y", "2.x.y", "3.x.y"]) {
    assert.deepEqual(decode(scope, BUILD, text), { dropped: "damaged" }, text);
  }
});
