/* SPDX-License-Identifier: Apache-2.0 */

/* What of a video has been played, as the xAPI video profile tells it: stretches in the order of watching, and their share. */

/** More stretches than this are joined where they meet or overlap, so that statements stay small however much is skipped. */
const STRETCHES_MAX = 50;

/** `length` in seconds; `session` a UUID for this showing of the video. Times are seconds into the video. */
export class VideoWatch {
  constructor(length, session) {
    this.length = round(length);
    this.session = session;
    this.stretches = [];
    this.from = null;
    this.time = 0;
    this.told = false;
  }

  play(time) {
    this.from = time;
    this.time = time;
  }

  /** The position moved on by playing. */
  move(time) {
    this.time = time;
  }

  stop(time) {
    this.time = time;
    if (this.from !== null && time > this.from) {
      this.stretches.push([this.from, time]);
    }
    this.from = null;
    if (this.stretches.length > STRETCHES_MAX) {
      this.stretches = union(this.stretches);
    }
  }

  /** Share of the video that has been played, 0 to 1. */
  progress() {
    const seconds = secondsWithin(this.played(), 0, Infinity);
    return this.length > 0 ? Math.min(1, round(seconds / this.length)) : 0;
  }

  /** Which of `count` parts of equal length were played, each as 1 or 0: those of which at least half was. */
  parts(count) {
    const played = this.played();
    const length = this.length / count;
    return Array.from({ length: count }, (_, part) => (secondsWithin(played, part * length, (part + 1) * length) * 2 >= length ? 1 : 0));
  }

  /* All stretches, with the one under way. */
  played() {
    const now = this.from !== null && this.time > this.from ? [[this.from, this.time]] : [];
    return union([...this.stretches, ...now]);
  }

  /** Told once: the first time that the share reaches `threshold`. */
  reaches(threshold) {
    const now = !this.told && this.progress() >= threshold;
    this.told = this.told || now;
    return now;
  }

  /** For an event: see core/events.mjs. */
  state() {
    return {
      session: this.session,
      length: this.length,
      time: round(this.time),
      progress: this.progress(),
      segments: this.stretches.map(([from, to]) => `${round(from)}[.]${round(to)}`).join("[,]"),
      seconds: this.stretches.reduce((sum, [from, to]) => sum + to - from, 0),
    };
  }
}

function secondsWithin(stretches, start, end) {
  return stretches.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
}

function union(stretches) {
  const joined = [];
  [...stretches].sort(([a], [b]) => a - b).forEach(([from, to]) => {
    const last = joined[joined.length - 1];
    if (last !== undefined && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      joined.push([from, to]);
    }
  });
  return joined;
}

/* The video profile: at most three decimals. */
function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
