/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Statements beside an LMS: what SCORM cannot carry goes to the LRS that the package was built with. It is additional: that it
 * fails is never shown and never stops anything.
 */
import { basicAuthorization, createLrs } from "./lrs.mjs";
import { createQueue } from "./queue.mjs";
import { statementsFor } from "./statements.mjs";

/**
 * `lrs` = { endpoint, key, secret } of the package; `actor` the learner; environment gives fetch, storage, uuid, setTimeout,
 * clearTimeout.
 */
export function createRecorder(environment, lrs, scope, actor) {
  const maker = { scope, actor, uuid: environment.uuid };
  const queue = createQueue({
    ...environment,
    lrs: createLrs({ ...environment, endpoint: lrs.endpoint, authorization: basicAuthorization(lrs.key, lrs.secret) }),
    key: `ibest-statements:${lrs.endpoint}`,
  });
  return {
    record(event) {
      queue.add(statementsFor(maker, event));
      if (event.kind !== "left") {
        queue.flush();
      }
    },
    leave: () => queue.flushLast(),
    waiting: () => queue.count(),
  };
}

/** The actor for an account of an LMS. */
export function accountActor({ homePage, name }) {
  return { objectType: "Agent", account: { homePage, name } };
}

/**
 * The recorders of a launch as { recorders, reportsTo }. There is one when the package names an LRS and either an LMS tracks
 * (the actor is its account), or the package is for the web: then the actor is a random name that this browser keeps, and
 * `reportsTo` is the host to name on screen. xAPI and cmi5 have their own LRS.
 */
export function createRecorders(environment, packed, scope, launch) {
  const actor = packed.lrs === undefined || launch.mode !== "normal" ? null : actorFor(environment, packed, launch);
  if (actor === null) {
    return { recorders: [], reportsTo: undefined };
  }
  return {
    recorders: [createRecorder(environment, packed.lrs, scope, actor)],
    reportsTo: packed.format === "web" ? new URL(packed.lrs.endpoint).host : undefined,
  };
}

function actorFor(environment, packed, { learner }) {
  if (learner !== null) {
    return accountActor({ homePage: learner.homePage ?? packed.course.iri, name: learner.name });
  }
  if (packed.format === "web") {
    return accountActor({ homePage: environment.origin ?? packed.course.iri, name: anonymousName(environment) });
  }
  return null;
}

function anonymousName({ storage, uuid }) {
  const key = "ibest-anonymous";
  try {
    const name = storage.getItem(key) ?? uuid();
    storage.setItem(key, name);
    return name;
  } catch {
    return uuid();
  }
}
