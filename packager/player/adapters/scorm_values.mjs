/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What stands in an LMS, as far as is known, and how it is set.
 *
 * Moodle's page counts a value as sent when it collects it for a commit, before it knows what becomes of that: set to the same value again it
 * is not sent again. ESR's adapter does the same with a value whose request failed as it was set. So a value that may be lost is first set to
 * another one, which has to be committed, and then to itself. LMSs that do otherwise are not hurt by that.
 */
import { isUnsupported } from "./scorm_api.mjs";

/**
 * `api` as scorm_api.mjs wraps it; `dialect` of scorm.mjs. Values are [element, value]… in the order of setting. Yields
 *   set(values)      sets what the LMS does not hold yet; the first outcome that failed, undefined if none did
 *   stir(values)     sets another value in place of each that may be lost; whether there were any
 *   isLost(element, value)  whether this is what a commit may have lost last
 *   hasNews()        something but time was set since the last commit
 *   committed()      a commit took what was set
 *   prove()          what was committed has arrived
 *   forget()         what no one has proved may be lost
 */
export function createValues(api, dialect) {
  const written = new Map();
  const unproven = new Set();
  const lost = new Map();
  const unsupported = new Set();
  const [timeElement] = dialect.time(0);
  let hasNews = false;

  function setOnce([element, value]) {
    if (written.get(element) === value || unsupported.has(element)) {
      return { ok: true };
    }
    const outcome = api.set(element, value);
    if (outcome.ok) {
      written.set(element, value);
      unproven.add(element);
      hasNews ||= element !== timeElement;
    } else if (dialect.optional.includes(element) && isUnsupported(outcome, dialect.names)) {
      unsupported.add(element);
      return { ok: true };
    } else {
      written.delete(element);
      lost.set(element, value);
    }
    return outcome;
  }

  return {
    set: (values) => values.map(setOnce).find((outcome) => !outcome.ok),
    stir(values) {
      const others = values.filter(([element, value]) => lost.get(element) === value)
        .map(([element, value]) => [element, dialect.another(element, value)]).filter(([, other]) => other !== undefined);
      others.forEach(setOnce);
      return others.length > 0;
    },
    isLost: (element, value) => lost.get(element) === value,
    hasNews: () => hasNews,
    committed() {
      hasNews = false;
    },
    prove() {
      unproven.clear();
      lost.clear();
    },
    forget() {
      unproven.forEach((element) => {
        lost.set(element, written.get(element));
        written.delete(element);
      });
      unproven.clear();
    },
  };
}
