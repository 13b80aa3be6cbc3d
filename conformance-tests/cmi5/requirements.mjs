// SPDX-License-Identifier: Apache-2.0

// The requirements of cmi5 by their ids, as the npm package @cmi5/requirements lists them.
import { createRequire } from 'node:module';

const list = createRequire(import.meta.url)('@cmi5/requirements');

/** The text of a requirement. An id that is not in the list is a fault of the caller. */
export function textOf(id) {
  if (list[id] === undefined) throw new Error(`cmi5 has no requirement '${id}'`);
  return list[id].txt;
}

/** A requirement that was broken, and by what. */
export class Breach extends Error {
  constructor(id, what) {
    super(`${id}: ${what} (${textOf(id)})`);
    this.id = id;
  }
}

export function demand(holds, id, what) {
  if (!holds) throw new Breach(id, what);
}
