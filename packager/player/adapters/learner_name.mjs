/* SPDX-License-Identifier: Apache-2.0 */

/* The learner's name as an LMS gives it, made readable. */

/* SCORM 2004 puts the language before a text: "{lang=en}Given Family". */
const LANGUAGE = /^\{lang=[^}]*\}/;

/** "Given Family" for "Family, Given", as SCORM 1.2 and AICC have it; any other text as it is, "" for what is none. */
export function readableName(text) {
  if (typeof text !== "string") {
    return "";
  }
  const name = text.replace(LANGUAGE, "").replace(/\s+/g, " ").trim();
  const [family, given, ...more] = name.split(",").map((part) => part.trim());
  return family && given && more.length === 0 ? `${given} ${family}` : name;
}
