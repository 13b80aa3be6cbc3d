/* SPDX-License-Identifier: Apache-2.0 */

/* What a video element does is told once, in the order of the video profile, and counted by what was really played. */
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../fixtures/load.mjs";

const { follow } = await load("view/video_follow.mjs");

/* A video element of ten seconds, as far as it is listened to; `told` and `parts` are what came of it. */
function video(changes = {}) {
  const player = Object.assign(new EventTarget(), { duration: 10, currentTime: 0, paused: true, seeking: false, ended: false, playbackRate: 1 },
    changes);
  const seen = { player, told: [], parts: [], pauses: 0 };
  const following = follow(player, { uuid: () => "session", tell: (verb, state) => seen.told.push({ verb, ...state }),
    onParts: (parts) => seen.parts.push(parts), onPause: () => {
      seen.pauses += 1;
    } });
  const send = (name) => player.dispatchEvent(new Event(name));
  return Object.assign(seen, following, {
    send,
    verbs: () => seen.told.map(({ verb }) => verb),
    play() {
      player.paused = false;
      send("play");
    },
    playTo(time) {
      player.currentTime = time;
      send("timeupdate");
    },
    pause() {
      player.paused = true;
      send("pause");
    },
    jumpTo(time) {
      Object.assign(player, { seeking: true, currentTime: time });
      send("seeking");
      player.seeking = false;
      send("seeked");
    },
  });
}

test("a video that is loaded and left tells nothing, and taking it on after a break is no jump of the learner's", () => {
  const one = video();
  one.send("loadedmetadata");
  one.jumpTo(5);
  one.close();
  assert.deepEqual(one.told, []);
});

test("playing, pausing and leaving are told with what was played", () => {
  const one = video();
  one.play();
  one.playTo(2);
  one.pause();
  one.close();
  assert.deepEqual(one.verbs(), ["initialized", "played", "paused", "terminated"]);
  assert.deepEqual([one.told[2].segments, one.told[2].progress, one.pauses], ["0[.]2", 0.2, 1]);
});

test("a jump is told with both ends, and what was skipped is not counted", () => {
  const one = video();
  one.play();
  one.playTo(1);
  one.jumpTo(8);
  one.playTo(9);
  one.close();
  const jump = one.told.find(({ verb }) => verb === "seeked");
  assert.deepEqual([jump.from, jump.to], [1, 8]);
  assert.equal(one.told.at(-1).segments, "0[.]1[,]8[.]9");
});

test("a chapter that begins the video is told as a jump from its start, before the playing", () => {
  const one = video();
  one.seek(6);
  one.player.seeking = true;
  one.send("seeking");
  one.play();
  one.player.seeking = false;
  one.send("seeked");
  one.playTo(7);
  one.close();
  assert.deepEqual(one.verbs(), ["initialized", "seeked", "played", "terminated"]);
  assert.deepEqual([one.told[1].from, one.told[1].to, one.told[3].segments], [0, 6, "6[.]7"]);
});

test("a chapter chosen while the video plays is told once, and the playing goes on", () => {
  const one = video();
  one.play();
  one.playTo(2);
  one.seek(6);
  one.send("seeking");
  one.send("seeked");
  one.playTo(8);
  one.close();
  assert.deepEqual(one.verbs(), ["initialized", "played", "seeked", "terminated"]);
  assert.deepEqual([one.told[2].from, one.told[2].to], [2, 6]);
  assert.equal(one.told[3].segments, "0[.]2[,]6[.]8");
});

test("a change of speed is told with the new one, the speed that a video begins with is not, nor is none", () => {
  const one = video({ playbackRate: 1.5 });
  one.send("ratechange");
  one.play();
  one.send("ratechange");
  one.player.playbackRate = 2;
  one.send("ratechange");
  assert.deepEqual(one.told.map(({ verb, speed }) => [verb, speed]), [["initialized", 1.5], ["played", 1.5], ["interacted", 2]]);
});

test("at double speed the same is counted as at normal speed: the places that were played", () => {
  const [normal, double] = [video(), video({ playbackRate: 2 })];
  normal.play();
  double.play();
  for (let quarter = 1; quarter <= 20; quarter += 1) {
    normal.playTo(quarter / 4);
  }
  for (let quarter = 1; quarter <= 10; quarter += 1) {
    double.playTo(quarter / 2);
  }
  assert.deepEqual(double.parts.at(-1), normal.parts.at(-1));
  assert.equal(normal.parts.at(-1).filter((part) => part === 1).length, 30);
});

test("a video that is asked to play before its length is known is told and counted once it is", () => {
  const one = video({ duration: NaN });
  one.play();
  assert.deepEqual(one.told, []);
  one.player.duration = 10;
  one.send("loadedmetadata");
  one.playTo(10);
  one.player.ended = true;
  one.send("ended");
  assert.deepEqual(one.verbs(), ["initialized", "played", "completed"]);
  assert.equal(one.told[0].length, 10);
});

test("a video played to its end is completed once, and the browser's pause before it is none of the learner's", () => {
  const one = video();
  one.play();
  one.playTo(9.4);
  one.playTo(9.6);
  one.player.ended = true;
  one.pause();
  one.send("ended");
  one.close();
  assert.deepEqual(one.verbs(), ["initialized", "played", "completed", "terminated"]);
});
