/* SPDX-License-Identifier: Apache-2.0 */

/* Spans of time as SCORM 1.2, AICC, xAPI and SCORM's interactions write them, and the clock that measures active time. */

const HOURS_MAX = 9999;

/**
 * SCORM 1.2 CMITimespan as HHHH:MM:SS.SS. Always four digits of hours and two decimals: one LMS drops the first digit of the
 * hours, another reads ".5" as five hundredths.
 */
export function scormTimespan(seconds) {
  const hundredths = Math.min(Math.round(Math.max(seconds, 0) * 100), HOURS_MAX * 360000 + 359999);
  const hours = Math.floor(hundredths / 360000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  const rest = hundredths % 6000;
  return `${digits(hours, 4)}:${digits(minutes, 2)}:${digits(Math.floor(rest / 100), 2)}.${digits(rest % 100, 2)}`;
}

/** AICC's time as HH:MM:SS, with more digits of hours where they are needed. */
export function aiccTimespan(seconds) {
  const whole = Math.min(Math.floor(Math.max(seconds, 0)), HOURS_MAX * 3600 + 3599);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) => digits(part, 2)).join(":");
}

/** SCORM 1.2 CMITime, the time of day of `date` as HH:MM:SS. */
export function scormTime(date) {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => digits(part, 2)).join(":");
}

/** ISO 8601 duration with hundredths of seconds, as xAPI and cmi5 want it: "PT1H2M3.45S". */
export function isoDuration(seconds) {
  const hundredths = Math.round(Math.max(seconds, 0) * 100);
  const hours = Math.floor(hundredths / 360000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  return `PT${hours > 0 ? `${hours}H` : ""}${minutes > 0 ? `${minutes}M` : ""}${(hundredths % 6000) / 100}S`;
}

function digits(value, length) {
  return String(value).padStart(length, "0");
}

/**
 * Seconds of active time since it was made: time in which the page was hidden does not count. `now` gives milliseconds, and never goes back;
 * call pause() and resume() when the page is hidden and shown.
 */
export function createClock(now) {
  let total = 0;
  let since = now();
  return {
    seconds: () => (total + (since === null ? 0 : now() - since)) / 1000,
    pause() {
      if (since !== null) {
        total += now() - since;
        since = null;
      }
    },
    resume() {
      since ??= now();
    },
  };
}
