/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The adapter without an LMS: progress stays in this browser, and the screen says that nothing is tracked.
 *
 * `environment.storage` is localStorage for a package made for the web. Where a package for an LMS found none, it is
 * sessionStorage: on a shared computer the next person must not find the last one's answers.
 */
import { untracked } from "./launch.mjs";

export function createNone(environment, packed, scope) {
  const key = `ibest:${scope.activity.iri}`;
  const save = (snapshot) => write(environment.storage, key, snapshot.state);
  return {
    start: async () => ({ ...untracked("it was not opened from an LMS"), place: "this browser only",
      state: read(environment.storage, key) }),
    save: async (snapshot) => save(snapshot),
    leave: save,
  };
}

/* Storage throws when it is full, or switched off by policy; null when the browser refused it altogether. */
function read(storage, key) {
  try {
    return storage?.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(storage, key, state) {
  try {
    storage.setItem(key, state);
    return { saved: true, why: "" };
  } catch {
    return { saved: false, why: "this browser does not allow it" };
  }
}
