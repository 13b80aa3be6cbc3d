// SPDX-License-Identifier: Apache-2.0

// The moves as a person makes them: by mouse and keyboard, each on what can be seen and reached.

import { watchFilm } from './film.mjs';

/* By the keyboard. */
const watch = (frame) => watchFilm(frame, () => frame.locator('video').press(' '));

const MOVES = {
  check: (frame, { at }) => frame.locator(at).check(),
  choose: (frame, { at, value }) => frame.locator(at).selectOption(value),
  fill: (frame, { at, value }) => frame.locator(at).fill(value),
  click: (frame, { at }) => frame.locator(at).click(),
  press: (frame, { name }) => frame.getByRole('main').getByRole('button', { name, exact: true }).click(),
  follow: (frame, { name }) => frame.getByRole('main').getByRole('link', { name: new RegExp(`^${name}`) }).click(),
  arrive: (frame, { title }) => frame.getByRole('heading', { level: 1, name: title, exact: true }).waitFor(),
  told: (frame, { text }) => frame.locator('main h2', { hasText: text }).waitFor(),
  watch,
};

export async function slowly(frame, moves) {
  for (const one of moves) await MOVES[one.move](frame, one);
}
