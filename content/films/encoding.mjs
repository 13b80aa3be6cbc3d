// SPDX-License-Identifier: Apache-2.0

// Joins pictures and speech to a film, with ffmpeg.

import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from './fault.mjs';
import { SAMPLE_RATE } from './narration.mjs';

export const FILM_BYTES_MAX = 3_000_000;

/** The list that ffmpeg's concat demuxer reads; it wants the last picture named twice. */
function pictureList(ends) {
  const entries = ends.map((end, index) => `file '${index}.png'\nduration ${(end - (ends[index - 1] ?? 0)).toFixed(3)}\n`);
  return `${entries.join('')}file '${ends.length - 1}.png'\n`;
}

/** Refuses a film that networks of wards and limits of LMSs are too narrow for. */
export function checkSize(file, bytes) {
  if (bytes <= FILM_BYTES_MAX) return;
  throw new Fault(`${file}: the film has ${(bytes / 1e6).toFixed(1)} MB, and pages load slowly with more than ${FILM_BYTES_MAX / 1e6}; `
    + 'say less, or make two films of it');
}

/** Makes the film `target` of the pictures that lie in `work`. */
export function encode({ file, title }, { audio, ends }, work, target) {
  writeFileSync(path.join(work, 'speech.pcm'), audio);
  writeFileSync(path.join(work, 'pictures.txt'), pictureList(ends));
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-threads', '1',
    '-f', 'concat', '-i', path.join(work, 'pictures.txt'),
    '-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', path.join(work, 'speech.pcm'),
    // The last picture stays until the speech ends: without tpad the film would be some frames shorter than its sound.
    '-vf', 'fps=25,tpad=stop_mode=clone:stop_duration=2', '-g', '250', '-pix_fmt', 'yuv420p',
    '-c:v', 'libx264', '-profile:v', 'main', '-level', '3.1', '-preset', 'slow', '-tune', 'stillimage', '-crf', '26',
    '-c:a', 'aac', '-b:a', '48k', '-ar', '44100', '-t', ends.at(-1).toFixed(3),
    '-metadata', `title=${title}`, '-metadata:s:a:0', 'language=eng',
    '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', target]);
  checkSize(file, statSync(target).size);
}
