// SPDX-License-Identifier: Apache-2.0

// What a film says and shows, in writing: captions, chapters, transcript.

const LINE_MAX = 42;

function timestamp(seconds) {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
}

/** Two lines of about equal length when a caption is too long for one. */
export function wrap(text) {
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index);
  if (text.length <= LINE_MAX || spaces.length === 0) return text;
  const middle = spaces.reduce((best, at) => (Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best));
  return `${text.slice(0, middle)}\n${text.slice(middle + 1)}`;
}

/* In a cue '&' and '<' would begin something else. */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function webVtt(cues, textOf = (text) => text) {
  return `WEBVTT\n${cues.map(({ start, end, text }) => `\n${timestamp(start)} --> ${timestamp(end)}\n${escaped(textOf(text))}\n`).join('')}`;
}

function seen({ heading, line, picture }, index, pictures) {
  const words = [heading, line].map((text) => text.replace(/\.$/, '').replaceAll('“', '‘').replaceAll('”', '’'));
  return `${index === 0 ? 'the title, ' : ''}“${words[0]}” and, below it, “${words[1]}”, beside ${pictures[picture].seen}.`;
}

/** What is said and what is seen, for those who can do neither. */
export function transcript({ slides, pictures }) {
  const parts = slides.map((slide, index) => `*On screen: ${seen(slide, index, pictures)}*\n\n${slide.sentences.join(' ')}\n`);
  return parts.join('\n');
}
