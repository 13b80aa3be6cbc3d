// SPDX-License-Identifier: Apache-2.0

// Lets espeak-ng read the slides aloud. Captions and chapters are in step because their times are counted in the very samples that go into
// the film.

import { execFileSync } from 'node:child_process';
import { Fault } from './fault.mjs';

export const SAMPLE_RATE = 22050;
export const SPEECH_SECONDS_MAX = 180;

const BYTES_PER_SECOND = SAMPLE_RATE * 2;
const PAUSE_AT_BEGIN = 0.8;
const PAUSE_AFTER_SENTENCE = 0.45;
const PAUSE_AFTER_SLIDE = 0.6;

function silence(seconds) {
  return Buffer.alloc(Math.round(seconds * SAMPLE_RATE) * 2);
}

/** The samples (16 bit, mono) of one spoken sentence. */
export function speak(sentence) {
  const voice = ['-v', 'en-gb-x-rp', '-s', '148', '-p', '42', '-g', '2', '-a', '80'];
  const wav = execFileSync('espeak-ng', [...voice, '--stdout', '--', sentence]);
  // espeak-ng cannot know the length when it writes to a pipe, so the data chunk is simply the rest of the file.
  const known = wav.readUInt32LE(24) === SAMPLE_RATE && wav.readUInt16LE(34) === 16;
  if (!known) throw new Error(`espeak-ng does not speak in samples of 16 bit at ${SAMPLE_RATE} Hz`);
  return wav.subarray(wav.indexOf('data') + 8);
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

/** { audio, cues: [{ start, end, text }], ends: [second at which each slide gives way] }; `say` makes samples of a sentence. */
export function narrate({ file, slides }, say = speak) {
  const audio = [silence(PAUSE_AT_BEGIN)];
  const cues = [];
  const ends = [];
  let at = audio[0].length;
  const add = (samples) => (audio.push(samples), at += samples.length);
  for (const slide of slides) {
    for (const text of slide.sentences) {
      const start = at;
      add(say(text));
      cues.push({ start: start / BYTES_PER_SECOND, end: at / BYTES_PER_SECOND, text });
      add(silence(slide.pause ?? PAUSE_AFTER_SENTENCE));
    }
    add(silence(PAUSE_AFTER_SLIDE));
    ends.push(at / BYTES_PER_SECOND);
  }
  if (ends.at(-1) > SPEECH_SECONDS_MAX) {
    throw new Fault(`${file}: the speech lasts ${clock(ends.at(-1))}, and few watch for more than ${clock(SPEECH_SECONDS_MAX)}; `
      + 'say less, or make two films of it');
  }
  return { audio: Buffer.concat(audio), cues, ends };
}

/** The cues of the chapters: each begins with the slide that names it and lasts until the next one. */
export function chaptersOf(slides, ends) {
  const begun = slides.flatMap(({ chapter }, index) => (chapter ? [{ text: chapter, start: ends[index - 1] ?? 0 }] : []));
  return begun.map((chapter, index) => ({ ...chapter, end: begun[index + 1]?.start ?? ends.at(-1) }));
}
