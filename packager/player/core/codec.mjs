/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Progress as one short text for cmi.suspend_data and its like, and back.
 *
 *   3 . check . build . position . registration . done . completed . tries . scores . watched . paths . seen . draft
 *
 * - The alphabet is [A-Za-z0-9_.:-]: LMSs and AICC relays cut or change text at "=", newlines, "$&", "<" and beyond ASCII.
 * - `check` is FNV-1a of all that follows: text that an LMS truncated or altered is dropped, never half believed.
 * - `build` stands for the course's structure; indexes mean nothing under another one, so such state is dropped knowingly.
 * - `done` has one bit a page, which is all that completion needs: 100 modules of 200 pages make 3334 characters, so the
 *   text fits LIMIT by construction, with the day of completion, which takes three. Each of the six parts behind it is kept if there is room for it beside those before it. So
 *   what is left out first is the answers not yet sent (draft), then pages opened but not done (seen), places in scenarios
 *   (paths), parts of videos (watched), quiz scores (a passed quiz then counts as its pass mark), numbers of attempts (tries).
 *
 * What was sent in a survey and how questions were drawn needs no part: a survey that was sent is a page done, and the draw follows
 * from the registration and the number of the attempt.
 *
 * Version 1 had no tries, watched, paths and seen, version 2 no day of completion. Their text is taken over, without what it does not
 * tell; that of a later version is not.
 */
import { BitReader, BitWriter } from "./bits.mjs";
import { isDay } from "./day.mjs";
import { draftFromText, draftToText } from "./draft.mjs";
import { hashOf } from "./hash.mjs";
import { PARTS } from "./parts.mjs";
import { countsAttempts, createProgress, isJudged, pageIsDone } from "./progress.mjs";
import { questionsOf } from "./quiz.mjs";

export const LIMIT = 4096;

const VERSION = "3";
const BUILD_LENGTH = 16;

/* What stands behind the check, by version. */
const FIELDS = {
  1: ["build", "position", "registration", "done", "scores", "draft"],
  2: ["build", "position", "registration", "done", ...PARTS.map(({ name }) => name), "draft"],
  3: ["build", "position", "registration", "done", "completed", ...PARTS.map(({ name }) => name), "draft"],
};

/**
 * Progress as text of at most LIMIT characters. `build` is the package's; `again` makes a text that differs and says the same, for LMSs
 * that send nothing twice.
 */
export function encode(scope, build, progress, { again = false } = {}) {
  const needed = {
    build: build.slice(0, BUILD_LENGTH),
    position: `${again ? "0" : ""}${number(progress.position + 1)}`,
    registration: progress.registration.replace(/-/g, ""),
    done: doneText(scope, progress),
    completed: progress.completed === null ? "" : number(progress.completed),
  };
  const fields = [...PARTS.map((part) => [part.name, partText(scope, progress, part)]), ["draft", draftText(scope, progress)]]
    .reduce(addIfItFits, needed);
  return textOf(fields);
}

function addIfItFits(fields, [name, text]) {
  const more = { ...fields, [name]: text };
  return isUsable(more) && textOf(more).length <= LIMIT ? more : fields;
}

/* Answers without the number of their attempt could be taken for those to other questions of a draw. */
function isUsable({ tries, draft }) {
  return draft === undefined || tries !== undefined;
}

/**
 * Text as { progress }, or { dropped } with the reason: "empty", "damaged", "version" (made by a later player) or "build" (made
 * for another structure of the course).
 */
export function decode(scope, build, text) {
  if (text === "") {
    return { dropped: "empty" };
  }
  const [version, , ...values] = text.split(".");
  const names = FIELDS[version];
  if (names === undefined) {
    return { dropped: /^\d+$/.test(version) ? "version" : "damaged" };
  }
  if (values.length !== names.length || seal(version, values) !== text) {
    return { dropped: "damaged" };
  }
  const fields = Object.fromEntries(names.map((name, order) => [name, values[order]]));
  return fields.build === build.slice(0, BUILD_LENGTH) ? { progress: restore(scope, fields) } : { dropped: "build" };
}

function restore(scope, fields) {
  const progress = createProgress(scope);
  progress.position = Math.min(parseInt(fields.position, 36), scope.pages.length) - 1;
  progress.registration = fields.registration.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  restoreDone(scope, progress, fields.done);
  progress.completed = restoreDay(fields.completed);
  PARTS.forEach((part) => restorePart(scope, progress, part, fields[part.name] ?? ""));
  progress.draft = restoreDraft(scope, progress, fields.draft);
  return progress;
}

function doneText(scope, progress) {
  const writer = new BitWriter();
  scope.pages.forEach(({ index }) => writer.put(pageIsDone(scope, progress, index) ? 1 : 0, 1));
  return writer.text();
}

/* What follows from a page being done, whatever else was kept of it. */
function restoreDone(scope, progress, text) {
  const reader = new BitReader(text);
  scope.pages.forEach(({ index, module, page }) => {
    if (reader.take(1) === 1) {
      Object.assign(progress.pages[index], { seen: true, done: true, passed: isJudged(page) && !countsAttempts(module),
        attempts: page.kind === "quiz" ? 1 : 0 });
    }
  });
}

function restoreDay(text = "") {
  const day = parseInt(text, 36);
  return isDay(day) ? day : null;
}

function partText(scope, progress, { isAbout, put }) {
  const writer = new BitWriter();
  scope.pages.forEach((place) => {
    if (isAbout(place, progress.pages[place.index])) {
      put(writer, progress.pages[place.index], place);
    }
  });
  return writer.text();
}

/* An empty text says nothing: the part was left out, or there was nothing to tell. */
function restorePart(scope, progress, { isAbout, take }, text) {
  const reader = new BitReader(text);
  scope.pages.forEach((place) => {
    if (text !== "" && isAbout(place, progress.pages[place.index])) {
      take(reader, progress.pages[place.index], place);
    }
  });
}

function draftText(scope, progress) {
  if (progress.draft === null) {
    return "";
  }
  const { index, answers } = progress.draft;
  return `${number(index)}:${draftToText(questionsOf(scope, progress, index), answers)}`;
}

function restoreDraft(scope, progress, text) {
  const [place, packed] = text.split(":");
  const index = parseInt(place, 36);
  if (packed === undefined || !["quiz", "survey"].includes(scope.pages[index]?.page.kind)) {
    return null;
  }
  return { index, answers: draftFromText(questionsOf(scope, progress, index), packed) };
}

function textOf(fields) {
  return seal(VERSION, FIELDS[VERSION].map((name) => fields[name] ?? ""));
}

function seal(version, values) {
  const rest = values.join(".");
  return `${version}.${number(hashOf(rest))}.${rest}`;
}

function number(value) {
  return value.toString(36);
}
