/* SPDX-License-Identifier: Apache-2.0 */

/* What a video element does, told as the xAPI video profile has it, and counted by what was really played. */
import { VIDEO_PARTS } from "../core/progress.mjs";
import { VIDEO_THRESHOLD } from "../xapi/statements.mjs";
import { VideoWatch } from "./video_watch.mjs";

/** Seconds into the video: somebody may have dragged it elsewhere meanwhile. */
const PLAYED_ON_MAX = 0.5;

/**
 * Follows `player`, a video element; `options` = { uuid, tell(verb, state), onParts(parts), onPause() } of showVideo(). Returns
 *   seek(time)  takes the video to a place for the learner, and tells of it even before anything was played
 *   close()     tells the end, when the screen changes
 */
export function follow(player, options) {
  const following = new Following(player, options);
  following.listen();
  return { seek: (time) => following.seek(time), close: () => following.close() };
}

/*
 * Browsers send pause before seeking by dragging, and before ended; neither is a pause of the learner's. Where somebody jumps and
 * plays in one go, play may come before seeked: the jump is told first.
 */
class Following {
  constructor(player, options) {
    Object.assign(this, { player, options, watch: null, seekFrom: null, seekTo: NaN, playsAfterSeek: false, told: "" });
  }

  listen() {
    const on = (name, react) => this.player.addEventListener(name, () => this.watch !== null && react());
    ["play", "loadedmetadata"].forEach((name) => this.player.addEventListener(name, () => this.begun() && this.played()));
    on("timeupdate", () => this.moved());
    on("seeking", () => this.seeking());
    on("seeked", () => this.seeked());
    on("pause", () => this.paused());
    on("ended", () => this.ended());
    on("ratechange", () => this.rated());
  }

  /* Nothing is told of a video whose length is not known yet: it can be asked to play before that. */
  begun() {
    return !this.player.paused && this.begin();
  }

  begin() {
    const { player, options } = this;
    if (this.watch === null && player.duration > 0) {
      this.watch = new VideoWatch(player.duration, options.uuid());
      this.rate = player.playbackRate;
      this.tell("initialized");
    }
    return this.watch !== null;
  }

  tell(verb, more = {}) {
    this.options.tell(verb, { ...this.watch.state(), speed: this.player.playbackRate, ...more });
  }

  played() {
    this.playsAfterSeek = this.seekFrom !== null;
    if (!this.playsAfterSeek) {
      this.watch.play(this.player.currentTime);
      this.tell("played");
    }
  }

  moved() {
    if (!this.player.seeking && !this.player.paused) {
      this.watch.move(this.player.currentTime);
      this.tellParts();
      this.tellCompletion();
    }
  }

  seek(time) {
    if (this.begin()) {
      this.watch.stop(this.watch.time);
      this.seekFrom ??= this.player.currentTime;
    }
    this.seekTo = time;
    this.player.currentTime = time;
  }

  seeking() {
    this.seekFrom ??= this.watch.time;
    this.watch.stop(this.watch.time);
  }

  seeked() {
    const to = this.placeOfJump();
    this.tell("seeked", { from: this.seekFrom ?? this.watch.time, to });
    this.seekFrom = null;
    this.seekTo = NaN;
    this.watch.play(to);
    if (this.player.paused) {
      this.watch.stop(to);
    } else if (this.playsAfterSeek) {
      this.tell("played");
    }
    this.playsAfterSeek = false;
  }

  /* When the jump is told, a video that plays is a little further already. */
  placeOfJump() {
    const { currentTime } = this.player;
    return Math.abs(currentTime - this.seekTo) < PLAYED_ON_MAX ? this.seekTo : currentTime;
  }

  paused() {
    if (!this.player.seeking && !this.player.ended) {
      this.watch.stop(this.player.currentTime);
      this.tell("paused");
    }
    this.options.onPause();
  }

  ended() {
    this.watch.stop(this.player.duration);
    this.tellParts();
    this.tellCompletion();
  }

  rated() {
    if (this.player.playbackRate !== this.rate) {
      this.rate = this.player.playbackRate;
      this.tell("interacted");
    }
  }

  /* Only what is new: a video says where it is four times a second. */
  tellParts() {
    const parts = this.watch.parts(VIDEO_PARTS);
    if (parts.includes(1) && parts.join("") !== this.told) {
      this.told = parts.join("");
      this.options.onParts(parts);
    }
  }

  tellCompletion() {
    if (this.watch.reaches(VIDEO_THRESHOLD)) {
      const { currentTime } = this.player;
      this.watch.stop(currentTime);
      this.tell("completed");
      this.watch.play(currentTime);
    }
  }

  close() {
    if (this.watch !== null) {
      this.watch.stop(this.watch.time);
      this.tell("terminated");
      this.watch = null;
    }
  }
}
