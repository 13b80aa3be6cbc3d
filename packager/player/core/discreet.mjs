/* SPDX-License-Identifier: Apache-2.0 */

/* What a help desk is shown of texts that are not for it: enough to tell one from another, and no more. */
import { hashOf } from "./hash.mjs";

const MASK_SHOWN = 2;

/** Whether a text that must not be shown is the same as another can still be told. */
export function digest(text) {
  return text === "" ? "empty" : `${text.length} characters, check ${hashOf(text).toString(16).padStart(8, "0")}`;
}

/** An account's name, so that its owner can tell it from others and nobody else learns it. */
export function mask(name) {
  const shown = name.length > 3 * MASK_SHOWN ? name.slice(0, MASK_SHOWN) : "";
  return `${shown}… (${name.length} characters)`;
}

/** An address without what may be secret or personal: its query and parameters, an account; of a file all but its name. */
export function plainAddress(address) {
  try {
    const { protocol, origin, pathname } = new URL(address);
    const path = pathname.replace(/;.*$/, "");
    return protocol === "file:" ? `${path.split("/").pop()} on this computer` : `${origin}${path}`;
  } catch {
    return "none";
  }
}

/** A text in which addresses have lost their queries. */
export function withoutQueries(text) {
  return text.replace(/(\bhttps?:[^\s?#]+)[?#][^\s]*/gi, "$1?…");
}
