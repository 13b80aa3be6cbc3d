/* SPDX-License-Identifier: Apache-2.0 */

/* What a learner has done of a scope, and the rules by which a page, a module and a course are complete. */
import { isAtEnd } from "./scenario.mjs";

/** A video is divided into so many parts of equal length, each of which was watched or was not. */
export const VIDEO_PARTS = 60;

/** A module that says nothing of completion. */
const COMPLETION = { videos: 0, quizzes: "passed" };

/**
 * The record that everything else reads: plain data, one entry a page of the scope.
 *   seen      page was opened
 *   done      its rule was kept once; never taken back
 *   passed    quiz page: a marked attempt reached the pass mark
 *   best      quiz page: best score in per cent, null before the first attempt
 *   attempts  quiz page: attempts so far
 *   watched   video page: 1 for each of the VIDEO_PARTS that was watched, else 0; null before the first
 *   path      scenario page: the choices taken from its start, see scenario.mjs
 * and of the whole
 *   position  index of the page last open, -1 on the cover
 *   draft     answers given but not yet sent: { index, answers }, or null
 *   registration  UUID under which statements of this attempt are sent, "" until one is needed
 *   completed  the day (day.mjs) on which everything was done; null before, and where it is not known
 */
export function createProgress(scope) {
  return {
    pages: scope.pages.map(() => ({ seen: false, done: false, passed: false, best: null, attempts: 0, watched: null, path: [] })),
    position: -1,
    draft: null,
    registration: "",
    completed: null,
  };
}

/* By kind of page: when it is done, but for a survey, which is when it was sent. */
const isDone = {
  text: (place, entry) => entry.seen,
  video: ({ module, page }, entry) => entry.seen && percentWatched(entry) >= percentToWatch(module, page),
  quiz: ({ module, page }, entry) => entry.passed || (entry.attempts > 0 && (!isJudged(page) || countsAttempts(module))),
  scenario: ({ page }, entry) => entry.seen && isAtEnd(page.scenario, entry.path),
  survey: () => false,
};

function change(scope, progress, index, changes) {
  const entry = Object.assign(progress.pages[index], changes);
  const place = scope.pages[index];
  entry.done = entry.done || isDone[place.page.kind](place, entry);
}

export function recordSeen(scope, progress, index) {
  change(scope, progress, index, { seen: true });
}

/** `result` of quiz.mjs. */
export function recordAttempt(scope, progress, index, { score, passed }) {
  const entry = progress.pages[index];
  change(scope, progress, index, { seen: true, passed: entry.passed || passed === true, best: Math.max(entry.best ?? 0, score),
    attempts: entry.attempts + 1 });
}

export function recordSent(scope, progress, index) {
  change(scope, progress, index, { seen: true, done: true });
}

/** Adds parts to those watched before. */
export function recordWatched(scope, progress, index, parts) {
  const before = progress.pages[index].watched ?? [];
  change(scope, progress, index, { seen: true, watched: eitherOf(parts, before) });
}

export function recordPath(scope, progress, index, path) {
  change(scope, progress, index, { seen: true, path });
}

/** Keeps the day of a change that has completed everything; `wasComplete` before it. */
export function recordCompletion(scope, progress, wasComplete, day) {
  if (!wasComplete && isComplete(scope, progress)) {
    progress.completed = progress.completed ?? day;
  }
}

/** How much of its video a page has shown, in whole per cent. */
export function percentWatched({ watched }) {
  return watched === null ? 0 : Math.floor((100 * watched.filter((part) => part === 1).length) / VIDEO_PARTS);
}

/** How much of a page's video must be watched, in per cent; nothing of one that the package does not hold. */
export function percentToWatch(module, page) {
  return page.video?.src === undefined ? 0 : completionOf(module).videos;
}

/** A quiz that is passed or not; those before and after a course only tell a score. */
export function isJudged(page) {
  return page.kind === "quiz" && page.quiz.pass_mark !== undefined;
}

/** How many attempts a learner has left; Infinity where there is no limit. */
export function attemptsLeft(page, entry) {
  return page.quiz.attempts === undefined ? Infinity : Math.max(0, page.quiz.attempts - entry.attempts);
}

/** Whether in this module a quiz is done once it was attempted. */
export function countsAttempts(module) {
  return completionOf(module).quizzes === "attempted";
}

function completionOf(module) {
  return module.completion ?? COMPLETION;
}

export function pageIsDone(scope, progress, index) {
  return progress.pages[index].done;
}

export function moduleIsComplete(scope, progress, module) {
  return placesOf(scope, module).every(({ index }) => pageIsDone(scope, progress, index));
}

export function moduleIsStarted(scope, progress, module) {
  return placesOf(scope, module).some(({ index }) => progress.pages[index].seen);
}

export function isComplete(scope, progress) {
  return moduleIsComplete(scope, progress);
}

/** Complete, and with every quiz that judges passed; false where none does, as nothing was tested. */
export function isPassed(scope, progress, module) {
  const judged = judgedIn(scope, module);
  return judged.length > 0 && moduleIsComplete(scope, progress, module) && judged.every(({ index }) => progress.pages[index].passed);
}

/** Pages done of the whole scope (or of one module), in whole per cent; 100 only when nothing is left. */
export function percentDone(scope, progress, module) {
  const pages = placesOf(scope, module);
  const done = pages.filter(({ index }) => pageIsDone(scope, progress, index)).length;
  return Math.floor((100 * done) / pages.length);
}

/**
 * The mean of the best scores of the quizzes that judge, in whole per cent, or null without one. A quiz whose score was not kept
 * (core/codec.mjs) counts as its pass mark if it was passed, else as 0: no more than is proven. Meant for a scope or module that
 * is complete.
 */
export function finalScore(scope, progress, module) {
  const scores = judgedIn(scope, module).map(({ index, page }) => {
    const { best, passed } = progress.pages[index];
    return best ?? (passed ? page.quiz.pass_mark : 0);
  });
  return scores.length === 0 ? null : Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

/** Some quiz was marked, and none of its attempts has passed. */
export function hasFailedQuiz(scope, progress) {
  return judgedIn(scope).some(({ index }) => progress.pages[index].best !== null && !progress.pages[index].passed);
}

/** Adds to `progress` what was done in `other`, of the same scope. Whether there was anything. */
export function addProgress(progress, other) {
  const before = JSON.stringify(progress.pages);
  progress.pages.forEach((entry, index) => Object.assign(entry, sumOf(entry, other.pages[index])));
  progress.completed = earlierOf(progress.completed, other.completed);
  return JSON.stringify(progress.pages) !== before;
}

function sumOf(one, other) {
  return {
    seen: one.seen || other.seen,
    done: one.done || other.done,
    passed: one.passed || other.passed,
    best: one.best === null || other.best === null ? one.best ?? other.best : Math.max(one.best, other.best),
    attempts: Math.max(one.attempts, other.attempts),
    watched: one.watched === null || other.watched === null ? one.watched ?? other.watched : eitherOf(one.watched, other.watched),
    path: other.path.length > one.path.length ? other.path : one.path,
  };
}

function earlierOf(day, other) {
  return day === null || other === null ? day ?? other : Math.min(day, other);
}

function eitherOf(parts, others) {
  return parts.map((part, order) => (part === 1 || others[order] === 1 ? 1 : 0));
}

function judgedIn(scope, module) {
  return placesOf(scope, module).filter(({ page }) => isJudged(page));
}

/* All places, or those of one module. */
function placesOf(scope, module) {
  return module === undefined ? scope.pages : scope.pages.filter((place) => place.module === module);
}
