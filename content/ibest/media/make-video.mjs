// SPDX-License-Identifier: Apache-2.0

// Makes the course's films, each from its NAME.slides.mjs: slides by Chromium, speech by espeak-ng, joined by ffmpeg.
// For each it writes NAME.mp4, NAME.jpg (poster), NAME.vtt (captions), NAME.chapters.vtt and NAME.transcript.md.
//
// Run `node content/ibest/media/make-video.mjs NAME…` after a change (without a name: all films) and commit what it writes. It needs
// Debian's chromium, espeak-ng and ffmpeg, and npm's playwright-core. Captions and chapters are in step because their times are
// counted in the very samples of speech that go into the film.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { pictures } from './pictures.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const SAMPLE_RATE = 22050;
const BYTES_PER_SECOND = SAMPLE_RATE * 2;
const PAUSE_AFTER_SENTENCE = 0.45;
const PAUSE_AFTER_SLIDE = 0.6;

function silence(seconds) {
  return Buffer.alloc(Math.round(seconds * SAMPLE_RATE) * 2);
}

/** The samples (16 bit, mono) of one spoken sentence. */
function speak(sentence) {
  const voice = ['-v', 'en-gb-x-rp', '-s', '148', '-p', '42', '-g', '2', '-a', '80'];
  const wav = execFileSync('espeak-ng', [...voice, '--stdout', sentence]);
  // espeak-ng cannot know the length when it writes to a pipe, so the data chunk is simply the rest of the file.
  const known = wav.readUInt32LE(24) === SAMPLE_RATE && wav.readUInt16LE(34) === 16;
  if (!known) throw new Error(`espeak-ng does not speak in samples of 16 bit at ${SAMPLE_RATE} Hz`);
  return wav.subarray(wav.indexOf('data') + 8);
}

/** { audio, cues: [{ start, end, text }], ends: [second at which each slide gives way] } */
function narrate(slides) {
  const audio = [silence(0.8)];
  const cues = [];
  const ends = [];
  let at = audio[0].length;
  const add = (samples) => (audio.push(samples), at += samples.length);
  for (const slide of slides) {
    for (const text of slide.sentences) {
      const start = at;
      add(speak(text));
      cues.push({ start: start / BYTES_PER_SECOND, end: at / BYTES_PER_SECOND, text });
      add(silence(slide.pause ?? PAUSE_AFTER_SENTENCE));
    }
    add(silence(PAUSE_AFTER_SLIDE));
    ends.push(at / BYTES_PER_SECOND);
  }
  return { audio: Buffer.concat(audio), cues, ends };
}

/** The cues of the chapters: each begins with the slide that names it and lasts until the next one. */
function chaptersOf(slides, ends) {
  const begun = slides.flatMap(({ chapter }, index) => (chapter ? [{ text: chapter, start: ends[index - 1] ?? 0 }] : []));
  return begun.map((chapter, index) => ({ ...chapter, end: begun[index + 1]?.start ?? ends.at(-1) }));
}

function timestamp(seconds) {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
}

/** Two lines of about equal length when a cue is too long for one. */
function wrap(text) {
  if (text.length <= 42) return text;
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index);
  const middle = spaces.reduce((best, at) => (Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best));
  return `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}

function webVtt(cues, textOf) {
  return `WEBVTT\n${cues.map((cue) => `\n${timestamp(cue.start)} --> ${timestamp(cue.end)}\n${textOf(cue.text)}\n`).join('')}`;
}

function seen({ heading, line, picture }, index) {
  const words = [heading, line].map((text) => text.replace(/\.$/, '').replaceAll('“', '‘').replaceAll('”', '’'));
  return `${index === 0 ? 'the title, ' : ''}“${words[0]}” and, below it, “${words[1]}”, beside ${pictures[picture].seen}.`;
}

/** What is said and what is seen, for those who can do neither. */
function transcript(slides) {
  const parts = slides.map((slide, index) => `*On screen: ${seen(slide, index)}*\n\n${slide.sentences.join(' ')}\n`);
  return parts.join('\n');
}

function slideHtml(slide, title) {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; width: 1280px; height: 720px; background: #f4f8f7; color: #12312b; font-family: "Liberation Sans", Arial, sans-serif }
    main { display: grid; grid-template-columns: 660px 400px; column-gap: 60px; align-items: center; height: 600px; padding: 20px 80px 0 }
    h1 { font-size: 66px; line-height: 1.12; margin: 0 0 24px } p { font-size: 36px; line-height: 1.35; margin: 0 }
    svg { width: 400px; height: 400px } footer { position: absolute; left: 80px; bottom: 36px; font-size: 24px; color: #3c5a53 }
    body::before { content: ""; position: absolute; left: 0; top: 0; bottom: 0; width: 28px; background: #0b6b58 }
  </style><main><div><h1>${slide.heading}</h1><p>${slide.line}</p></div>
  <svg viewBox="0 0 100 100" fill="none" stroke="#0b6b58" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">${pictures[slide.picture].strokes}</svg>
  </main><footer>${title} · an example, not the original iBeST course</footer>`;
}

/** Draws one PNG a slide into `work`, and the first as the poster; refuses text that a slide has no room for. */
async function draw(browser, { title, slides }, work, poster) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  for (const [index, slide] of slides.entries()) {
    await page.setContent(slideHtml(slide, title));
    const fits = await page.evaluate(() => document.querySelector('main > div').getBoundingClientRect().height <= 580
      && [...document.querySelectorAll('h1, p')].every((element) => element.scrollWidth <= element.clientWidth));
    if (!fits) throw new Error(`the slide '${slide.heading}' has more text than room`);
    await page.screenshot({ path: path.join(work, `${index}.png`) });
    if (index === 0) await page.screenshot({ path: poster, type: 'jpeg', quality: 80 });
  }
  await page.close();
}

/** The list that ffmpeg's concat demuxer reads; it wants the last picture named twice. */
function pictureList(ends) {
  const entries = ends.map((end, index) => `file '${index}.png'\nduration ${(end - (ends[index - 1] ?? 0)).toFixed(3)}\n`);
  return `${entries.join('')}file '${ends.length - 1}.png'\n`;
}

function encode(work, title, seconds, target) {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-threads', '1',
    '-f', 'concat', '-i', path.join(work, 'pictures.txt'),
    '-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', path.join(work, 'speech.pcm'),
    // The last picture stays until the speech ends: without tpad the film would be some frames shorter than its sound.
    '-vf', 'fps=25,tpad=stop_mode=clone:stop_duration=2', '-g', '250', '-pix_fmt', 'yuv420p',
    '-c:v', 'libx264', '-profile:v', 'main', '-level', '3.1', '-preset', 'slow', '-tune', 'stillimage', '-crf', '26',
    '-c:a', 'aac', '-b:a', '48k', '-ar', '44100', '-t', seconds.toFixed(3),
    '-metadata', `title=${title}`, '-metadata:s:a:0', 'language=eng',
    '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', target]);
}

async function make(browser, name) {
  const film = await import(`./${name}.slides.mjs`);
  const target = (suffix) => path.join(folder, `${name}${suffix}`);
  const work = mkdtempSync(path.join(tmpdir(), 'make-video-'));
  try {
    const { audio, cues, ends } = narrate(film.slides);
    await draw(browser, film, work, target('.jpg'));
    writeFileSync(path.join(work, 'speech.pcm'), audio);
    writeFileSync(path.join(work, 'pictures.txt'), pictureList(ends));
    encode(work, film.title, ends.at(-1), target('.mp4'));
    writeFileSync(target('.vtt'), webVtt(cues, wrap));
    writeFileSync(target('.chapters.vtt'), webVtt(chaptersOf(film.slides, ends), (text) => text));
    writeFileSync(target('.transcript.md'), transcript(film.slides));
  } finally {
    rmSync(work, { recursive: true });
  }
}

const all = readdirSync(folder).flatMap((file) => /^(.*)\.slides\.mjs$/.exec(file)?.[1] ?? []).sort();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : all) await make(browser, name);
} finally {
  await browser.close();
}
