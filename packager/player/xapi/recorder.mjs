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
    lrs: createLrs({ endpoint: lrs.endpoint, authorization: basicAuthorization(lrs.key, lrs.secret),
      fetch: environment.fetch }),
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
  };
}

/** The actor for an account of an LMS. */
export function accountActor({ homePage, name }) {
  return { objectType: "Agent", account: { homePage, name } };
}
