/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One learner's visit: turns what is done on screen into progress, events, and saving.
 *
 * Saving never loses: every save carries everything, only one runs at a time, what happens meanwhile is saved after it, and one
 * that failed is tried again with growing pauses and when the network is back. The state of saving is told to the screen.
 */
import { decode, encode } from "./codec.mjs";
import { locationOf, indexOfLocation } from "./course.mjs";
import { createClock } from "./duration.mjs";
import { makeEvent } from "./events.mjs";
import * as rules from "./progress.mjs";
import { mark } from "./quiz.mjs";
import { createUnsent } from "./unsent.mjs";

const RETRY_FIRST_MS = 5000;
const RETRY_MAX_MS = 120000;

/** Progress is reported each time it has passed another such share of the whole, in per cent. */
const PROGRESS_STEP = 10;

/**
 * `parts` = { scope, build, adapter, launch, recorders, environment }: the recorders hear of events too, each is
 * { record(event), leave() }; environment gives now(), uuid(), setTimeout, clearTimeout.
 * `onSaving(state)` is called with { kind: "saving" | "saved" | "unsaved" | "lost", why }; what is "unsaved" is tried again, what
 * is "lost" is not.
 */
export class Session {
  constructor(parts, onSaving) {
    Object.assign(this, parts);
    this.onSaving = onSaving;
    this.clock = createClock(this.environment.now);
    this.ended = false;
    this.saving = null;
    this.dirty = false;
    this.retryTimer = null;
    this.retryMs = RETRY_FIRST_MS;
    this.completedModule = false;
    this.completedAll = false;
    this.confirmed = this.launch.state;
    this.unsent = null;
    this.restore();
    this.restoreUnsent();
  }

  /** Takes up what the last visit left; `dropped` then is why it could not, "empty" at a first visit. */
  restore() {
    const { progress, dropped } = decode(this.scope, this.build, this.launch.state);
    this.dropped = dropped;
    this.progress = progress ?? rules.createProgress(this.scope);
    if (progress === undefined) {
      this.progress.position = indexOfLocation(this.scope, this.launch.location);
    }
    if (this.progress.registration === "") {
      this.progress.registration = this.environment.uuid();
    }
    this.reported = this.percent();
  }

  /* What the last visit could not send; `resumesUnsent` then says so to the screen. */
  restoreUnsent() {
    const { keepsUnsent = false, learner, state } = this.launch;
    this.resumesUnsent = false;
    if (!keepsUnsent || learner === null || !this.writes) {
      return;
    }
    this.unsent = createUnsent(this.environment.storage, this.scope, this.build, learner);
    const found = this.unsent.find(state);
    if (found === null) {
      this.unsent.clear();
      return;
    }
    this.resumesUnsent = rules.addProgress(this.progress, found.progress);
    this.progress.registration = found.progress.registration;
    if (found.isLatest) {
      this.progress.position = found.progress.position;
      this.progress.draft = found.progress.draft;
    }
    this.reported = this.percent();
  }

  /** Writing is allowed: not in an LMS's browse or review mode. */
  get writes() {
    return this.launch.mode === "normal";
  }

  get complete() {
    return rules.isComplete(this.scope, this.progress);
  }

  percent() {
    return rules.percentDone(this.scope, this.progress);
  }

  begin() {
    this.emit("launched", {});
  }

  /** The learner has come to a page. */
  open(index) {
    const { module, page } = this.scope.pages[index];
    const entry = this.progress.pages[index];
    const startsModule = this.scope.activity.kind === "course" && !rules.moduleIsStarted(this.scope, this.progress, module);
    this.progress.position = index;
    if (startsModule) {
      this.emit("module-started", { module });
    }
    if (!entry.seen) {
      this.advance(module, () => {
        entry.seen = true;
      });
      if (page.kind !== "quiz") {
        this.emit("page-seen", { module, page });
      }
    }
    this.report(module);
    this.save();
  }

  /** The learner is on the cover, a module's contents or the last screen. */
  openCover() {
    this.progress.position = -1;
    this.save();
  }

  /** Answers chosen on a quiz page but not yet marked; kept so that a break does not cost them. */
  keepDraft(index, answers) {
    this.progress.draft = { index, answers };
    this.dirty = true;
  }

  /** Marks a quiz whose questions are all answered. Returns quiz.mjs's result. */
  submit(index, answers, seconds) {
    const { module, page } = this.scope.pages[index];
    const result = mark(page.quiz, answers);
    this.progress.draft = null;
    result.questions.forEach((entry) => {
      this.emit("answered", { module, page, ...entry, seconds: seconds / result.questions.length });
    });
    this.emit("quiz-marked", { module, page, score: result.score, passed: result.passed });
    this.advance(module, () => rules.recordAttempt(this.progress, index, result));
    this.report(module);
    this.save();
    return result;
  }

  downloaded(index, download) {
    const { module, page } = this.scope.pages[index];
    this.emit("downloaded", { module, page, download });
  }

  video(index, verb, video) {
    const { module, page } = this.scope.pages[index];
    this.emit("video", { module, page, verb, video });
  }

  /* Makes a change and remembers what it completes; report() tells of it after the events that belong to the change itself. */
  advance(module, change) {
    const before = { module: rules.moduleIsComplete(this.scope, this.progress, module), all: this.complete };
    change();
    this.completedModule = !before.module && rules.moduleIsComplete(this.scope, this.progress, module);
    this.completedAll = !before.all && this.complete;
  }

  report(module) {
    const seconds = this.clock.seconds();
    if (this.completedModule && this.scope.activity.kind === "course") {
      this.emit("module-completed", { module, score: rules.finalScore(this.scope, this.progress, module), seconds });
    }
    if (this.completedAll) {
      this.emit("completed", { score: rules.finalScore(this.scope, this.progress), seconds });
    } else {
      this.reportPercent();
    }
    this.completedModule = false;
    this.completedAll = false;
  }

  reportPercent() {
    const percent = this.percent();
    if (percent >= this.reported + PROGRESS_STEP && percent < 100) {
      this.reported = percent;
      this.emit("progressed", { percent });
    }
  }

  emit(kind, details) {
    if (!this.writes && kind !== "launched" && kind !== "left") {
      return;
    }
    const event = makeEvent(kind, this.environment.now(), this.progress.registration, details);
    [this.adapter, ...this.recorders].forEach((listener) => listener.record?.(event));
  }

  snapshot() {
    const { position } = this.progress;
    const { complete } = this;
    return {
      state: encode(this.scope, this.build, this.progress),
      again: encode(this.scope, this.build, this.progress, { again: true }),
      location: position < 0 ? "" : locationOf(this.scope.pages[position]),
      complete,
      score: complete ? rules.finalScore(this.scope, this.progress) : null,
      seconds: this.clock.seconds(),
    };
  }

  /** Saves what there is now; resolves to { saved, why } of a save that holds it. */
  save() {
    this.dirty = true;
    if (this.ended || !this.writes) {
      return Promise.resolve({ saved: !this.ended, why: "" });
    }
    this.saving ??= this.runSaves();
    return this.saving;
  }

  async runSaves() {
    let outcome;
    this.stopRetry();
    while (this.dirty && !this.ended) {
      this.dirty = false;
      this.onSaving({ kind: "saving", why: "" });
      outcome = await this.attempt();
    }
    this.saving = null;
    this.tell(outcome);
    return outcome;
  }

  /* A save that breaks must not be the last one. */
  async attempt() {
    const snapshot = this.snapshot();
    try {
      const outcome = await this.adapter.save(snapshot);
      this.note(snapshot, outcome);
      return outcome;
    } catch (error) {
      return { saved: false, why: `the course has a fault: ${error.message}` };
    }
  }

  /* A save that is answered after the end must not take away what the end has kept. */
  note({ state }, { saved }) {
    if (!saved) {
      this.keepUnsent(state);
    } else if (!this.ended) {
      this.confirmed = state;
      this.unsent?.clear();
    }
  }

  /* Keeps in this browser what the LMS has not confirmed. Whether there was something, and it is kept. */
  keepUnsent(state) {
    return state !== this.confirmed && (this.unsent?.keep(state, this.confirmed) ?? false);
  }

  /* What is answered after the end has no one to try again for; exit.mjs has told how it ended. */
  tell(outcome) {
    if (this.ended) {
      return;
    }
    if (outcome.saved) {
      this.retryMs = RETRY_FIRST_MS;
      this.onSaving({ kind: "saved", why: "" });
      return;
    }
    this.onSaving({ kind: "unsaved", why: outcome.why });
    this.retryTimer = this.environment.setTimeout(() => this.save(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_MAX_MS);
  }

  stopRetry() {
    this.environment.clearTimeout(this.retryTimer);
    this.retryTimer = null;
  }

  /** The page was hidden or shown; a phone may end a hidden page without another word. */
  setHidden(hidden) {
    if (hidden) {
      this.clock.pause();
      this.hurry();
      this.save();
    } else {
      this.clock.resume();
    }
  }

  hurry() {
    if (this.writes && !this.ended) {
      const snapshot = this.snapshot();
      this.keepUnsent(snapshot.state);
      this.adapter.hurry?.(snapshot);
    }
  }

  /** The network is back: what waits for its retry goes now. */
  online() {
    if (this.retryTimer !== null) {
      this.save();
    }
  }

  /**
   * Ends the session: the last save and the LMS's goodbye. What comes after changes nothing. Returns { saved, why, isKept }: isKept says that what the
   * LMS has not confirmed is in this browser until the next launch.
   */
  leave() {
    if (this.ended) {
      return { saved: true, why: "", isKept: false };
    }
    this.emit("left", { seconds: this.clock.seconds(), complete: this.complete,
      failed: rules.hasFailedQuiz(this.progress), score: rules.finalScore(this.scope, this.progress) });
    this.stopRetry();
    this.ended = true;
    const snapshot = this.snapshot();
    const isKept = this.keepUnsent(snapshot.state);
    const outcome = this.adapter.leave(snapshot);
    this.recorders.forEach((recorder) => recorder.leave());
    return { ...outcome, isKept };
  }
}
