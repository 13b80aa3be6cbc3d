/* SPDX-License-Identifier: Apache-2.0 */

/*
 * One learner's visit: turns what is done on screen into progress, events, and saving.
 *
 * Saving never loses: every save carries everything, only one runs at a time, what happens meanwhile is saved after it, and one
 * that failed is tried again with growing pauses and when the network is back. The state of saving is told to the screen.
 */
import { decode, encode } from "./codec.mjs";
import { locationOf, indexOfLocation } from "./course.mjs";
import { dayOf } from "./day.mjs";
import { createClock } from "./duration.mjs";
import { makeEvent } from "./events.mjs";
import * as rules from "./progress.mjs";
import { isAnswered, questionOfStep } from "./questions.mjs";
import { mark, questionsOf } from "./quiz.mjs";
import * as scenarios from "./scenario.mjs";
import { createUnsent } from "./unsent.mjs";

const RETRY_FIRST_MS = 5000;
const RETRY_MAX_MS = 120000;

/* What can be reached by a change, in the order of telling. */
const MILESTONES = [
  { name: "moduleComplete", kind: "module-completed", of: (module) => module },
  { name: "modulePassed", kind: "module-passed", of: (module) => module },
  { name: "complete", kind: "completed", of: () => undefined },
  { name: "passed", kind: "passed", of: () => undefined },
];

/** Progress is reported each time it has passed another such share of the whole, in per cent. */
const PROGRESS_STEP = 10;

/**
 * `parts` = { scope, build, adapter, launch, recorders, environment }: the recorders hear of events too, each is
 * { record(event), leave() }; environment gives now(), elapsed(), uuid(), setTimeout,
 * clearTimeout.
 * `onSaving(state)` is called with { kind: "saving" | "saved" | "unsaved" | "lost", why }; what is "unsaved" is tried again, what
 * is "lost" is not.
 */
export class Session {
  constructor(parts, onSaving) {
    Object.assign(this, parts);
    this.onSaving = onSaving;
    this.clock = createClock(this.environment.elapsed);
    this.ended = false;
    this.saving = null;
    this.dirty = false;
    this.retryTimer = null;
    this.retryMs = RETRY_FIRST_MS;
    this.confirmed = this.launch.state;
    this.unsent = null;
    this.news = [];
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
    const wasComplete = this.complete;
    this.resumesUnsent = rules.addProgress(this.progress, found.progress);
    this.noteCompletion(wasComplete);
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
      this.advance(module, () => rules.recordSeen(this.scope, this.progress, index));
      if (page.kind === "text" || page.kind === "video") {
        this.emit("page-seen", { module, page });
      }
    }
    this.report();
    this.save();
  }

  /** The learner is on the cover, a module's contents or the last screen. */
  openCover() {
    this.progress.position = -1;
    this.save();
  }

  /** What the quiz or survey of a page asks in the attempt that is under way. */
  questions(index) {
    return questionsOf(this.scope, this.progress, index);
  }

  /** Answers given but not yet sent; kept so that a break does not cost them. */
  keepDraft(index, answers) {
    this.progress.draft = { index, answers };
    this.dirty = true;
  }

  /** Marks a quiz whose questions are all answered. Returns quiz.mjs's result. */
  submit(index, answers, seconds) {
    const { module, page } = this.scope.pages[index];
    const result = mark(page.quiz, this.questions(index), answers);
    this.tellAnswers(index, result.questions, seconds);
    this.emit("quiz-marked", { module, page, score: result.score, passed: result.passed });
    this.finish(index, () => rules.recordAttempt(this.scope, this.progress, index, result));
    return result;
  }

  /** The answers to a survey; those that may be left out and are, are not told. */
  send(index, answers, seconds) {
    const { module, page } = this.scope.pages[index];
    const given = this.questions(index).map((question) => ({ question, chosen: answers[question.id] ?? [], correct: null }))
      .filter(({ question, chosen }) => isAnswered(question, chosen));
    this.tellAnswers(index, given, seconds);
    this.emit("survey-sent", { module, page, seconds });
    this.finish(index, () => rules.recordSent(this.scope, this.progress, index));
  }

  tellAnswers(index, given, seconds) {
    const { module, page } = this.scope.pages[index];
    given.forEach((entry) => this.emit("answered", { module, page, ...entry, seconds: seconds / given.length }));
  }

  /* What a page was for was done: its answers are no draft any more. */
  finish(index, change) {
    if (this.progress.draft?.index === index) {
      this.progress.draft = null;
    }
    this.advance(this.scope.pages[index].module, change);
    this.report();
    this.save();
  }

  /** The learner takes a choice in a scenario. Returns it. */
  choose(index, id, seconds) {
    const { module, page } = this.scope.pages[index];
    const { path } = this.progress.pages[index];
    const step = scenarios.lastStep(page.scenario, path);
    const next = scenarios.choose(page.scenario, path, id);
    this.emit("answered", { module, page, question: questionOfStep(page, step), chosen: [id], correct: null, seconds });
    if (scenarios.isAtEnd(page.scenario, next)) {
      this.emit("scenario-ended", { module, page, end: scenarios.lastStep(page.scenario, next).id });
    }
    this.walk(index, next);
    return scenarios.choiceOf(step, id);
  }

  /** Back to the step of the walk that `count` choices led to. */
  goBack(index, count) {
    this.walk(index, this.progress.pages[index].path.slice(0, count));
  }

  walk(index, path) {
    this.finish(index, () => rules.recordPath(this.scope, this.progress, index, path));
  }

  /** Parts of a video were played, see progress.mjs; what it completes is saved at once, the rest with the next save. */
  watched(index, parts) {
    const wasDone = this.progress.pages[index].done;
    this.advance(this.scope.pages[index].module, () => rules.recordWatched(this.scope, this.progress, index, parts));
    this.report();
    this.dirty = true;
    if (this.progress.pages[index].done !== wasDone) {
      this.save();
    }
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
    const before = this.reached(module);
    change();
    this.noteCompletion(before.complete);
    const after = this.reached(module);
    this.news = MILESTONES.filter(({ name }) => after[name] && !before[name]).map(({ kind, of }) => ({ kind, module: of(module) }));
  }

  /* What an LMS shows for review completes nothing. */
  noteCompletion(wasComplete) {
    if (this.writes) {
      rules.recordCompletion(this.scope, this.progress, wasComplete, dayOf(this.environment.now()));
    }
  }

  /* A package of one module is that module. */
  reached(module) {
    const isCourse = this.scope.activity.kind === "course";
    return {
      moduleComplete: isCourse && rules.moduleIsComplete(this.scope, this.progress, module),
      modulePassed: isCourse && rules.isPassed(this.scope, this.progress, module),
      complete: this.complete,
      passed: rules.isPassed(this.scope, this.progress),
    };
  }

  report() {
    const seconds = this.clock.seconds();
    this.news.forEach(({ kind, module }) =>
      this.emit(kind, { module, score: rules.finalScore(this.scope, this.progress, module), seconds }));
    this.news = [];
    this.reportPercent();
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
      passed: rules.isPassed(this.scope, this.progress),
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
      passed: rules.isPassed(this.scope, this.progress), failed: rules.hasFailedQuiz(this.scope, this.progress), score: rules.finalScore(this.scope, this.progress) });
    this.stopRetry();
    this.ended = true;
    const snapshot = this.snapshot();
    const isKept = this.keepUnsent(snapshot.state);
    const outcome = this.adapter.leave(snapshot);
    this.recorders.forEach((recorder) => recorder.leave());
    return { ...outcome, isKept };
  }
}
