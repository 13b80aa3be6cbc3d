/* SPDX-License-Identifier: Apache-2.0 */

/* A short number for a text, and numbers that follow from one: the same on every computer, and no secret. */

/** FNV-1a of the text's UTF-16 units: a whole number of 32 bits. */
export function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A function that gives numbers from 0 to below 1, the same series for the same text (mulberry32). */
export function randomFrom(text) {
  let state = hashOf(text);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
