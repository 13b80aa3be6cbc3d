// SPDX-License-Identifier: Apache-2.0

// The moves as a person makes them: by mouse and keyboard, each on what can be seen and reached.

/* Sixteen times as fast as the film was meant; longer than any film of a course takes then. */
const RATE = 16;
const WATCH_MS = 60_000;

/* From where the player has put it, by the keyboard, until the player has seen enough. */
async function watch(frame) {
  const film = frame.locator('video');
  const line = frame.locator('.player-video-watched');
  await film.evaluate((video, rate) => Object.assign(video, { muted: true, playbackRate: rate }), RATE);
  if (!(await line.textContent()).startsWith('You have watched')) await film.press(' ');
  await line.filter({ hasText: 'You have watched enough' }).waitFor({ timeout: WATCH_MS });
}

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
