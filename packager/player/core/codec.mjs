/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Progress as one short text for cmi.suspend_data and its like, and back.
 *
 *   1 . check . build . position . registration . done . scores . draft
 *
 * - The alphabet is [A-Za-z0-9_.:-]: LMSs and AICC relays cut or change text at "=", newlines, "$&", "<" and beyond ASCII.
 * - `check` is FNV-1a of all that follows: text that an LMS truncated or altered is dropped, never half believed.
 * - `build` stands for the course's structure; indexes mean nothing under another one, so such state is dropped knowingly.
 * - `done` has one bit a page, which is all that completion needs: 100 modules of 200 pages make 3334 characters, so the
 *   text fits LIMIT by construction. What does not fit beside it is dropped in this order: draft answers, then quiz scores
 *   (a passed quiz then counts as its pass mark).
 */
import { createProgress, pageIsDone } from "./progress.mjs";

export const LIMIT = 4096;

const VERSION = "1";
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SCORE_BITS = 7;
const BUILD_LENGTH = 16;

/**
 * Progress as text of at most LIMIT characters. `build` is the package's; `again` makes a text that differs and says the same, for LMSs
 * that send nothing twice.
 */
export function encode(scope, build, progress, { again = false } = {}) {
  const head = [build.slice(0, BUILD_LENGTH), `${again ? "0" : ""}${number(progress.position + 1)}`, progress.registration.replace(/-/g, ""),
    pack(doneBits(scope, progress))];
  const scores = pack(scoreBits(scope, progress));
  const draft = draftText(scope, progress);
  const candidates = [[...head, scores, draft], [...head, scores, ""], [...head, "", ""]].map(seal);
  return candidates.find((text) => text.length <= LIMIT);
}

/**
 * Text as { progress }, or { dropped } with the reason: "empty", "damaged", "version" (made by another player) or "build"
 * (made for another structure of the course).
 */
export function decode(scope, build, text) {
  if (text === "") {
    return { dropped: "empty" };
  }
  const fields = text.split(".");
  if (fields[0] !== VERSION) {
    return { dropped: /^\d+$/.test(fields[0]) ? "version" : "damaged" };
  }
  if (fields.length !== 8 || seal(fields.slice(2)) !== text) {
    return { dropped: "damaged" };
  }
  if (fields[2] !== build.slice(0, BUILD_LENGTH)) {
    return { dropped: "build" };
  }
  return { progress: restore(scope, fields) };
}

function restore(scope, [, , , position, registration, done, scores, draft]) {
  const progress = createProgress(scope);
  progress.position = Math.min(parseInt(position, 36), scope.pages.length) - 1;
  progress.registration = registration.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  restoreDone(scope, progress, unpack(done));
  restoreScores(scope, progress, unpack(scores));
  progress.draft = restoreDraft(scope, draft);
  return progress;
}

function restoreDone(scope, progress, bits) {
  scope.pages.forEach(({ index, page }) => {
    const done = bits[index] === 1;
    progress.pages[index].seen = done;
    progress.pages[index].passed = done && page.kind === "quiz";
  });
}

function restoreScores(scope, progress, bits) {
  quizzesOf(scope).forEach(({ index }, order) => {
    const value = readNumber(bits, order * SCORE_BITS);
    if (value > 0) {
      progress.pages[index].best = Math.min(value - 1, 100);
      progress.pages[index].seen = true;
    }
  });
}

function doneBits(scope, progress) {
  return scope.pages.map(({ index }) => (pageIsDone(scope, progress, index) ? 1 : 0));
}

function scoreBits(scope, progress) {
  return quizzesOf(scope).flatMap(({ index }) => {
    const { best } = progress.pages[index];
    const value = best === null ? 0 : best + 1;
    return Array.from({ length: SCORE_BITS }, (_, bit) => (value >> bit) & 1);
  });
}

function readNumber(bits, start) {
  let value = 0;
  for (let bit = 0; bit < SCORE_BITS; bit += 1) {
    value |= (bits[start + bit] ?? 0) << bit;
  }
  return value;
}

function draftText(scope, progress) {
  if (progress.draft === null) {
    return "";
  }
  const { index, answers } = progress.draft;
  const bits = choicesOf(scope, index).map(({ question, choice }) =>
    ((answers[question.id] ?? []).includes(choice.id) ? 1 : 0));
  return `${number(index)}:${pack(bits)}`;
}

function restoreDraft(scope, text) {
  const [place, packed] = text.split(":");
  const index = parseInt(place, 36);
  if (packed === undefined || scope.pages[index]?.page.kind !== "quiz") {
    return null;
  }
  const bits = unpack(packed);
  const answers = {};
  choicesOf(scope, index).forEach(({ question, choice }, order) => {
    if (bits[order] === 1) {
      answers[question.id] = [...(answers[question.id] ?? []), choice.id];
    }
  });
  return { index, answers };
}

function choicesOf(scope, index) {
  return scope.pages[index].page.quiz.questions.flatMap((question) =>
    question.choices.map((choice) => ({ question, choice })));
}

function quizzesOf(scope) {
  return scope.pages.filter(({ page }) => page.kind === "quiz");
}

function seal(fields) {
  const rest = fields.join(".");
  return `${VERSION}.${checksum(rest)}.${rest}`;
}

function checksum(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/* Six bits a character, lowest first; trailing zeros are left out, so an untouched course costs nothing. */
function pack(bits) {
  let text = "";
  for (let start = 0; start < bits.length; start += 6) {
    let value = 0;
    for (let bit = 0; bit < 6; bit += 1) {
      value |= (bits[start + bit] ?? 0) << bit;
    }
    text += DIGITS[value];
  }
  return text.replace(/A+$/, "");
}

function unpack(text) {
  return [...text].flatMap((digit) => {
    const value = DIGITS.indexOf(digit);
    return Array.from({ length: 6 }, (_, bit) => (value >> bit) & 1);
  });
}

function number(value) {
  return value.toString(36);
}
