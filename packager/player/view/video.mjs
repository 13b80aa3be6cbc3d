/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The video of a page: the browser's own player with captions, the transcript, and what is told of watching it. A package may leave
 * its videos out; then the transcript stands in their place.
 */
import { VIDEO_PARTS } from "../core/progress.mjs";
import { VIDEO_THRESHOLD } from "../xapi/statements.mjs";
import { details, h, htmlOf, insetText } from "./dom.mjs";
import { VideoWatch } from "./video_watch.mjs";

/** Over this size a video that cannot be sought is left as it is: it would have to be loaded as a whole. */
const WHOLE_BYTES_MAX = 60 * 1024 * 1024;

/**
 * `video` of the package; `options` = { title, language, uuid, needed, isDone, watched, percent, tell(verb, state), onParts(parts),
 * onPause() }: `needed` is how much must be watched, in per cent; isDone, watched and percent are what stands in the progress, which
 * onParts() takes further. Returns { element, close }: close() tells the end, when the screen changes.
 */
export function showVideo(video, options) {
  if (video.src === undefined) {
    return { element: inPlaceOf(video), close() {} };
  }
  const player = h("video.player-video", { controls: true, preload: "metadata", playsinline: true, src: video.src,
    poster: video.poster, "aria-label": `Video: ${options.title}` },
  h("track", { kind: "captions", src: video.captions, srclang: options.language, label: "Captions", default: true }));
  const { line, update } = watchedLine(options);
  const close = follow(player, { ...options, onParts: (parts) => {
    options.onParts(parts);
    update();
  } });
  goOn(player, options);
  makeSeekable(player, video.src);
  const element = h("div.player-video-block", {}, player, line,
    details("Transcript of the video", htmlOf("div.player-html", video.transcript_html)));
  return { element, close };
}

/* How much is left to watch. It is not read out while the video speaks. */
function watchedLine(options) {
  if (options.needed === 0) {
    return { line: null, update() {} };
  }
  const line = h("p.player-video-watched");
  const update = () => {
    line.textContent = options.isDone ? "You have watched enough of this video to complete the page."
      : `Watch at least ${options.needed}% of this video to complete the page. Watched so far: ${options.percent}%.`;
  };
  update();
  return { line, update };
}

/* A video left in the middle goes on where it has not been watched yet. */
function goOn(player, { watched, isDone }) {
  const part = watched?.indexOf(0) ?? 0;
  if (part > 0 && !isDone) {
    player.addEventListener("loadedmetadata", () => {
      player.currentTime = (part * player.duration) / VIDEO_PARTS;
    }, { once: true });
  }
}

/* Nothing is told of a video that plays elsewhere: nobody here knows what is watched of it. */
function inPlaceOf(video) {
  const link = video.online === undefined ? null
    : h("p", {}, h("a", { href: video.online, target: "_blank", rel: "noopener noreferrer" },
      "Watch the video (opens in a new tab)"));
  return h("div.player-video-block", {},
    video.poster === undefined ? null : h("img.player-video", { src: video.poster, alt: "" }),
    insetText(h("p", {}, "The video of this page is not part of this copy of the course. "
      + "Its transcript says all that is said in it."), link),
    details("Transcript of the video", htmlOf("div.player-html", video.transcript_html), true));
}

/* Browsers send pause before seeking by dragging, and before ended; neither is a pause of the learner's. */
function follow(player, { uuid, tell, onParts, onPause }) {
  let watch = null;
  const tellParts = createPartsTeller(onParts);
  const on = (name, react) => player.addEventListener(name, () => watch !== null && react());
  player.addEventListener("play", () => {
    if (watch === null) {
      watch = new VideoWatch(player.duration, uuid());
      tell("initialized", watch.state());
    }
    watch.play(player.currentTime);
    tell("played", watch.state());
  });
  on("timeupdate", () => {
    if (!player.seeking && !player.paused) {
      watch.move(player.currentTime);
      tellParts(watch);
      tellCompletion(watch, player, tell);
    }
  });
  on("seeking", () => {
    watch.seekFrom ??= watch.time;
    watch.stop(watch.time);
  });
  on("seeked", () => seeked(watch, player, tell));
  on("pause", () => {
    paused(watch, player, tell);
    onPause();
  });
  on("ended", () => {
    watch.stop(player.duration);
    tellParts(watch);
    tellCompletion(watch, player, tell);
  });
  return () => {
    if (watch !== null) {
      watch.stop(watch.time);
      tell("terminated", watch.state());
      watch = null;
    }
  };
}

/* Only what is new: a video says where it is four times a second. */
function createPartsTeller(onParts) {
  let before = "";
  return (watch) => {
    const parts = watch.parts(VIDEO_PARTS);
    if (parts.includes(1) && parts.join("") !== before) {
      before = parts.join("");
      onParts(parts);
    }
  };
}

function seeked(watch, player, tell) {
  const from = watch.seekFrom ?? watch.time;
  watch.seekFrom = undefined;
  tell("seeked", { ...watch.state(), from, to: player.currentTime });
  watch.play(player.currentTime);
  if (player.paused) {
    watch.stop(player.currentTime);
  }
}

function paused(watch, player, tell) {
  if (!player.seeking && !player.ended) {
    watch.stop(player.currentTime);
    tell("paused", watch.state());
  }
}

function tellCompletion(watch, player, tell) {
  if (watch.reaches(VIDEO_THRESHOLD)) {
    const { currentTime } = player;
    watch.stop(currentTime);
    tell("completed", watch.state());
    watch.play(currentTime);
  }
}

/*
 * Some LMSs serve video without byte ranges: it plays but cannot be sought. A small one is then loaded as a whole. Where the
 * site's policy forbids that, the player goes back to the address it had.
 */
function makeSeekable(player, src) {
  player.addEventListener("loadedmetadata", async () => {
    const { seekable } = player;
    if ((seekable.length > 0 && seekable.end(seekable.length - 1) > 0) || !player.paused) {
      return;
    }
    const address = await loadWhole(src);
    if (address !== null && player.paused) {
      player.addEventListener("error", () => {
        player.src = src;
      }, { once: true });
      player.src = address;
    }
  }, { once: true });
}

async function loadWhole(src) {
  try {
    const response = await fetch(src);
    const length = Number(response.headers.get("Content-Length") ?? Infinity);
    return response.ok && length <= WHOLE_BYTES_MAX ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null;
  }
}
