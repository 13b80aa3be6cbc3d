// SPDX-License-Identifier: Apache-2.0

// When to look for news: every half minute, less often while the server fails, never while the page is hidden or the reader has
// paused it.
const INTERVAL_MS = 30000;
const LONGEST_MS = 300000;

// `look` is asked for news and may fail. { pause(isPaused), isPaused(), stop(), start() }
export function createClock(look) {
  let timer;
  let isPaused = false;
  let isStarted = false;
  let wait = INTERVAL_MS;

  const plan = () => {
    clearTimeout(timer);
    if (isStarted && !isPaused && !document.hidden) {
      timer = setTimeout(tick, wait);
    }
  };
  async function tick() {
    const succeeded = await look();
    wait = succeeded ? INTERVAL_MS : Math.min(wait * 2, LONGEST_MS);
    plan();
  }
  document.addEventListener("visibilitychange", plan);
  return {
    start() {
      isStarted = true;
      plan();
    },
    stop() {
      isStarted = false;
      plan();
    },
    pause(isToPause) {
      isPaused = isToPause;
      plan();
    },
    isPaused: () => isPaused,
  };
}
