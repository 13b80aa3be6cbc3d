// SPDX-License-Identifier: Apache-2.0

// Numbers, days and names as the NHS writes them. Pure.

// What disclosure control has hidden, as reports in CSV mark it, and what nobody knows.
export const HIDDEN = "*";
export const UNKNOWN = "–";

const english = new Intl.NumberFormat("en-GB");

// 1270 -> "1,270".
export function grouped(number) {
  return number === null || number === undefined ? HIDDEN : english.format(Number(number));
}

// "59%", "*" if either is hidden, "–" of nobody. All and nobody are told only where it is true.
export function percentage(part, whole) {
  if (part === null || whole === null) {
    return HIDDEN;
  }
  if (!(Number(whole) > 0)) {
    return UNKNOWN;
  }
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.5) {
    return "<1%";
  }
  return percent < 100 && percent >= 99.5 ? ">99%" : `${Math.round(percent)}%`;
}

// How far statements keep to the profiles that they claim, of "97.3" percent; null: not known.
export function conformanceWords(percent) {
  if (percent === null) {
    return "";
  }
  return `${{ 0: "None", 100: "All" }[percent] ?? `${percent}%`} of the statements that claim a profile keep to it.`;
}

// 1.959 -> "2.0", with a real minus sign.
export function decimal(number, digits = 1) {
  return Number(number).toFixed(digits).replace("-", "−");
}

export function signed(number, digits = 1) {
  return Number(number) > 0 ? `+${decimal(number, digits)}` : decimal(number, digits);
}

// "1 organisation", "60 organisations".
export function plural(count, one, many = `${one}s`) {
  return `${grouped(count)} ${Number(count) === 1 ? one : many}`;
}

// The last part of an IRI in words: ".../modules/understanding-pain" -> "Understanding pain".
function readable(iri) {
  const last = String(iri).split(/[/#]/).filter(Boolean).pop() ?? "";
  const words = last.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// What statements call it, or else what its IRI suggests.
export function title(name, iri) {
  return name || readable(iri);
}

const utc = (options) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
const shortMonth = utc({ month: "short", year: "numeric" });
const longDay = utc({ day: "numeric", month: "long", year: "numeric" });

// "2016-03-01" or "2016-03" -> "Mar 2016".
export function monthName(day) {
  return shortMonth.format(new Date(`${day.slice(0, 7)}-01T00:00:00Z`)).replace("Sept", "Sep");
}

// "2016-04-01" -> "2016/17": April to March.
export function financialYear(day) {
  const year = Number(day.slice(0, 4)) - (day.slice(5, 7) < "04" ? 1 : 0);
  return `${year}/${String((year + 1) % 100).padStart(2, "0")}`;
}

// "2016-03-01" -> "1 March 2016".
export function dayName(day) {
  return longDay.format(new Date(`${day}T00:00:00Z`));
}

// "1 March 2016 to 2 May 2016", or the one day.
export function daysBetween(first, last) {
  return first === last ? dayName(first) : `${dayName(first)} to ${dayName(last)}`;
}

// How a period that begins on `day` is called.
export function periodName(day, period) {
  return period === "financial-year" ? financialYear(day) : monthName(day);
}

const monthsOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const dayOf = (months) => `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}-01`;

// All periods from the first to the last, the empty ones between them too.
export function periodsBetween(first, last, period) {
  const step = period === "financial-year" ? 12 : 1;
  const days = [];
  for (let months = monthsOf(first); ; months += step) {
    const day = dayOf(months);
    if (day.slice(0, 7) > last.slice(0, 7)) {
      return days;
    }
    days.push(day);
  }
}

// Whether a span begins with the first day and ends with the last one of a month, or of a financial year.
export function isWhole(from, to, period) {
  const first = period === "financial-year" ? "-04-01" : "-01";
  const after = new Date(Date.parse(`${to}T00:00:00Z`) + 24 * 60 * 60 * 1000).toJSON();
  return from.endsWith(first) && after.includes(`${first}T`);
}

// "Apr 2015 to Mar 2016": what lies just before a span of whole months and is as long.
export function spanBefore(from, to) {
  const [first, last] = [2 * monthsOf(from) - monthsOf(to) - 1, monthsOf(from) - 1].map((months) => monthName(dayOf(months)));
  return first === last ? first : `${first} to ${last}`;
}

// Moments in the reader's own time.
export const clockTime = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
export const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
