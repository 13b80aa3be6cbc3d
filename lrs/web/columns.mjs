// SPDX-License-Identifier: Apache-2.0

// Columns of a panel's table: { heading, text(row), isText }. What a cell says and what the plot says beside its bar come from here. Pure.
import { isHidden } from "./question.mjs";
import { HIDDEN, UNKNOWN, decimal, grouped, percentage } from "./words.mjs";

// A value as `write` writes it; a hidden one and one that is not known look different.
export function written(row, name, write) {
  const value = row[name];
  if (value === null || value === undefined || value === "") {
    return isHidden(row, name) ? HIDDEN : UNKNOWN;
  }
  return write(value);
}

export const count = (name, heading) => ({ heading, text: (row) => written(row, name, grouped) });

export const measure = (name, heading, digits = 1, unit = "") => ({
  heading,
  text: (row) => written(row, name, (value) => `${decimal(value, digits)}${unit}`),
});

export const share = (part, whole, heading) => ({ heading, text: (row) => percentage(row[part], row[whole]) });

export const words = (heading, text) => ({ heading, text, isText: true });

// "744 (59%)"; "hidden" where either is.
export function countAndShare(row, part, whole) {
  if (isHidden(row, part) || row[part] === null) {
    return "hidden";
  }
  return isHidden(row, whole) ? grouped(row[part]) : `${grouped(row[part])} (${percentage(row[part], row[whole])})`;
}
