/* SPDX-License-Identifier: Apache-2.0 */

/* What a learner has done of a scope, and the rules by which a module and a course are complete. */

/**
 * The record that everything else reads: plain data, one entry a page of the scope.
 *   seen      page was opened
 *   passed    quiz page: a marked attempt reached the pass mark
 *   best      quiz page: best score in per cent, null before the first attempt
 *   position  index of the page last open, -1 on the cover
 *   draft     answers chosen but not yet marked: { index, answers }, or null
 *   registration  UUID under which statements of this attempt are sent, "" until one is needed
 */
export function createProgress(scope) {
  return {
    pages: scope.pages.map(() => ({ seen: false, passed: false, best: null })),
    position: -1,
    draft: null,
    registration: "",
  };
}

/** A page is done when it was seen; a quiz when it was passed. */
export function pageIsDone(scope, progress, index) {
  const entry = progress.pages[index];
  return scope.pages[index].page.kind === "quiz" ? entry.passed : entry.seen;
}

export function moduleIsComplete(scope, progress, module) {
  return scope.pages.every((place) => place.module !== module || pageIsDone(scope, progress, place.index));
}

export function moduleIsStarted(scope, progress, module) {
  return scope.pages.some((place) => place.module === module && progress.pages[place.index].seen);
}

export function isComplete(scope, progress) {
  return scope.pages.every((place) => pageIsDone(scope, progress, place.index));
}

/** Pages done of the whole scope (or of one module), in whole per cent; 100 only when nothing is left. */
export function percentDone(scope, progress, module) {
  const pages = scope.pages.filter((place) => module === undefined || place.module === module);
  const done = pages.filter((place) => pageIsDone(scope, progress, place.index)).length;
  return Math.floor((100 * done) / pages.length);
}

/**
 * The mean of the best quiz scores in whole per cent, or null without a quiz. A quiz whose score was not kept (core/codec.mjs)
 * counts as its pass mark: no more than is proven. Meant for a scope or module whose quizzes are passed.
 */
export function finalScore(scope, progress, module) {
  const quizzes = scope.pages.filter(
    (place) => place.page.kind === "quiz" && (module === undefined || place.module === module));
  if (quizzes.length === 0) {
    return null;
  }
  const scores = quizzes.map(
    (place) => progress.pages[place.index].best ?? (progress.pages[place.index].passed ? place.page.quiz.pass_mark : 0));
  return Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

/** Some quiz was marked, and none of its attempts has passed. */
export function hasFailedQuiz(progress) {
  return progress.pages.some((entry) => entry.best !== null && !entry.passed);
}

/** Adds to `progress` what was done in `other`, of the same scope. Whether there was anything. */
export function addProgress(progress, other) {
  const before = JSON.stringify(progress.pages);
  progress.pages.forEach((entry, index) => {
    const { seen, passed, best } = other.pages[index];
    entry.seen = entry.seen || seen;
    entry.passed = entry.passed || passed;
    entry.best = best === null ? entry.best : Math.max(entry.best ?? 0, best);
  });
  return JSON.stringify(progress.pages) !== before;
}

export function recordAttempt(progress, index, result) {
  const entry = progress.pages[index];
  entry.seen = true;
  entry.passed = entry.passed || result.passed;
  entry.best = Math.max(entry.best ?? 0, result.score);
}
