/* SPDX-License-Identifier: Apache-2.0 */

/* What a visit tells of surveys, scenarios, videos to be watched and quizzes that judge nobody, and what it keeps of them. */
import assert from "node:assert/strict";
import test from "node:test";
import { answersTo, makeKindsPackage } from "../fixtures/kinds.mjs";
import { BUILD } from "../fixtures/package.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";
import { encode } from "./codec.mjs";
import { VIDEO_PARTS } from "./progress.mjs";

const [SURVEY, START, WATCH, TYPES, GUEST, END] = [0, 1, 2, 3, 4, 5];

const begin = (options = {}) => startVisit({ packed: makeKindsPackage("scorm12"), ...options });
const told = (visit, kind) => visit.events.filter((event) => event.kind === kind);
const answer = ({ session }, index, right) => session.submit(index, answersTo(session.questions(index), { right }), 10);
const parts = (count) => Array.from({ length: VIDEO_PARTS }, (_, part) => (part < count ? 1 : 0));

function attempted() {
  const packed = makeKindsPackage("scorm12");
  packed.modules[0].completion = { videos: 0, quizzes: "attempted" };
  return packed;
}

test("a whole course of every kind completes and passes, once each, in this order", () => {
  const visit = begin();
  learnEverything(visit);
  learnEverything(visit);
  const milestones = ["module-completed", "module-passed", "completed", "passed"];
  assert.deepEqual(visit.events.map(({ kind }) => kind).filter((kind) => milestones.includes(kind)), milestones);
  assert.deepEqual(visit.session.snapshot().score, 100);
  assert.equal(visit.session.snapshot().passed, true);
});

test("the answers to a survey are told without judgement, and those left out are not told", () => {
  const visit = begin();
  visit.session.send(SURVEY, { sure: ["7"], cup: ["b"], with: [], why: ["  "] }, 20);
  assert.deepEqual(told(visit, "answered").map(({ question, chosen, correct, seconds }) => [question.id, chosen, correct, seconds]),
    [["sure", ["7"], null, 10], ["cup", ["b"], null, 10]]);
  assert.equal(told(visit, "survey-sent").length, 1);
  assert.equal(visit.session.progress.pages[SURVEY].done, true);
});

test("a quiz that judges nobody tells its score, and neither passed nor failed", () => {
  const visit = begin();
  const result = answer(visit, START, false);
  assert.deepEqual([result.score, result.passed, result.questions.length], [0, null, 2]);
  assert.deepEqual(told(visit, "quiz-marked").map(({ score, passed }) => [score, passed]), [[0, null]]);
  visit.session.leave();
  assert.equal(visit.events.at(-1).failed, false);
});

test("an attempt draws anew, and its draft is for the questions that it drew", () => {
  const visit = begin();
  const first = visit.session.questions(START).map(({ id }) => id);
  visit.session.keepDraft(START, { [first[0]]: ["t"] });
  const again = begin({ launch: { state: encode(visit.scope, BUILD, visit.session.progress) } });
  assert.deepEqual(again.session.questions(START).map(({ id }) => id), first);
  assert.deepEqual(again.session.progress.draft, { index: START, answers: { [first[0]]: ["t"] } });
  answer(again, START, true);
  assert.equal(again.session.progress.draft, null);
  assert.equal(again.session.progress.pages[START].attempts, 1);
});

test("each decision of a scenario is told with its step, and its end when it is reached", () => {
  const visit = begin();
  const taken = visit.session.choose(GUEST, "a", 4);
  assert.match(taken.feedback_html, /smiles/);
  visit.session.choose(GUEST, "b", 4);
  assert.deepEqual(told(visit, "answered").map(({ question, chosen, correct }) => [question.iri.split("/").slice(-3).join("/"), chosen, correct]),
    [["guest/steps/door", ["a"], null], ["guest/steps/taste", ["b"], null]]);
  assert.deepEqual(told(visit, "scenario-ended").map(({ end }) => end), ["gone"]);
  visit.session.goBack(GUEST, 1);
  assert.deepEqual(visit.session.progress.pages[GUEST].path, ["a"]);
  assert.equal(visit.session.progress.pages[GUEST].done, true);
});

test("a walk leaves the answers to another page's quiz alone", () => {
  const visit = begin();
  visit.session.keepDraft(TYPES, { milk: ["f"] });
  visit.session.choose(GUEST, "a", 4);
  assert.deepEqual(visit.session.progress.draft, { index: TYPES, answers: { milk: ["f"] } });
});

test("a video that is being watched is kept with the next save, and saved at once when it is enough", async () => {
  const visit = begin();
  visit.session.open(WATCH);
  await visit.session.save();
  const before = visit.saves.length;
  visit.session.watched(WATCH, parts(30));
  assert.equal(visit.saves.length, before);
  visit.session.watched(WATCH, parts(48));
  await visit.session.save();
  assert.ok(visit.saves.length > before);
  assert.equal(visit.session.progress.pages[WATCH].done, true);
});

test("where attempts are enough the course completes unpassed, and passing is told when it comes", () => {
  const visit = begin({ packed: attempted() });
  [SURVEY, 6].forEach((index) => visit.session.send(index, answersTo(visit.session.questions(index), { right: true }), 5));
  [START, END, TYPES].forEach((index) => answer(visit, index, false));
  visit.session.open(WATCH);
  ["b", "b"].forEach((id) => visit.session.choose(GUEST, id, 1));
  assert.deepEqual([told(visit, "completed").length, told(visit, "passed").length], [1, 0]);
  assert.deepEqual([visit.session.snapshot().complete, visit.session.snapshot().passed, visit.session.snapshot().score], [true, false, 0]);
  answer(visit, TYPES, true);
  assert.deepEqual([told(visit, "completed").length, told(visit, "passed").length], [1, 1]);
  assert.equal(told(visit, "passed")[0].score, 100);
});
