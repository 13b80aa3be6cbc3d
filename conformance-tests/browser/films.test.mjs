// SPDX-License-Identifier: Apache-2.0

// The films of our courses in Chromium: the captions are shown while they are spoken, which the film's own sound tells, and the transcript has the same words.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { courses, openBrowser, serve, unpackedPackageOf } from './harness.mjs';
import { pagesOf } from './learner.mjs';

/* Of a second: how finely the sound is heard. */
const WINDOW = 0.05;

/* Cues with a longer pause between them are to be heard apart. */
const PAUSE = 0.3;

/** In the page: the loudness of each window of the film's sound, and its captions as [{ start, end, text }]. */
async function hear(video, window) {
  const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(await (await fetch(video.currentSrc || video.src)).arrayBuffer());
  const samples = sound.getChannelData(0);
  const size = Math.round(window * sound.sampleRate);
  const loudness = Array.from({ length: Math.floor(samples.length / size) }, (_, order) => {
    const part = samples.subarray(order * size, (order + 1) * size);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / size);
  });
  const { track } = video.querySelector('track');
  track.mode = 'showing';
  for (const end = Date.now() + 15_000; !track.cues?.length && Date.now() < end;) await new Promise((done) => setTimeout(done, 20));
  return { loudness, seconds: video.duration, cues: [...track.cues].map(({ startTime: start, endTime: end, text }) => ({ start, end, text })) };
}

/* The share of windows between two times in which somebody speaks. */
function spoken({ loudness }, from, to) {
  const loud = Math.max(...loudness) / 20;
  const part = loudness.slice(Math.ceil(from / WINDOW), Math.floor(to / WINDOW));
  return part.filter((level) => level > loud).length / part.length;
}

const words = (text) => text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/* What is said, without what the transcript tells of the picture: that stands in paragraphs of its own, in italics. */
const said = (html) => words(html.replace(/<p><em>[^]*?<\/em><\/p>/g, ' ').replace(/<[^>]*>/g, ' ').replace(/&[a-z]+;/g, ' '));

/* Seeks to the middle of a cue; yields the captions that are on the picture there. */
async function shownAt(video, time) {
  await new Promise((done) => {
    video.addEventListener('seeked', done, { once: true });
    video.currentTime = time;
  });
  return [...video.querySelector('track').track.activeCues].map(({ text }) => text);
}

for (const source of courses) {
  test(`the films of ${basename(source)} are heard as their captions say, and told by their transcripts`, async (t) => {
    const url = await serve(t, { package: unpackedPackageOf(t, source, '--format', 'web', '--frozen') });
    const page = await (await openBrowser(t)).newPage();
    await page.goto(`${url}/package/index.html`);
    for (const { id, module, title, video } of (await pagesOf(page)).filter(({ kind }) => kind === 'video')) {
      await t.test(title, async () => {
        await page.evaluate((hash) => { window.location.hash = hash; }, `#/${module.id}/${id}`);
        await page.locator('main h1', { hasText: title }).waitFor();
        const film = page.locator('main video');
        await page.waitForFunction(() => document.querySelector('main video').readyState > 0);
        const heard = await film.evaluate(hear, WINDOW);
        assert.deepEqual(heard.cues.flatMap(({ text }) => words(text)), said(video.transcript_html), 'the transcript has the words of the captions');
        heard.cues.forEach(({ start, end, text }, order) => {
          assert.ok(spoken(heard, start, end) > 0.4, `nobody speaks at ${start} s: ${text}`);
          const next = heard.cues[order + 1]?.start ?? heard.seconds;
          if (next - end > PAUSE) assert.ok(spoken(heard, end + 0.1, next - 0.1) < 0.5, `somebody speaks without captions at ${end} s, after: ${text}`);
          assert.ok(next >= end, `two captions at once at ${next} s`);
        });
        const { start, end, text } = heard.cues[Math.floor(heard.cues.length / 2)];
        assert.deepEqual(await film.evaluate(shownAt, (start + end) / 2), [text]);
      });
    }
  });
}
