// SPDX-License-Identifier: Apache-2.0

// A cmi5 course, and an AU that speaks in a launch of it: what tests of the LMS's side need.
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { client, makeCredential, query, randomUUID, run, serve, makeFolder } from "./lrs.mjs";

export const verbs = Object.fromEntries(["initialized", "completed", "passed", "failed", "terminated", "launched", "registered", "experienced"]
  .map((name) => [name, `http://adlnet.gov/expapi/verbs/${name}`]));
verbs.satisfied = "https://w3id.org/xapi/adl/verbs/satisfied";
verbs.abandoned = "https://w3id.org/xapi/adl/verbs/abandoned";
verbs.voided = "http://adlnet.gov/expapi/verbs/voided";
export const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
export const MOVEON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
export const EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/";
export const COURSE = "https://course.invalid/cmi5";
export const actor = (name = "learner-1") => ({ objectType: "Agent", account: { homePage: "https://lms.invalid", name } });

const words = (title) => `<title><langstring lang="en">${title}</langstring></title><description><langstring lang="en">${title}</langstring></description>`;
const au = (id, attributes, more = "") => `<au id="${COURSE}/${id}" ${attributes}>${words(id)}<url>${id}.html?skin=plain</url>${more}</au>`;

// course ( block ( read, quiz ), extra ), where nothing is asked of extra.
export const structure = `<?xml version="1.0"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="${COURSE}">${words("Course")}</course>
<block id="${COURSE}/block">${words("Block")}
${au("read", 'moveOn="Completed"', "<launchParameters>a=1</launchParameters><entitlementKey>key-1</entitlementKey>")}
${au("quiz", 'moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="OwnWindow"')}
</block>
${au("extra", "")}
</courseStructure>`;

// Launch addresses name the port, so it must be known before.
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// A server whose store has the course: { url, store, launch(unit, changes), admin, lms }.
export async function startLms(t, ...options) {
  const folder = await makeFolder(t);
  const server = await serve(t, `sqlite:${folder}/lrs.db`, "--listen", `127.0.0.1:${await freePort()}`, ...options);
  const file = path.join(folder, "cmi5.xml");
  await writeFile(file, structure);
  await run("course", "import", file, "--content-url", "https://content.invalid/course/", "--store", server.store);
  const lms = client(server.url, await makeCredential(server.store, "launch"));
  const admin = client(server.url, await makeCredential(server.store, "all/read"));
  const launch = (unit, changes = {}) =>
    lms("POST", "/launch", { body: { course: COURSE, au: `${COURSE}/${unit}`, actor: actor(), ...changes }, headers: { "X-Experience-API-Version": null } });
  const statements = async (parameters) =>
    (await admin("GET", `/xapi/statements?${query({ ascending: true, limit: 200, ...parameters })}`)).json().statements;
  return { ...server, folder, lms, admin, launch, statements };
}

export async function fetchToken(launchUrl) {
  const address = new URL(launchUrl).searchParams.get("fetch");
  const answer = await fetch(address, { method: "POST" });
  return { status: answer.status, type: answer.headers.get("content-type"), ...(await answer.json()) };
}

// An AU opened at a launch address: { parameters, call, say(verb, changes), state(id), begin() }.
export async function openAu(server, launchUrl) {
  const parameters = Object.fromEntries(new URL(launchUrl).searchParams);
  const token = (await fetchToken(launchUrl))["auth-token"];
  const call = client(server.url, `Basic ${token}`);
  const agent = parameters.actor;
  const state = (stateId, changes = {}) =>
    `/xapi/activities/state?${query({ activityId: parameters.activityId, agent, registration: parameters.registration, stateId, ...changes })}`;
  const preferences = `/xapi/agents/profile?${query({ agent, profileId: "cmi5LearnerPreferences" })}`;
  const au = { parameters, token, call, state, preferences, launchData: null };
  au.make = (verb, changes = {}) => makeStatement(au, verb, changes);
  au.say = (verb, changes = {}) => call("POST", "/xapi/statements", { body: au.make(verb, changes) });
  au.load = async () => {
    au.launchData = (await call("GET", state("LMS.LaunchData"))).json();
    await call("GET", preferences);
  };
  au.begin = async () => {
    await au.load();
    return au.say("initialized");
  };
  return au;
}

const results = {
  completed: { completion: true, duration: "PT1M" },
  passed: { success: true, duration: "PT1M" },
  failed: { success: false, duration: "PT1M" },
  terminated: { duration: "PT2M" },
};

// What a good AU says: the context template unchanged, with its own entries behind.
function makeStatement(au, verb, { defined = verb !== "experienced", result = {}, extensions = {}, ...changes }) {
  const context = structuredClone(au.launchData.contextTemplate);
  context.registration = au.parameters.registration;
  Object.assign(context.extensions, extensions);
  const moves = verb in results && verb !== "terminated";
  context.contextActivities.category = [...(defined ? [{ id: CMI5 }] : []), ...(defined && moves ? [{ id: MOVEON }] : [])];
  return {
    id: randomUUID(), timestamp: new Date().toISOString(), actor: JSON.parse(au.parameters.actor), verb: { id: verbs[verb] },
    object: { objectType: "Activity", id: au.parameters.activityId }, result: { ...results[verb], ...result }, context, ...changes,
  };
}
