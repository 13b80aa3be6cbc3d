/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A copy, in this browser, of what an LMS has not confirmed: who closes a course without a network finds it again at the next launch on the same
 * computer, and the LMS then gets it.
 *
 * It is kept by course and account, has no more in it than the LMS gets, and is gone once the LMS has confirmed it. It counts only for the attempt that
 * it was made in: an LMS that begins a new one must not find it done.
 */
import { decode } from "./codec.mjs";

/**
 * `storage` may be null or throw. `learner` is the launch's { homePage, name }. Texts are codec.mjs's. Yields
 *   keep(text, base)  keeps `text`; `base` is what the LMS was last known to hold. Whether the browser has taken it
 *   clear()
 *   find(given)       what was kept of the attempt of which the LMS has given `given`: { progress, isLatest }, isLatest saying that the LMS has
 *                     heard nothing since; null if there is none
 */
export function createUnsent(storage, scope, build, learner) {
  const key = `ibest-unsent:${scope.activity.iri}:${learner.homePage}:${learner.name}`;
  return {
    keep: (text, base) => attempt(() => {
      storage.setItem(key, JSON.stringify({ text, base }));
      return true;
    }, false),
    clear: () => attempt(() => storage.removeItem(key), undefined),
    find(given) {
      const kept = attempt(() => JSON.parse(storage.getItem(key)), null);
      const { progress } = typeof kept?.text === "string" ? decode(scope, build, kept.text) : {};
      const isLatest = kept?.base === given;
      const isSameAttempt = isLatest || decode(scope, build, given).progress?.registration === progress?.registration;
      return progress !== undefined && isSameAttempt ? { progress, isLatest } : null;
    },
  };
}

function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
