/* SPDX-License-Identifier: Apache-2.0 */

/* The launch (see adapter.mjs) of a course that nobody tracks. */

/** `why` is for the screen, and continues "Nothing you do here is recorded in an LMS: …"; `about` is for the help desk. */
export function untracked(why, about = []) {
  return { tracked: false, why, place: "", mode: "normal", finished: false, state: "", location: "", learner: null,
    learnerName: "", about };
}
