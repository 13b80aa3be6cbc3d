/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The video of a page: the browser's own player with captions, its speed, chapters, the transcript, and what is told of watching
 * it. A package may leave its videos out; then the transcript stands in their place.
 */
import { VIDEO_PARTS } from "../core/progress.mjs";
import { chapterList } from "./chapters.mjs";
import { details, h, htmlOf, insetText } from "./dom.mjs";
import { captionsTrack, keepCaptions, speedField } from "./video_choices.mjs";
import { follow } from "./video_follow.mjs";
import { makeSeekable } from "./video_source.mjs";

/**
 * `video` of the package; `options` = { title, language, choices, uuid, needed, isDone, watched, percent, tell(verb, state),
 * onParts(parts), onPause() }: `choices` of video_choices.mjs; `needed` is how much must be watched, in per cent; isDone, watched and
 * percent are what stands in the progress, which onParts() takes further. Returns { element, close }: close() tells the end, when
 * the screen changes.
 */
export function showVideo(video, options) {
  if (video.src === undefined) {
    return { element: inPlaceOf(video), close() {} };
  }
  const { language, choices } = options;
  const player = h("video.player-video", { controls: true, preload: "metadata", playsinline: true, src: video.src,
    poster: video.poster, "aria-label": `Video: ${options.title}` }, captionsTrack(video.captions, language, choices));
  keepCaptions(player, choices);
  const { line, update } = watchedLine(options);
  const { seek, close } = follow(player, { ...options, onParts: (parts) => {
    options.onParts(parts);
    update();
  } });
  goOn(player, options);
  makeSeekable(player, video.src);
  const element = h("div.player-video-block", {}, player, h("div.player-video-below", {}, line, speedField(player, choices)),
    video.chapters === undefined ? null : chapterList(player, { src: video.chapters, language, seek }),
    transcript(video));
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

/* On a large screen it scrolls by itself, so that the video above stays in sight; the keyboard can scroll it, too. */
function transcript(video) {
  const text = htmlOf("div.player-html.player-transcript", video.transcript_html,
    { role: "region", tabindex: "0", "aria-label": "Transcript" });
  return details("Transcript of the video", text);
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
