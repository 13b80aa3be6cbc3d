/* SPDX-License-Identifier: Apache-2.0 */

/* Reads the query of a TinCan launch. */

/**
 * `query` as { launch: { endpoint, authorization, actor, registration?, activityId? } }, or { missing } with the name of the
 * first parameter that is absent or unusable. LMSs write activity_id or activityId.
 */
export function readLaunch(query) {
  const parameters = new URLSearchParams(query);
  const endpoint = parameters.get("endpoint") ?? "";
  const authorization = parameters.get("auth") ?? "";
  const actor = readActor(parameters.get("actor"));
  if (!/^https?:\/\//.test(endpoint)) {
    return { missing: "endpoint" };
  }
  if (authorization === "") {
    return { missing: "auth" };
  }
  if (actor === null) {
    return { missing: "actor" };
  }
  return { launch: { endpoint, authorization, actor, registration: parameters.get("registration") || undefined,
    activityId: parameters.get("activity_id") || parameters.get("activityId") || undefined } };
}

/**
 * An actor as xAPI 1.0.3 has it, or null. TinCan 0.9, still sent by some LMSs, has arrays for name, mbox and account, and
 * other names inside an account.
 */
export function readActor(text) {
  let actor;
  try {
    actor = JSON.parse(text);
  } catch {
    return null;
  }
  if (actor === null || typeof actor !== "object") {
    return null;
  }
  const identifier = identifierOf(actor);
  const name = first(actor.name);
  return identifier && { objectType: "Agent", ...(name === undefined ? {} : { name }), ...identifier };
}

/* xAPI wants exactly one identifier. */
function identifierOf(actor) {
  const account = accountOf(first(actor.account));
  if (account !== null) {
    return { account };
  }
  const name = ["mbox", "mbox_sha1sum", "openid"].find((key) => first(actor[key]) !== undefined);
  return name === undefined ? null : { [name]: first(actor[name]) };
}

function accountOf(account) {
  const homePage = account?.homePage ?? account?.accountServiceHomePage;
  const name = account?.name ?? account?.accountName;
  return homePage === undefined || name === undefined ? null : { homePage, name: String(name) };
}

function first(value) {
  return Array.isArray(value) ? value[0] : value;
}
