// SPDX-License-Identifier: Apache-2.0

// What the films of this course have in common, beside what content/films gives to all.

export const footer = 'an example, no substitute for training';

export const colours = { paper: '#f5f7fc', ink: '#1d2b4f', faint: '#45537a', line: '#2f4a8a', accent: '#a5421b' };

const CHAIR = 'M16 89.5V58.9h32.4v30.6M16 58.9V35.1';

/** Drawings of this course: what each shows in words, and its strokes on a canvas of 100 by 100. */
export const pictures = {
  armpit: {
    seen: 'a person on a chair with a hand under the armpit, crossed out',
    strokes: `<path d="${CHAIR}"/><circle cx="44.1" cy="20.2" r="6.5"/><path d="M44.1 28.3L41.9 56.9 62.1 61 54.2 88.2h7.9M43.4 36.5l10.1 10.9 9.4 7.5"/><path d="M92 30L66 42l-20-2M46 40l4 5"/><path d="M62 20l28 30M90 20L62 50" class="accent"/>`,
  },
  chair: {
    seen: 'a chair with a walking frame in front of it',
    strokes: '<path d="M14 89.5V58.9h32.4v30.6M14 58.9V30M46 58.9V46H22"/><path d="M62 89.5l6-42h16l6 42M65 68h22" class="accent"/>',
  },
  front: {
    seen: 'a person who sits on a chair, and an arrow that points to the front of the seat',
    strokes: `<path d="${CHAIR}"/><circle cx="36" cy="20.2" r="6.5"/><path d="M36 28.3L33 56.9 60 60 60 88.2h9M35.4 36.5l9 12 10 6"/><path d="M62 40h26M80 33l8 7-8 7" class="accent"/>`,
  },
  lean: {
    seen: 'a person who leans forward on a chair, with a broken line from the nose down to the toes',
    strokes: `<path d="${CHAIR}"/><circle cx="65.7" cy="29" r="6.5"/><path d="M60.6 35.1L41.9 56.2 63.5 61.6 54.2 88.2h9M57 39.9l4.3 11.6 8.6 5.4"/><path d="M70 38V88" stroke-dasharray="4 5" class="accent"/>`,
  },
  push: {
    seen: 'a hand between the shoulder blades of a person who leans forward, and an arrow that points forward',
    strokes: `<path d="${CHAIR}"/><circle cx="65.7" cy="29" r="6.5"/><path d="M60.6 35.1L41.9 56.2 63.5 61.6 54.2 88.2h9M57 39.9l4.3 11.6 8.6 5.4"/><path d="M22 26l24 8 4 8M70 12h18M80 5l8 7-8 7" class="accent"/>`,
  },
  sit: {
    seen: 'a person at the front of a chair, with the feet back and the hands on the arms of the chair',
    strokes: `<path d="${CHAIR}M48.4 58.9V48H24"/><circle cx="44.1" cy="20.2" r="6.5"/><path d="M44.1 28.3L41.9 56.9 62.1 61 52 88.2h9"/><path d="M43.4 34l-8 6 6 8" class="accent"/>`,
  },
  stand: {
    seen: 'a person who stands upright in front of a chair',
    strokes: `<path d="${CHAIR}"/><circle cx="64" cy="14" r="6.5"/><path d="M64 22v32l.7 17.7-1.4 17h8M64 29l-4 14 1.5 13"/><path d="M84 80V24M77 33l7-9 7 9" class="accent"/>`,
  },
  walk: {
    seen: 'a person who stands with both hands on a walking frame',
    strokes: '<circle cx="34" cy="14" r="6.5"/><path d="M34 22v32l.7 17.7-1.4 17h8M34 54l-7 17-8 16"/><path d="M34 29l8 14 16 3"/><path d="M54 89.5l5-43h16l7 43M57 68h22" class="accent"/>',
  },
};
