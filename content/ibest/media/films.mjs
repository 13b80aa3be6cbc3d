// SPDX-License-Identifier: Apache-2.0

// What the films of this course have in common, beside what content/films gives to all.

export const footer = 'an example, not the original iBeST course';

/** Drawings of this course: what each shows in words, and its strokes on a canvas of 100 by 100. */
export const pictures = {
  breath: {
    seen: 'three waves of a calm breath',
    strokes: '<path d="M12 34c10-12 18-12 26 0s16 12 26 0 16-10 24-2M12 54c10-12 18-12 26 0s16 12 26 0 16-10 24-2"/><path d="M12 74c10-12 18-12 26 0s16 12 26 0 16-10 24-2" class="accent"/>',
  },
  chairs: {
    seen: 'seven people sitting in a circle, seen from above',
    strokes: '<circle cx="50" cy="50" r="14" stroke-dasharray="3 5"/><circle cx="50" cy="18" r="7"/><circle cx="75" cy="30" r="7"/><circle cx="81" cy="57" r="7"/><circle cx="64" cy="79" r="7"/><circle cx="36" cy="79" r="7"/><circle cx="19" cy="57" r="7"/><circle cx="25" cy="30" r="7" class="accent"/>',
  },
  ladder: {
    seen: 'a ladder with a flag at its top',
    strokes: '<path d="M36 90V22M64 90V22M36 80h28M36 64h28M36 48h28M36 32h28"/><path d="M64 22V8l18 6-18 6" class="accent"/>',
  },
  person: {
    seen: 'a person with a hand on the back',
    strokes: '<circle cx="50" cy="18" r="10"/><path d="M50 28c-3 10-6 20-4 34M46 62l-8 30M46 62l14 14-2 16M49 36l16 10-12 10M48 36l-14 14"/><path d="M68 58l7 3M66 64l5 6" class="accent"/>',
  },
  toaster: {
    seen: 'a smoking toaster',
    strokes: '<path d="M18 54h64v26a6 6 0 0 1-6 6H24a6 6 0 0 1-6-6zM30 54V42a6 6 0 0 1 6-6h28a6 6 0 0 1 6 6v12M82 62h6v8"/><path d="M40 28c-4-5 4-8 0-14M52 28c-4-5 4-8 0-14M64 28c-4-5 4-8 0-14" class="accent"/>',
  },
  wave: {
    seen: 'a line with high peaks and deep troughs, each peak lower than the one before',
    strokes: '<path d="M14 14v72h74"/><path d="M18 60l10-40 12 56 12-46 12 50 10-32 10 30" class="accent"/>',
  },
};
