/* SPDX-License-Identifier: Apache-2.0 */

/* The windows around the course, as an LMS nests and opens them: for the help desk, when the LMS is not found in any. */
import { plainAddress } from "./discreet.mjs";

/** More are not shown; parents could also form a ring. */
const WINDOWS_MAX = 10;

/**
 * [name, address]… of `start`, the windows above it, and those that opened it or the top one with the windows above them. An address is
 * without its query, which may hold names and secrets; that of another site cannot be read.
 */
export function windowsAround(start) {
  const opener = attempt(() => start.opener);
  const topOpener = attempt(() => start.top.opener);
  return [...climb(start, "this window"), ...climb(opener, "opened this one"),
    ...(topOpener === opener ? [] : climb(topOpener, "opened the top one"))];
}

function climb(start, name) {
  const rows = [];
  let window = start;
  while (window !== null && window !== undefined && rows.length < WINDOWS_MAX) {
    const here = window;
    rows.push([rows.length === 0 ? name : `${rows.length} above ${name}`, addressOf(here)]);
    window = attempt(() => here.parent);
    if (window === here) {
      break;
    }
  }
  return rows;
}

function addressOf(window) {
  return attempt(() => plainAddress(window.location.href)) ?? "of another site, which cannot be looked into";
}

function attempt(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}
