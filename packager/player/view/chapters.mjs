/* SPDX-License-Identifier: Apache-2.0 */

/* The chapters of a video: buttons that go to their places, with a mark at the one that is shown. The browser reads their file. */
import { h, hidden } from "./dom.mjs";

/**
 * A list of the chapters in `src` (WebVTT) of `player`, a video element; `seek(time)` goes to a place. It is empty until they are
 * there, and stays so when they cannot be had.
 */
export function chapterList(player, { src, language, seek }) {
  const list = h("ol.nhsuk-list.player-chapters__list");
  const element = h("nav.player-chapters", { "aria-labelledby": "chapters", "hidden": true },
    h("h2.nhsuk-heading-s", { id: "chapters" }, "Chapters"), list);
  const track = h("track", { kind: "chapters", src, srclang: language, label: "Chapters" });
  track.addEventListener("load", () => {
    fill(list, player, [...track.track.cues], seek);
    element.hidden = list.children.length === 0;
  });
  player.append(track);
  /* Neither shown nor left alone: a track that is disabled is not loaded. */
  track.track.mode = "hidden";
  return element;
}

function fill(list, player, cues, seek) {
  const chapters = cues.map(({ startTime, text }) => ({ startTime, button: chapterButton(startTime, plain(text), () => go(player, startTime, seek)) }));
  list.append(...chapters.map(({ button }) => h("li", {}, button)));
  ["timeupdate", "seeked"].forEach((name) => player.addEventListener(name, () => mark(chapters, player.currentTime)));
}

function chapterButton(time, title, click) {
  return h("button.player-chapters__button", { type: "button", click },
    h("span.player-chapters__time", {}, clock(time)), hidden(": "), h("span.player-chapters__title", {}, title));
}

/* A browser may refuse to play; the place is right all the same. */
function go(player, time, seek) {
  seek(time);
  player.play().catch(() => {});
}

function mark(chapters, time) {
  const current = chapters.filter(({ startTime }) => startTime <= time).pop();
  chapters.forEach((chapter) => {
    if (chapter === current) {
      chapter.button.setAttribute("aria-current", "true");
    } else {
      chapter.button.removeAttribute("aria-current");
    }
  });
}

/* WebVTT may mark words, and writes "&" as HTML does. */
function plain(text) {
  return new DOMParser().parseFromString(text, "text/html").body.textContent.replace(/\s+/g, " ").trim();
}

function clock(time) {
  const seconds = Math.floor(time);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
