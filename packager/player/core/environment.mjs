/* SPDX-License-Identifier: Apache-2.0 */

/* The browser as adapters, session and recorders see it; tests give them another. */

import { fetchInTime } from "./in_time.mjs";
import { createTrace } from "./trace.mjs";

const PING_MS = 10000;

/**
 * { window, origin, fetch, AbortController, storage, sessionStorage, now, elapsed, uuid, setTimeout, clearTimeout, isOnline, isCutOff,
 * clockAhead, trace }. now() is what the computer's clock says, in milliseconds, and may jump; elapsed() never does, and measures
 * time spent. The storages are null where the browser refuses them, AbortController is undefined where it has none. isOnline()
 * resolves to false when the server that the course came from cannot be reached; isCutOff() is true, at once, when the browser
 * knows that it has no network. clockAhead() tells by how many milliseconds this computer's clock is ahead of the server's, as of
 * the last isOnline(), null if that is not known. `trace` takes what is said to an LMS or LRS, see trace.mjs.
 */
export function createEnvironment(window) {
  const now = () => Date.now();
  const elapsed = () => window.performance.now();
  const trace = createTrace(now, elapsed);
  let ahead = null;
  const note = (response) => {
    const date = Date.parse(response.headers.get("Date") ?? "");
    ahead = Number.isNaN(date) ? ahead : now() - date;
    return response.status;
  };
  return {
    window,
    origin: originOf(window),
    fetch: window.fetch.bind(window),
    AbortController: window.AbortController,
    storage: storageOf(() => window.localStorage),
    sessionStorage: storageOf(() => window.sessionStorage),
    now,
    elapsed,
    uuid: () => uuidFrom(window.crypto),
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    isOnline: () => isOnline(window, trace, note),
    isCutOff: () => originOf(window) !== null && window.navigator.onLine === false,
    clockAhead: () => ahead,
    trace,
  };
}

/** A version 4 UUID; crypto.randomUUID is missing where a page came by http. */
export function uuidFrom(crypto) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function originOf(window) {
  const { origin } = window.location;
  return /^https?:/.test(origin) ? origin : null;
}

/* Even to name a storage can throw. */
function storageOf(look) {
  try {
    return look();
  } catch {
    return null;
  }
}

/* Any answer will do, also a refusal: it is the way there that is tried. A course opened from a disk is where it is. */
async function isOnline(window, trace, note) {
  if (originOf(window) === null) {
    return true;
  }
  if (window.navigator.onLine === false) {
    return false;
  }
  const address = window.location.href.replace(/#.*$/, "");
  const end = trace.begin("HEAD", "the launch page");
  const status = await fetchInTime(window, address, { method: "HEAD", cache: "no-store" }, PING_MS, { read: note, otherwise: 0 });
  end(status === 0 ? { error: "0", text: "no answer" } : { result: `HTTP ${status}` });
  return status !== 0;
}
