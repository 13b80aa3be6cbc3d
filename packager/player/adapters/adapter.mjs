/* SPDX-License-Identifier: Apache-2.0 */

/*
 * THE table of adapters, and the contract that each keeps.
 *
 * An adapter carries one launch: it fetches what was kept at the last one and takes what is to be kept. It knows a protocol and
 * nothing of pages. `createX(environment, packed, scope)` makes it; `environment` is the browser as { window, fetch, storage… }
 * (main.mjs makes the real one, tests make theirs).
 *
 *   start()            -> Promise<launch>, called once, before anything else.
 *                         launch = { tracked, why, place, mode, finished, state, location, learner, learnerName }
 *                           tracked   false: nothing reaches an LMS; `why` then says so, for the screen
 *                           place     where progress is saved, for "Saved to …": "your LMS"
 *                           mode      "normal", or "browse" / "review": nothing is written then
 *                           finished  the LMS already has this learner down as completed or passed
 *                           state     text last given to save(), "" if none
 *                           location  "module.page" of the page last open, "" if unknown
 *                           learner   { homePage, name } of the LMS account, null if unknown
 *                           learnerName  the learner's name as people write it, "" if unknown; never stored or sent
                           keepsUnsent  optional: what save() and leave() have not proved to be saved may be lost, and is worth keeping in
 *                                     the browser until the next launch, see core/unsent.mjs
 *                           about     optional: [name, value]… that tell a help desk what was found; nothing personal, nothing secret
 *                         Does not throw for what an LMS or a network does: that is tracked: false.
 *   save(snapshot)     -> Promise<{ saved, why }>. Everything at once, so that a retry after a failure needs no memory.
 *                         snapshot = { state, again, location, complete, passed, score, seconds }
 *                           again     the same state as another text, for an LMS that sends nothing twice
 *                           complete  everything in scope is done; never taken back within a launch
 *                           passed    complete, and every quiz that judges is passed; false where none does
 *                           score     final score in per cent, null when there is none or not yet
 *                           seconds   active time in this session
 *   leave(snapshot)    -> { saved, why }. As save(), and ends the session. The page may be gone when it returns, so it only
 *                         starts requests that outlive a page. Later calls of anything do nothing.
 *   hurry(snapshot)    optional. The page is being hidden, and a phone may end it without another word: gives away what can be given without
 *                      waiting. save() is called afterwards.
 *   record(event)      optional. Something happened, see core/events.mjs. Never throws, never waits.
 *   settle()           optional -> Promise: what is under way has been answered. Save and exit waits for it before leave().
 *   waiting()          optional: how many statements the LRS has not confirmed.
 *   exitAddress()      optional: where to go after Save and exit, null for nowhere.
 */
import { createAicc } from "./aicc.mjs";
import { createCmi5 } from "./cmi5.mjs";
import { createNone } from "./none.mjs";
import { createScorm12 } from "./scorm12.mjs";
import { createScorm2004 } from "./scorm2004.mjs";
import { createXapi } from "./xapi.mjs";

/* By the package's format. */
const adapters = {
  aicc: createAicc,
  cmi5: createCmi5,
  scorm12: createScorm12,
  scorm2004: createScorm2004,
  web: createNone,
  xapi: createXapi,
};

/**
 * Starts the adapter of the package's format: { adapter, launch }. Where no LMS answers, the course still works, with
 * `none` in its place and launch.why of the adapter that gave up.
 */
export async function startAdapter(environment, packed, scope) {
  const adapter = adapters[packed.format](environment, packed, scope);
  const launch = await adapter.start();
  if (launch.tracked || packed.format === "web") {
    return { adapter, launch };
  }
  const none = createNone({ ...environment, storage: environment.sessionStorage }, packed, scope);
  return { adapter: none, launch: { ...(await none.start()), why: launch.why, about: launch.about } };
}
