// SPDX-License-Identifier: Apache-2.0

// Reads a WebVTT caption file into its cues and refuses what a browser would silently drop.

const TIME = String.raw`((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})`;
const TIMING = new RegExp(`^${TIME}[ \\t]+-->[ \\t]+${TIME}(?:[ \\t]+\\S.*)?$`);

function seconds(time) {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function readCue(line, number, previous) {
  const timing = TIMING.exec(line);
  if (!timing) throw new Error(`line ${number}: '${line}' is not a cue timing`);
  const cue = { start: seconds(timing[1]), end: seconds(timing[2]), text: [] };
  if (cue.end <= cue.start) throw new Error(`line ${number}: the cue ends before it starts`);
  if (previous && cue.start < previous.start) throw new Error(`line ${number}: the cue starts before the one above it`);
  return cue;
}

/** [{ start, end, text: [lines] }] with times in seconds; throws an Error that names the line. */
export function readWebVtt(text) {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0])) throw new Error("line 1: the file does not begin with 'WEBVTT'");
  const cues = [];
  let open = false;
  lines.slice(1).forEach((line, index) => {
    if (line === '') open = false;
    else if (line.includes('-->')) open = cues.push(readCue(line, index + 2, cues.at(-1))) > 0;
    else if (open) cues.at(-1).text.push(line);
  });
  if (cues.length === 0) throw new Error('line 1: the file has no cue');
  return cues;
}
