// SPDX-License-Identifier: Apache-2.0

// The moves by the keyboard alone: Tab to each thing in the order of the page, then the keys that a person would press on it.

import { watchFilm } from './film.mjs';

const TABS_MAX = 150;

const pageOf = (frame) => frame.owner?.().page() ?? frame;

/* Whether what has the focus in the frame is an element of the selector, and begins with the text if one is given; `body` is the frame's. */
const isFocused = (body, selector, text = '') => body.evaluate(({ ownerDocument: { activeElement } }, [wanted, begin]) =>
  activeElement.localName !== 'body' && activeElement.matches(wanted) && activeElement.textContent.trim().startsWith(begin), [selector, text]);

/* Found once for many questions: to find an element takes the browser and playwright longer than to ask it. */
const bodyOf = (frame) => frame.locator('body').elementHandle();

async function tabTo(frame, selector, text) {
  const body = await bodyOf(frame);
  for (let count = 0; count < TABS_MAX; count += 1) {
    if (await isFocused(body, selector, text)) return;
    await pageOf(frame).keyboard.press('Tab');
  }
  throw new Error(`Tab never came to '${text ?? selector}'`);
}

async function press(frame, key, selector, text) {
  await tabTo(frame, selector, text);
  await pageOf(frame).keyboard.press(key);
}

/* Tab comes to a group of radios as one; the arrows go, and choose, within it. */
async function check(frame, { at }) {
  const radio = await frame.locator(at).evaluate(({ type, name }) => (type === 'radio' ? name : null));
  if (radio === null) {
    await press(frame, 'Space', at);
    return;
  }
  await tabTo(frame, `[name='${radio}']`);
  const { keyboard } = pageOf(frame);
  const body = await bodyOf(frame);
  for (let count = 0; count < TABS_MAX && !await isFocused(body, at); count += 1) await keyboard.press('ArrowDown');
  if (!await frame.locator(at).isChecked()) await keyboard.press('Space');
}

/* A list takes what is typed for the beginning of a choice, and the arrows where several begin alike. */
async function choose(frame, { at, value }) {
  await tabTo(frame, at);
  for (let count = 0; count < TABS_MAX && await frame.locator(at).inputValue() !== value; count += 1) await pageOf(frame).keyboard.press('ArrowDown');
}

async function fill(frame, { at, value }) {
  await tabTo(frame, at);
  await pageOf(frame).keyboard.type(value);
}

const watch = (frame) => watchFilm(frame, () => press(frame, 'Space', 'video'));

const MOVES = {
  check, choose, fill, watch,
  click: (frame, { at }) => press(frame, 'Enter', at),
  press: (frame, { name }) => press(frame, 'Enter', 'main button', name),
  follow: (frame, { name }) => press(frame, 'Enter', 'main a', name),
  arrive: (frame, { title }) => frame.getByRole('heading', { level: 1, name: title, exact: true }).waitFor(),
  told: (frame, { text }) => frame.locator('main h2', { hasText: text }).waitFor(),
};

export async function byKeyboard(frame, moves) {
  for (const one of moves) await MOVES[one.move](frame, one);
}
