/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Answers as SCORM interactions, for the LMSs that keep them.
 *
 * They are optional: ESR has none and answers 401, others refuse single elements. So the group is probed once, and after the
 * first error none is sent any more. Progress never depends on it.
 */
const ID_MAX = 255;

/** `api` as scorm_api.mjs wraps it; `dialect` of scorm.mjs; `now` gives milliseconds. */
export function createInteractions(api, dialect, now) {
  let next = null;
  let works = true;
  return {
    add(event) {
      if (works && next === null) {
        next = countOf(api);
      }
      works = works && next !== null
        && write(api, next, [["id", idOf(event)], ...dialect.interaction(event, new Date(now()))]);
      next += 1;
    },
  };
}

/* The index of the first new interaction: they must be without gaps over all sessions. Null: not supported. */
function countOf(api) {
  const outcome = api.get("cmi.interactions._count");
  const count = Number.parseInt(outcome.value, 10);
  return outcome.ok && count >= 0 ? count : null;
}

function write(api, index, elements) {
  return elements.every(([name, value]) => api.set(`cmi.interactions.${index}.${name}`, value).ok);
}

/* Letters, digits and "_" alone: the narrowest of the LMSs' rules. */
function idOf({ module, page, question }) {
  return [module.id, page.id, question.id].join("_").replace(/[^A-Za-z0-9_]/g, "_").slice(0, ID_MAX);
}
