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

// Whether the row tells what the figure was in the period before.
export const isCompared = (row, name) => Object.hasOwn(row, `${name}_before`);

// The figure of the period before, behind the one of now; in narrow columns, below it.
const withBefore = (row, name, text, write) => (isCompared(row, name) ? `${text} (${write(`${name}_before`)}\u00a0before)` : text);

export const count = (name, heading) => ({
  heading,
  text: (row) => withBefore(row, name, written(row, name, grouped), (before) => written(row, before, grouped)),
});

export const measure = (name, heading, digits = 1, unit = "") => ({
  heading,
  text: (row) => written(row, name, (value) => `${decimal(value, digits)}${unit}`),
});

export const share = (part, whole, heading) => ({
  heading,
  text: (row) => withBefore(row, part, percentage(row[part], row[whole]), (before) => percentage(row[before], row[`${whole}_before`])),
});

export const words = (heading, text) => ({ heading, text, isText: true });

// "hidden" where it is.
const countOrHidden = (row, name) => (isHidden(row, name) || row[name] === null ? "hidden" : grouped(row[name]));

// "744"; "744, 802 before".
export function countWithBefore(row, name) {
  return isCompared(row, name) ? `${countOrHidden(row, name)}, ${countOrHidden(row, `${name}_before`)} before` : countOrHidden(row, name);
}

// "744 (59%)"; "hidden" where it is, without share where that is of nobody or hidden.
export function countAndShare(row, part, whole) {
  const isShare = countOrHidden(row, part) !== "hidden" && countOrHidden(row, whole) !== "hidden" && Number(row[whole]) > 0;
  const now = countOrHidden(row, part);
  const text = isShare ? `${now} (${percentage(row[part], row[whole])})` : now;
  return isCompared(row, part) ? `${text}, ${countOrHidden(row, `${part}_before`)} before` : text;
}
