// SPDX-License-Identifier: Apache-2.0

// The moves by the elements' own clicks and events, many times faster, for plays that are not about the screen. No mouse is moved and no film is
// shown: the player hears of it what it hears of one that plays, and counts it by the same rules.

/* Runs in the package's page, and so has all that it needs within. */
async function inPage(_, moves) {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const find = (selector, text) => all(selector).find((element) => element.textContent.trim().startsWith(text));
  const at = (selector) => document.querySelector(selector);
  const wait = async (what, holds) => {
    for (const end = Date.now() + 30_000; !holds();) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what} on '${at('main h1').textContent}'`);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const set = (element, value) => {
    element.value = value;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const watch = async () => {
    const film = at('video');
    const isEnough = () => at('.player-video-watched').textContent.startsWith('You have watched');
    if (isEnough()) return;
    await wait('the length of the film', () => film.readyState >= HTMLMediaElement.HAVE_METADATA);
    const shown = { time: 0 };
    Object.defineProperties(film, { currentTime: { get: () => shown.time, configurable: true }, ...Object.fromEntries(['paused', 'seeking'].map((name) => [name, { value: false, configurable: true }])) });
    film.dispatchEvent(new Event('play'));
    shown.time = film.duration;
    for (const name of ['timeupdate', 'ended']) film.dispatchEvent(new Event(name));
    for (const name of ['currentTime', 'paused', 'seeking']) delete film[name];
    await wait('the film to count as watched', isEnough);
  };
  const MOVES = {
    check: ({ at: selector }) => at(selector).checked || at(selector).click(),
    choose: ({ at: selector, value }) => set(at(selector), value),
    fill: ({ at: selector, value }) => set(at(selector), value),
    click: ({ at: selector }) => at(selector).click(),
    press: ({ name }) => find('main button', name).click(),
    follow: ({ name }) => find('main a', name).click(),
    arrive: ({ title }) => wait(title, () => at('main h1').textContent.trim() === title),
    told: ({ text }) => wait(text, () => all('main h2').some((element) => element.textContent.includes(text))),
    watch,
  };
  for (const one of moves) await MOVES[one.move](one);
  return {
    place: window.location.hash.replace(/^#\//, ''),
    shown: all('main form .nhsuk-form-group').map(({ id }) => id.replace(/^question-/, '')),
  };
}

/** Makes the moves; yields what is on the screen then, as each call into the page takes longer than most moves: as look(). */
export const quickly = (frame, moves) => frame.locator('body').evaluate(inPage, moves);

/** What is on the screen: { place, the page that the address names; shown, the ids of the questions that are asked }. */
export const look = (frame) => quickly(frame, []);
