/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Save and exit. After its end nothing can be saved any more, so the session ends when all is saved, or when the learner says so:
 * who sits without a network keeps the window open and loses nothing. Each attempt ends in a bounded time, and the screen says
 * what became of it.
 */
import { inTime } from "./in_time.mjs";

/** How long an attempt waits for its answer; a save already under way counts in it. */
const ANSWER_MS = 10000;

const PAUSE_MS = 5000;

/** How long the last answers are waited for, before the LMS's goodbye and after it: the requests outlive the page anyway. */
const SETTLE_MS = 4000;

export class Exit {
  /**
   * `show(state)` is called with { kind, saved, why, isKept? }: "saving", "unsaved" (it is tried again until it is saved or given up),
   * and once "ended", after which the session is over.
   */
  constructor(session, show) {
    this.session = session;
    this.show = show;
    this.ending = null;
    this.isGivenUp = false;
    this.wake = () => {};
  }

  get pressed() {
    return this.ending !== null;
  }

  /** The button was pressed, or pressed again: that cuts a pause short. Resolves at the end. */
  press() {
    this.wake();
    this.ending ??= this.run();
    return this.ending;
  }

  /** The learner would rather leave than wait: the session ends after the attempt that is under way. */
  giveUp() {
    this.isGivenUp = true;
    return this.press();
  }

  async run() {
    const { session } = this;
    let outcome = await this.attempt();
    while (!outcome.saved && !this.isGivenUp && session.launch.tracked && !session.ended) {
      this.show({ kind: "unsaved", ...outcome });
      await this.pause();
      outcome = await this.attempt();
    }
    const { isKept } = await this.end();
    if (!outcome.saved) {
      session.onSaving({ kind: "lost", why: outcome.why });
    }
    this.show({ kind: "ended", ...outcome, isKept });
  }

  attempt() {
    this.show({ kind: "saving", saved: false, why: "" });
    return this.inTime(this.session.save(), ANSWER_MS,
      { saved: false, why: `there is no answer from ${this.session.launch.place}` });
  }

  pause() {
    const pressed = new Promise((resolve) => {
      this.wake = resolve;
    });
    return this.inTime(pressed, PAUSE_MS);
  }

  async end() {
    const { session } = this;
    await this.inTime(session.adapter.settle?.(), SETTLE_MS);
    const left = session.leave();
    await this.inTime(session.adapter.settle?.(), SETTLE_MS);
    return left;
  }

  inTime(promise, ms, otherwise) {
    return inTime(this.session.environment, promise, ms, otherwise);
  }
}
