// SPDX-License-Identifier: Apache-2.0

// Films are watched honestly, but in a hurry.

/* At sixteen times its speed at most, and not so fast that a short film is over before the player looks. */
const RATE_MAX = 16;
const SECONDS_MIN = 2;
const WATCH_MS = 60_000;

async function hurry(film) {
  const length = await film.evaluate(async (video) => {
    while (video.readyState < HTMLMediaElement.HAVE_METADATA) await new Promise((done) => setTimeout(done, 20));
    return video.duration;
  });
  const rate = Math.min(RATE_MAX, Math.max(1, length / SECONDS_MIN));
  await film.evaluate((video, playbackRate) => Object.assign(video, { muted: true, playbackRate }), rate);
}

/** Watches the film on the screen from where the player has put it, until the player has seen enough; `play` starts it. */
export async function watchFilm(frame, play) {
  const line = frame.locator('.player-video-watched');
  await hurry(frame.locator('video'));
  if (!(await line.textContent()).startsWith('You have watched')) await play();
  await line.filter({ hasText: 'You have watched enough' }).waitFor({ timeout: WATCH_MS });
}
