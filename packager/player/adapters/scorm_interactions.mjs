/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Answers as SCORM interactions, for the LMSs that keep them.
 *
 * They are optional: ESR has none and answers 401, others refuse single elements. So the group is probed once, and after the
 * first error none is sent any more. Progress never depends on it. After a commit that failed they are set again, since a gap in their
 * indices would be such an error.
 */
const ID_MAX = 255;

/**
 * `api` as scorm_api.mjs wraps it; `dialect` of scorm.mjs; `now` gives milliseconds. Yields
 *   add(event)   sets an answer as the next interaction
 *   send()       sets again those that were forgotten, as they were: at their index and with their time, so that none is missing before the next
 *   stir()       sets each part of those that may be lost to another value, see scorm_values.mjs; whether there were any
 *   forget()     the LMS may have lost what no commit has kept
 *   waiting()    how many no commit has kept
 *   keep(count)  a commit has kept the first `count` of these
 */
export function createInteractions(api, dialect, now) {
  let next = null;
  let works = true;
  let waiting = [];
  function send() {
    works = works && waiting.every((one) => {
      one.isSet ||= write(api, one);
      return one.isSet;
    });
  }
  return {
    add(event) {
      next ??= works ? countOf(api) : null;
      works = works && next !== null;
      if (works) {
        waiting.push({ index: next, elements: [["id", idOf(event)], ...dialect.interaction(event, new Date(now()))], isSet: false, isLost: false });
        next += 1;
        send();
      }
    },
    send,
    stir() {
      const lost = works ? waiting.filter((one) => one.isLost && othersOf(dialect, one).length > 0) : [];
      const stirred = lost.filter((one) => write(api, { ...one, elements: othersOf(dialect, one) }));
      stirred.forEach((one) => Object.assign(one, { isSet: false }));
      return stirred.length > 0;
    },
    forget: () => waiting.filter(({ isSet }) => isSet).forEach((one) => Object.assign(one, { isSet: false, isLost: true })),
    waiting: () => waiting.length,
    keep(count) {
      waiting = waiting.slice(count);
    },
  };
}

/** How it was answered, in SCORM's words; `wrong` is the edition's. */
export function resultOf({ correct }, wrong) {
  if (correct === null) {
    return "neutral";
  }
  return correct ? "correct" : wrong;
}

/* The index of the first new interaction: they must be without gaps over all sessions. Null: not supported. */
function countOf(api) {
  const outcome = api.get("cmi.interactions._count");
  const count = Number.parseInt(outcome.value, 10);
  return outcome.ok && count >= 0 ? count : null;
}

function write(api, { index, elements }) {
  return elements.every(([name, value]) => api.set(`cmi.interactions.${index}.${name}`, value).ok);
}

function othersOf(dialect, { elements }) {
  return elements.map(([name, value]) => [name, dialect.another(name, value)]).filter(([, other]) => other !== undefined);
}

/* Letters, digits and "_" alone: the narrowest of the LMSs' rules. */
function idOf({ module, page, question }) {
  return [module.id, page.id, question.id].join("_").replace(/[^A-Za-z0-9_]/g, "_").slice(0, ID_MAX);
}
