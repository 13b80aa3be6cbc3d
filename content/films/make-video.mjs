// SPDX-License-Identifier: Apache-2.0

// Makes narrated films for any course: node content/films/make-video.mjs COURSE/media/NAME.slides.mjs…
// README.md in this folder says what such a file holds, and what comes out.

import { accessSync, constants, copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { draw, openBrowser } from './drawing.mjs';
import { encode } from './encoding.mjs';
import { Fault, Missing } from './fault.mjs';
import { chaptersOf, narrate } from './narration.mjs';
import { readFilm } from './slides_file.mjs';
import { transcript, webVtt, wrap } from './texts.mjs';

const PROGRAMS = ['chromium', 'espeak-ng', 'ffmpeg']; // Debian's packages have the same names
const EXIT = { good: 0, fault: 1, usage: 2, missing: 3 };

function findProgram(name) {
  return process.env.PATH.split(':').map((folder) => path.join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function checkPrograms() {
  const missing = PROGRAMS.filter((name) => !findProgram(name));
  if (missing.length > 0) throw new Missing(`there is no ${missing.join(', no ')} here; install: apt-get install ${missing.join(' ')}`);
}

/* Beside its place first, so that no half file ever stands there. */
function put(file, target) {
  copyFileSync(file, `${target}.new`);
  renameSync(`${target}.new`, target);
}

/** Makes all files of a film in a folder of its own; they replace those of before only when all are good. */
async function make(browser, film) {
  const work = mkdtempSync(path.join(tmpdir(), 'make-video-'));
  const made = (suffix) => path.join(work, `film${suffix}`);
  try {
    const narration = narrate(film);
    await draw(browser, film, work, made('.jpg'));
    encode(film, narration, work, made('.mp4'));
    writeFileSync(made('.vtt'), webVtt(narration.cues, wrap));
    writeFileSync(made('.transcript.md'), transcript(film));
    const chapters = chaptersOf(film.slides, narration.ends);
    if (chapters.length > 0) writeFileSync(made('.chapters.vtt'), webVtt(chapters));
    const suffixes = ['.mp4', '.jpg', '.vtt', '.transcript.md', ...(chapters.length > 0 ? ['.chapters.vtt'] : [])];
    for (const suffix of suffixes) put(made(suffix), film.stem + suffix);
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function makeAll(files) {
  const films = [];
  for (const file of files) films.push(await readFilm(file));
  checkPrograms();
  const browser = await openBrowser(findProgram('chromium'));
  try {
    for (const film of films) await make(browser, film);
  } finally {
    await browser.close();
  }
}

async function main(files) {
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    console.error('usage: node make-video.mjs COURSE/media/NAME.slides.mjs…');
    return EXIT.usage;
  }
  try {
    await makeAll(files);
    return EXIT.good;
  } catch (error) {
    if (!(error instanceof Fault || error instanceof Missing)) throw error;
    console.error(error.message);
    return error instanceof Missing ? EXIT.missing : EXIT.fault;
  }
}

process.exitCode = await main(process.argv.slice(2));
