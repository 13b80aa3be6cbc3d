/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The adapter for cmi5. The library knows the launch and the statements that cmi5 defines; here they are put in the order and
 * number that cmi5 allows, and sent.
 *
 * - Per registration at most one "completed" and one "passed", no "failed" after "passed"; per session no verb twice. What was
 *   said before is asked of the LRS at a relaunch.
 * - The last statements go as one POST that outlives the page: several would arrive in any order, and after "terminated"
 *   nothing is accepted.
 * - A session that was terminated is over, even if the page is only reloaded: the learner is told to open it again.
 */
import Cmi5 from "@rusticisoftware/cmi5";
import { verbs } from "vocabulary";
import { plainAddress } from "../core/discreet.mjs";
import { isoDuration } from "../core/duration.mjs";
import { traced } from "../core/trace.mjs";
import { createLrs } from "../xapi/lrs.mjs";
import { createQueue } from "../xapi/queue.mjs";
import { createStateDocument } from "../xapi/state_document.mjs";
import { addProfile, statementsFor } from "../xapi/statements.mjs";
import { createSessionMemory } from "./cmi5_memory.mjs";
import { untracked } from "./launch.mjs";
import { readableName } from "./learner_name.mjs";
import { saveByXapi } from "./xapi_saving.mjs";

const PLACE = "your LMS";

export function createCmi5(environment, packed, scope) {
  const session = { environment, packed, scope, cmi5: null, memory: null, lrs: null, queue: null, document: null,
    said: new Set(), ended: false, last: null };
  return {
    start: () => start(session),
    save: (snapshot) => saveByXapi(session, snapshot, PLACE),
    leave: (snapshot) => leave(session, snapshot),
    record: (event) => record(session, event),
    settle: () => session.last ?? session.queue.flush(),
    waiting: () => session.queue.count(),
    exitAddress: () => session.cmi5.getReturnURL(),
  };
}

async function start(session) {
  const { href } = session.environment.window.location;
  try {
    session.cmi5 = new Cmi5(href);
  } catch {
    return untracked("it was not launched by a cmi5 LMS: open the course from your LMS");
  }
  session.memory = createSessionMemory(session.environment.sessionStorage, session.cmi5.getFetch());
  if (session.memory.get("terminated") !== null) {
    return untracked("this session has ended: close it, and open the course again from your LMS");
  }
  try {
    return await begin(session);
  } catch (error) {
    return untracked(`your LMS did not start the course: ${error.message}`, [["LRS", plainAddress(session.cmi5.getEndpoint())]]);
  }
}

async function begin(session) {
  const { cmi5, environment: { trace } } = session;
  await authorize(session);
  await traced(trace, "GET launch data", cmi5.loadLMSLaunchData());
  await traced(trace, "GET preferences", cmi5.loadLearnerPrefs());
  connect(session);
  const loaded = await session.document.load();
  if (loaded.failed !== undefined) {
    throw new Error(`the stored progress cannot be read (${loaded.failed || "no connection"})`);
  }
  if (loaded.state !== "") {
    await recall(session);
  }
  return {
    tracked: true,
    why: "",
    place: PLACE,
    mode: cmi5.getLaunchMode().toLowerCase(),
    finished: session.said.has("completed"),
    state: loaded.state,
    location: "",
    learner: null,
    learnerName: readableName(cmi5.getActor().name),
    about: [["LRS", plainAddress(cmi5.getEndpoint())], ["Mastery score", cmi5.getMasteryScore() ?? "none"],
      ["Completes the unit", cmi5.getMoveOn()]],
  };
}

/* The fetch address gives its token once. A page that is loaded again in the same session takes it from memory. */
async function authorize({ cmi5, memory, environment: { trace } }) {
  const token = memory.get("authorization");
  if (token === null) {
    await traced(trace, "POST fetch", cmi5.postFetch());
    memory.set("authorization", cmi5.getAuth());
    return;
  }
  cmi5.setAuth(token);
  /* The library refuses to go on before its own postFetch(); this is what that leaves behind. */
  cmi5._fetchContent = { "auth-token": token.replace(/^Basic /, "") };
}

function connect(session) {
  const { cmi5, environment, packed, scope } = session;
  const launchData = cmi5._lmsLaunchData;
  session.lrs = createLrs({ ...environment, endpoint: cmi5.getEndpoint(), authorization: cmi5.getAuth() });
  /* An LMS uses 403 for a statement that breaks cmi5's rules: that one is dropped, the others still count. */
  session.queue = createQueue({ ...environment, storage: null, lrs: session.lrs, refusals: [401] });
  session.document = createStateDocument(session.lrs, identity(cmi5), packed.build);
  scope.activity.iri = cmi5.getActivityId();
  session.maker = { scope, actor: cmi5.getActor(), registration: cmi5.getRegistration(), uuid: environment.uuid,
    template: launchData.contextTemplate };
}

function identity(cmi5) {
  return { activityId: cmi5.getActivityId(), agent: cmi5.getActor(), registration: cmi5.getRegistration() };
}

/* What earlier sessions of this registration have said for good. An LRS that does not let us ask is trusted to be right. */
async function recall(session) {
  const { activityId, agent, registration } = identity(session.cmi5);
  await Promise.all(["completed", "passed"].map(async (verb) => {
    const answer = await session.lrs.getStatements(
      { agent: JSON.stringify(agent), activity: activityId, registration, verb: verbs[verb], limit: 1 });
    if (answer.status === 200 && JSON.parse(answer.body).statements.length > 0) {
      session.said.add(verb);
    }
  }));
}

function leave(session, snapshot) {
  if (!session.ended) {
    session.ended = true;
    session.memory.set("terminated", "1");
    const writes = session.cmi5.getLaunchMode() === "Normal";
    session.last = Promise.all([session.queue.flushLast(), writes ? session.document.save(snapshot.state, true) : null]);
  }
  return { saved: true, why: "" };
}

/* The events that cmi5 has a statement of its own for; all others are statements that it allows. */
const defined = {
  launched: initialized,
  completed,
  passed: (session, { score, seconds }) => judge(session, score, seconds, true),
  left: terminated,
};

function record(session, event) {
  if (session.ended) {
    return;
  }
  const say = defined[event.kind];
  if (say === undefined) {
    session.queue.add(statementsFor(session.maker, event));
  } else {
    say(session, event);
  }
}

function initialized(session) {
  if (session.memory.get("initialized") === null) {
    add(session, session.cmi5.initializedStatement());
  }
  session.queue.flush().then(() => {
    if (session.queue.isEmpty()) {
      session.memory.set("initialized", "1");
    }
  });
}

function completed(session, { seconds }) {
  if (!session.said.has("completed")) {
    session.said.add("completed");
    add(session, session.cmi5.completedStatement(), seconds);
  }
}

function terminated(session, { score, seconds, complete, passed, failed }) {
  if (session.cmi5.getLaunchMode() === "Normal") {
    judge(session, score, seconds, passed);
    if (!session.said.has("passed") && (failed || (complete && score !== null))) {
      add(session, session.cmi5.failedStatement(failingScore(session, score)), seconds);
    }
  }
  add(session, session.cmi5.terminatedStatement(), seconds);
}

/* "passed" when all quizzes are, and the LMS's own mastery score (if it set one) is reached. */
function judge(session, score, seconds, passed) {
  const mastery = session.cmi5.getMasteryScore();
  if (passed && !session.said.has("passed") && (mastery === null || score / 100 >= mastery)) {
    session.said.add("passed");
    add(session, session.cmi5.passedStatement({ scaled: score / 100 }), seconds);
  }
}

/* The mean of several quizzes can be above the mastery score though one was failed: cmi5 forbids that score in "failed". */
function failingScore({ cmi5 }, score) {
  const mastery = cmi5.getMasteryScore();
  return mastery === null || score / 100 < mastery ? { scaled: score / 100 } : undefined;
}

/* The library measures time from its own initialize(); the session's clock leaves out when the page was hidden. */
function add(session, statement, seconds) {
  if (seconds !== undefined) {
    statement.result.duration = isoDuration(seconds);
  }
  session.queue.add([addProfile(session.scope, statement)]);
}
