/* SPDX-License-Identifier: Apache-2.0 */

/* The player's State document in an LRS: where a learner is, so that the next launch goes on there. */
import { states } from "vocabulary";
import { isStored } from "./lrs.mjs";

/** `identity` = { activityId, agent, registration? }. */
export function createStateDocument(lrs, { activityId, agent, registration }, build) {
  const query = { stateId: states.player, activityId, agent: JSON.stringify(agent) };
  if (registration !== undefined) {
    query.registration = registration;
  }
  return {
    /** { state } ("" if there is none), or { failed: status } when that cannot be known. */
    load: async () => read(await lrs.getState(query)),
    /** Resolves to true once it is stored. */
    save: async (state, keepalive) => isStored((await lrs.putState(query, { build, state }, keepalive)).status),
  };
}

/* Only "not found" means that there is nothing; taking a failure for it would overwrite what is there. */
function read({ status, body }) {
  if (status === 404 || status === 204) {
    return { state: "" };
  }
  return status === 200 ? { state: stateIn(body) } : { failed: status };
}

function stateIn(body) {
  try {
    const { state } = JSON.parse(body);
    return typeof state === "string" ? state : "";
  } catch {
    return "";
  }
}
