/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Some LMSs serve video without byte ranges: it plays but cannot be sought. A small one is then loaded as a whole. Where the
 * site's policy forbids that, the player goes back to the address it had.
 */

/** Over this size a video that cannot be sought is left as it is: it would have to be loaded as a whole. */
const WHOLE_BYTES_MAX = 60 * 1024 * 1024;

/** `player` is a video element that shows `src`. */
export function makeSeekable(player, src) {
  player.addEventListener("loadedmetadata", async () => {
    const { seekable } = player;
    if ((seekable.length > 0 && seekable.end(seekable.length - 1) > 0) || !player.paused) {
      return;
    }
    const address = await loadWhole(src);
    if (address !== null && player.paused) {
      player.addEventListener("error", () => {
        player.src = src;
      }, { once: true });
      player.src = address;
    }
  }, { once: true });
}

async function loadWhole(src) {
  try {
    const response = await fetch(src);
    const length = Number(response.headers.get("Content-Length") ?? Infinity);
    return response.ok && length <= WHOLE_BYTES_MAX ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null;
  }
}
