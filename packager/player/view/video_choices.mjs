/* SPDX-License-Identifier: Apache-2.0 */

/* How the learner wants videos to play: speed and captions, chosen once and kept for all videos of the visit. */
import { h } from "./dom.mjs";

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

/** What a visit begins with. Captions are on: many watch at work without sound, and who needs them must not have to find them. */
export function createVideoChoices() {
  return { speed: 1, captions: true };
}

/** A field for the speed of `player`, a video element, which follows the browser's own menu, too. */
export function speedField(player, choices) {
  const select = h("select.nhsuk-select", { id: "video-speed", change: () => setSpeed(player, Number(select.value)) },
    SPEEDS.map((speed) => option(speed)));
  player.addEventListener("ratechange", () => {
    choices.speed = player.playbackRate;
    show(select, choices.speed);
  });
  setSpeed(player, choices.speed);
  show(select, choices.speed);
  return h("div.nhsuk-form-group.player-video-speed", {}, h("label.nhsuk-label", { for: select.id }, "Playback speed"), select);
}

/* The default too: a video that gets another source begins with that. */
function setSpeed(player, speed) {
  player.defaultPlaybackRate = speed;
  player.playbackRate = speed;
}

/* Browsers offer speeds of their own. */
function show(select, speed) {
  if (![...select.options].some(({ value }) => Number(value) === speed)) {
    select.append(option(speed));
  }
  select.value = String(speed);
}

function option(speed) {
  return h("option", { value: speed }, speed === 1 ? "Normal" : `${speed} times`);
}

/** The captions as a track for a video element; whether they show is the learner's choice. */
export function captionsTrack(src, language, choices) {
  return h("track", { kind: "captions", src, srclang: language, label: "Captions", default: choices.captions });
}

/** Keeps what the learner does with the captions of `player` by the browser's own button. */
export function keepCaptions(player, choices) {
  player.textTracks.addEventListener("change", () => {
    const captions = [...player.textTracks].find(({ kind }) => kind === "captions");
    choices.captions = captions?.mode === "showing";
  });
}
