/* SPDX-License-Identifier: Apache-2.0 */

/* What must be known when the page of a cmi5 session is loaded again: kept by the browser's tab, for that session only. */

/** `fetchAddress` is the launch's one-time address, and so names the session. A storage that fails is as if empty. */
export function createSessionMemory(storage, fetchAddress) {
  const keyOf = (name) => `ibest-cmi5:${name}:${fetchAddress}`;
  return {
    get(name) {
      try {
        return storage.getItem(keyOf(name));
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        storage.setItem(keyOf(name), value);
      } catch {
        /* Then a reload asks the LMS for a token again, and is told if there is none. */
      }
    },
  };
}
