/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Save and exit: it ends the session within a minute or so, whatever the LMS and the network do.
 *
 * What is not saved at once keeps the session open a little longer, because after its end nothing can be saved any more. Then
 * it is ended all the same: an LMS that never hears of an end may drop what it had.
 */
import { inTime } from "./in_time.mjs";

/** How long an attempt waits for its answer; a save already under way counts in it. */
const ANSWER_MS = 10000;

const ATTEMPTS = 4;
const PAUSE_MS = 5000;

/** How long the last answers are waited for, before the LMS's goodbye and after it: the requests outlive the page anyway. */
const SETTLE_MS = 4000;

export class Exit {
  /**
   * `show(state)` is called with { kind, saved, why }: "saving", "unsaved" (it is tried again), and once "ended", after which
   * the session is over.
   */
  constructor(session, show) {
    this.session = session;
    this.show = show;
    this.ending = null;
    this.left = 0;
    this.wake = () => {};
  }

  get pressed() {
    return this.ending !== null;
  }

  /** The button was pressed, or pressed again: that cuts a pause short and gives as many attempts anew. Resolves at the end. */
  press() {
    this.left = ATTEMPTS;
    this.wake();
    this.ending ??= this.run();
    return this.ending;
  }

  async run() {
    const { session } = this;
    let outcome = await this.attempt();
    while (!outcome.saved && this.left > 0 && session.launch.tracked && !session.ended) {
      this.show({ kind: "unsaved", ...outcome });
      await this.pause();
      outcome = await this.attempt();
    }
    await this.end();
    if (!outcome.saved) {
      session.onSaving({ kind: "lost", why: outcome.why });
    }
    this.show({ kind: "ended", ...outcome });
  }

  attempt() {
    this.left -= 1;
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
    session.leave();
    await this.inTime(session.adapter.settle?.(), SETTLE_MS);
  }

  inTime(promise, ms, otherwise) {
    return inTime(this.session.environment, promise, ms, otherwise);
  }
}
