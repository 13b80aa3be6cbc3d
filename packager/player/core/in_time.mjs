/* SPDX-License-Identifier: Apache-2.0 */

/* What is waited for must end: promises and requests with a time limit. */

/**
 * Resolves to the value of `promise`, or to `otherwise` when it rejects or has not come after `ms`.
 * `timers` = { setTimeout, clearTimeout }, of the environment.
 */
export function inTime(timers, promise, ms, otherwise) {
  return new Promise((resolve) => {
    const timer = timers.setTimeout(() => resolve(otherwise), ms);
    const settle = (value) => {
      timers.clearTimeout(timer);
      resolve(value);
    };
    Promise.resolve(promise).then(settle, () => settle(otherwise));
  });
}

/**
 * A request with a time limit, after which it is broken off where the browser can do that: one that hangs would keep one of the
 * few connections to its server. `browser` = { fetch, setTimeout, clearTimeout, AbortController? }; resolves to what
 * `read(response)` makes of the answer, or to `otherwise` when none came.
 */
export async function fetchInTime(browser, address, options, ms, { read, otherwise }) {
  const abort = browser.AbortController === undefined ? null : new browser.AbortController();
  const ask = async () => read(await browser.fetch(address, { ...options, signal: abort?.signal }));
  const answer = await inTime(browser, ask(), ms, otherwise);
  abort?.abort();
  return answer;
}
