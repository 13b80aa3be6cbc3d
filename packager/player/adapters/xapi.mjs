/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The adapter for xAPI packages started by a TinCan launch: the address carries endpoint, auth, actor and perhaps a registration
 * and the activity's id. Statements wait in localStorage until the LRS has them; the place in the course is a State document.
 */
import { plainAddress } from "../core/discreet.mjs";
import { createLrs } from "../xapi/lrs.mjs";
import { createQueue } from "../xapi/queue.mjs";
import { createStateDocument } from "../xapi/state_document.mjs";
import { statementsFor } from "../xapi/statements.mjs";
import { untracked } from "./launch.mjs";
import { readableName } from "./learner_name.mjs";
import { readLaunch } from "./xapi_launch.mjs";
import { saveByXapi } from "./xapi_saving.mjs";

const PLACE = "the learning record store";
const LOAD_ATTEMPTS = 3;
const LOAD_PAUSE_MS = 1000;

export function createXapi(environment, packed, scope) {
  const session = { environment, packed, scope, maker: null, queue: null, document: null, ended: false, last: null };
  return {
    start: () => start(session),
    save: (snapshot) => saveByXapi(session, snapshot, PLACE),
    leave: (snapshot) => leave(session, snapshot),
    record: (event) => record(session, event),
    settle: () => session.last ?? session.queue.flush(),
    waiting: () => session.queue.count(),
  };
}

async function start(session) {
  const { launch, missing } = readLaunch(session.environment.window.location.search);
  if (launch === undefined) {
    return untracked(`it was not launched by an LMS: the address has no usable '${missing}'`,
      [["LRS", `no usable '${missing}' in the launch`]]);
  }
  connect(session, launch);
  const about = [["LRS", plainAddress(launch.endpoint)]];
  const loaded = await load(session);
  if (loaded.failed !== undefined) {
    return untracked(`${PLACE} does not answer as it should (${loaded.failed || "no connection"}): open the course again to retry`, about);
  }
  return { tracked: true, why: "", place: PLACE, mode: "normal", finished: false, state: loaded.state, location: "",
    learner: null, learnerName: readableName(launch.actor.name), about };
}

function connect(session, launch) {
  const { environment, scope, packed } = session;
  const lrs = createLrs({ ...environment, endpoint: launch.endpoint, authorization: launch.authorization });
  scope.activity.iri = launch.activityId ?? scope.activity.iri;
  session.maker = { scope, actor: launch.actor, registration: launch.registration, uuid: environment.uuid };
  session.queue = createQueue({ ...environment, lrs, key: `ibest-statements:${launch.endpoint}` });
  session.document = createStateDocument(lrs,
    { activityId: scope.activity.iri, agent: launch.actor, registration: launch.registration }, packed.build);
}

/* Tried again, as to begin without the stored state would be to overwrite it. */
async function load(session) {
  let loaded;
  for (let attempt = 1; attempt <= LOAD_ATTEMPTS; attempt += 1) {
    loaded = await session.document.load();
    if (loaded.failed === undefined || attempt === LOAD_ATTEMPTS) {
      break;
    }
    await new Promise((resolve) => {
      session.environment.setTimeout(resolve, LOAD_PAUSE_MS);
    });
  }
  return loaded;
}

function leave(session, snapshot) {
  if (!session.ended) {
    session.ended = true;
    session.last = Promise.all([session.queue.flushLast(), session.document.save(snapshot.state, true)]);
  }
  return { saved: true, why: "" };
}

function record(session, event) {
  if (!session.ended) {
    session.queue.add(statementsFor(session.maker, event));
  }
}
