/* SPDX-License-Identifier: Apache-2.0 */

/* Days of the calendar as numbers, so that progress keeps one in three characters: days since 1 January 1970. */

const MS_A_DAY = 24 * 60 * 60 * 1000;
const MS_A_MINUTE = 60 * 1000;

/** Three characters to the base 36: to the year 2097. */
const DAY_MAX = 36 ** 3 - 1;

/** The day that it is at a time, where the learner is; null where the computer's clock says what cannot be. */
export function dayOf(milliseconds) {
  const day = Math.floor((milliseconds - new Date(milliseconds).getTimezoneOffset() * MS_A_MINUTE) / MS_A_DAY);
  return isDay(day) ? day : null;
}

export function isDay(day) {
  return Number.isInteger(day) && day > 0 && day <= DAY_MAX;
}

/** "5 January 2026", as the language writes it. */
export function dayText(day, language) {
  return new Date(day * MS_A_DAY).toLocaleDateString(language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
}
