/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What the text of progress (codec.mjs) tells of single pages beyond that they are done, as bits: the table PARTS, in the order of
 * worth. A part has
 *   name
 *   isAbout(place, entry)       whether it tells of this page; may depend on the entry's `done`, but on nothing else of it
 *   put(writer, entry, place)   what it tells
 *   take(reader, entry, place)  takes that over, in the same widths
 */
import { countsAttempts, percentToWatch, VIDEO_PARTS } from "./progress.mjs";
import { choiceOf, lastStep, stepsOf } from "./scenario.mjs";

const SCORE_BITS = 7;
const ATTEMPTS_BITS = 7;
const STEPS_BITS = 6;
const CHOICE_BITS = 3;

/* Of a quiz that a done page tells nothing exact of: one that is done unpassed, or whose attempts count. */
const tries = {
  name: "tries",
  isAbout: ({ module, page }) => page.kind === "quiz"
    && (page.quiz.attempts !== undefined || page.quiz.draw !== undefined || countsAttempts(module)),
  put(writer, { passed, attempts }) {
    writer.put(passed ? 1 : 0, 1).put(Math.min(attempts, 2 ** ATTEMPTS_BITS - 1), ATTEMPTS_BITS);
  },
  take(reader, entry) {
    entry.passed = reader.take(1) === 1;
    entry.attempts = reader.take(ATTEMPTS_BITS);
  },
};

const scores = {
  name: "scores",
  isAbout: ({ page }) => page.kind === "quiz",
  put: (writer, { best }) => writer.put(best === null ? 0 : best + 1, SCORE_BITS),
  take(reader, entry) {
    const value = reader.take(SCORE_BITS);
    if (value > 0) {
      Object.assign(entry, { seen: true, best: Math.min(value - 1, 100), attempts: Math.max(entry.attempts, 1) });
    }
  },
};

const watched = {
  name: "watched",
  isAbout: ({ module, page }, { done }) => !done && page.kind === "video" && percentToWatch(module, page) > 0,
  put(writer, entry) {
    writer.put(entry.watched === null ? 0 : 1, 1);
    entry.watched?.forEach((part) => writer.put(part, 1));
  },
  take(reader, entry) {
    if (reader.take(1) === 1) {
      Object.assign(entry, { seen: true, watched: Array.from({ length: VIDEO_PARTS }, () => reader.take(1)) });
    }
  },
};

const paths = {
  name: "paths",
  isAbout: ({ page }) => page.kind === "scenario",
  put(writer, { path }, { page }) {
    const steps = stepsOf(page.scenario, path);
    writer.put(path.length, STEPS_BITS);
    path.forEach((id, order) => writer.put(steps[order].choices.indexOf(choiceOf(steps[order], id)), CHOICE_BITS));
  },
  take(reader, entry, { page }) {
    const places = Array.from({ length: reader.take(STEPS_BITS) }, () => reader.take(CHOICE_BITS));
    entry.path = pathOf(page.scenario, places);
    entry.seen = entry.seen || places.length > 0;
  },
};

/* As far as it still leads somewhere: an author may have changed where a choice leads. */
function pathOf(scenario, places) {
  return places.reduce((path, place, order) => {
    const choice = path.length === order ? lastStep(scenario, path).choices[place] : undefined;
    return choice === undefined ? path : [...path, choice.id];
  }, []);
}

const seen = {
  name: "seen",
  isAbout: (place, { done }) => !done,
  put: (writer, entry) => writer.put(entry.seen ? 1 : 0, 1),
  take(reader, entry) {
    entry.seen = reader.take(1) === 1 || entry.seen;
  },
};

export const PARTS = [tries, scores, watched, paths, seen];
