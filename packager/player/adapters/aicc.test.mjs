/* SPDX-License-Identifier: Apache-2.0 */

/* Launches of the AICC adapter in a strict LMS, in ones that differ from the standard, and where the LMS cannot be reached. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { StrictHacp } from "../fixtures/strict_hacp.mjs";
import { createAicc } from "./aicc.mjs";

const LMS = "https://lms.example/aicc";
const UNFINISHED = { state: "1.a.b", location: "water.fresh", complete: false, score: null, seconds: 65 };
const FINISHED = { ...UNFINISHED, location: "pot.wait", complete: true, score: 80, seconds: 600 };

const answerWith = (text, status = 200) => async () => ({ status, text: async () => text });

/* `reach` is the way to the LMS: fetch as the browser has it. */
function environmentOf(lms, changes = {}) {
  const search = `?AICC_SID=${lms.sessionId}&AICC_URL=${encodeURIComponent(changes.address ?? LMS)}`;
  const page = new URL(`https://content.example/index.html${search}`);
  const location = { search, href: page.href, protocol: page.protocol, origin: page.origin };
  return fakeEnvironment({ window: { location }, origin: page.origin,
    fetch: async (address, { body }) => answerWith(lms.answer(body))(), ...changes });
}

async function launchIn(lms, changes) {
  const environment = environmentOf(lms, changes);
  const adapter = createAicc(environment);
  return { adapter, environment, launch: await adapter.start() };
}

for (const style of ["plain", "curt"]) {
  test(`an LMS that answers in ${style} style gets a whole visit without a fault`, async () => {
    const lms = new StrictHacp({ style });
    const { adapter, launch } = await launchIn(lms);
    assert.equal(launch.tracked, true);
    assert.deepEqual(launch.learner, { homePage: "https://lms.example", name: "learner-7" });
    assert.equal(launch.learnerName, "Synthetic Learner");
    assert.deepEqual(await adapter.save(UNFINISHED), { saved: true, why: "" });
    assert.deepEqual(await adapter.save(FINISHED), { saved: true, why: "" });
    adapter.leave({ ...FINISHED, seconds: 602 });
    await adapter.settle();
    assert.deepEqual(lms.faults, []);
    assert.equal(lms.state, "ended");
    assert.deepEqual(lms.stored, { location: "pot.wait", status: "completed", flag: "", score: "80", lesson: "1.a.b", seconds: 602 });
  });

  test(`an LMS that answers in ${style} style gives everything back at the next launch`, async () => {
    const lms = new StrictHacp({ style });
    const first = await launchIn(lms);
    await first.adapter.save(UNFINISHED);
    first.adapter.leave(UNFINISHED);
    await first.adapter.settle();
    assert.equal(lms.stored.flag, "suspend");
    assert.equal(lms.stored.score, "");
    lms.launch();
    const { launch } = await launchIn(lms);
    assert.deepEqual([launch.state, launch.location, launch.finished], ["1.a.b", "water.fresh", false]);
  });
}

test("an attempt is incomplete from its first moment", async () => {
  const lms = new StrictHacp();
  await launchIn(lms);
  assert.equal(lms.stored.status, "incomplete");
});

for (const status of ["completed", "passed"]) {
  test(`a relaunch after '${status}' keeps it and its score, whatever is done`, async () => {
    const lms = new StrictHacp({}, { status, score: "90" });
    const { adapter, launch } = await launchIn(lms);
    assert.equal(launch.finished, true);
    await adapter.save(UNFINISHED);
    await adapter.save(FINISHED);
    adapter.leave(UNFINISHED);
    await adapter.settle();
    assert.deepEqual(lms.puts.map((put) => [put.status, put.flag, put.score]),
      lms.puts.map(() => [status, "", "90"]));
  });
}

test("'failed' is not taken back to incomplete, but completion betters it", async () => {
  const lms = new StrictHacp({}, { status: "failed", score: "20" });
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  assert.deepEqual([lms.stored.status, lms.stored.score], ["failed", "20"]);
  await adapter.save(FINISHED);
  assert.deepEqual([lms.stored.status, lms.stored.score], ["completed", "80"]);
});

for (const [mastery, score, status] of [["80", 80, "passed"], ["81", 80, "completed"], ["0", 0, "passed"], ["", 100, "completed"],
  ["80", null, "completed"]]) {
  test(`with mastery score '${mastery}', a completion with score ${score} is '${status}'`, async () => {
    const lms = new StrictHacp({ mastery });
    const { adapter } = await launchIn(lms);
    await adapter.save({ ...FINISHED, score });
    assert.equal(lms.stored.status, status);
  });
}

for (const mode of ["review", "browse"]) {
  test(`in ${mode} mode nothing is put, and the session is ended`, async () => {
    const lms = new StrictHacp({ mode });
    const { adapter, launch } = await launchIn(lms);
    await adapter.save(FINISHED);
    adapter.leave(FINISHED);
    await adapter.settle();
    assert.equal(launch.mode, mode);
    assert.deepEqual(lms.commands, ["getparam", "exitau"]);
  });
}

test("a completion takes at least a second", async () => {
  const lms = new StrictHacp();
  const { adapter } = await launchIn(lms);
  await adapter.save({ ...FINISHED, seconds: 0 });
  assert.equal(lms.puts.at(-1).seconds, 1);
});

test("state of 4096 characters, the most that Core_Lesson takes, comes back whole", async () => {
  const lms = new StrictHacp();
  const state = "x".repeat(4096);
  const { adapter } = await launchIn(lms);
  assert.equal((await adapter.save({ ...UNFINISHED, state })).saved, true);
  lms.launch();
  assert.equal((await launchIn(lms)).launch.state, state);
});

test("leaving says ExitAU alone when everything is there", async () => {
  const lms = new StrictHacp();
  const { adapter } = await launchIn(lms);
  await adapter.save(UNFINISHED);
  lms.commands.length = 0;
  adapter.leave(UNFINISHED);
  await adapter.settle();
  assert.deepEqual(lms.commands, ["exitau"]);
});

test("what the LMS has not confirmed goes before ExitAU, which waits for its answer", async () => {
  const lms = new StrictHacp();
  const sent = [];
  let answerPut;
  const { adapter, environment } = await launchIn(lms);
  environment.fetch = (address, { body }) => {
    sent.push(/command=(\w+)/.exec(body)[1]);
    return new Promise((resolve) => {
      answerPut ??= () => resolve({ status: 200, text: async () => lms.answer(body) });
    });
  };
  adapter.leave(UNFINISHED);
  await new Promise(setImmediate);
  assert.deepEqual(sent, ["PutParam"]);
  answerPut();
  await new Promise(setImmediate);
  assert.deepEqual(sent, ["PutParam", "ExitAU"]);
});

test("every request outlives the page, and asks no other server's leave before", async () => {
  const lms = new StrictHacp();
  const options = [];
  const { adapter } = await launchIn(lms, { fetch: async (address, given) => {
    options.push(given);
    return answerWith(lms.answer(given.body))();
  } });
  adapter.leave(UNFINISHED);
  await adapter.settle();
  assert.ok(options.length >= 3);
  for (const { method, keepalive, headers } of options) {
    assert.deepEqual([method, keepalive, headers],
      ["POST", true, { "Content-Type": "application/x-www-form-urlencoded" }]);
  }
});

test("the session is ended once, and nothing follows it", async () => {
  const lms = new StrictHacp();
  const { adapter } = await launchIn(lms);
  adapter.leave(UNFINISHED);
  await adapter.settle();
  const { length } = lms.commands;
  adapter.leave(UNFINISHED);
  assert.equal((await adapter.save(UNFINISHED)).saved, false);
  assert.equal(lms.commands.length, length);
});

test("a put that the LMS refuses is told with its words, and the next one carries everything", async () => {
  const lms = new StrictHacp();
  const { adapter } = await launchIn(lms);
  lms.variant.failPuts = 1;
  const outcome = await adapter.save(FINISHED);
  assert.equal(outcome.saved, false);
  assert.match(outcome.why, /answered “Database locked” \(AICC error 1\)/);
  assert.equal((await adapter.save(FINISHED)).saved, true);
  assert.deepEqual([lms.stored.status, lms.stored.lesson], ["completed", "1.a.b"]);
});

test("a page opened again after its session has ended says so", async () => {
  const lms = new StrictHacp();
  const { adapter } = await launchIn(lms);
  adapter.leave(UNFINISHED);
  await adapter.settle();
  const { launch } = await launchIn(lms);
  assert.equal(launch.tracked, false);
  assert.match(launch.why, /did not start the course: your LMS answered “Terminated” .* open the course from your LMS again/);
});

test("a page that was not opened by an AICC LMS says so", async () => {
  const adapter = createAicc(fakeEnvironment());
  assert.match((await adapter.start()).why, /was not launched by an AICC LMS: the address has no usable 'aicc_url'/);
});

const unreachable = async () => {
  throw new TypeError("Failed to fetch");
};
const opaque = async (address, { mode }) => (mode === "no-cors" ? {} : unreachable());

for (const [what, why, changes] of [
  ["an HTTP error", /HTTP error 500/, { fetch: answerWith("", 500) }],
  ["a page to sign in", /no longer signed in/, { fetch: answerWith("<!doctype html>") }],
  ["no network", /no connection to your LMS/, { fetch: unreachable }],
  ["no network of our own", /no connection to your LMS/, { fetch: opaque, isOnline: async () => false }],
  ["no answer from the LMS's own server", /no connection to your LMS/, { address: "https://content.example/aicc", fetch: opaque }],
  ["an LMS that does not allow other servers", /lms\.example\) does not let courses on https:\/\/content\.example read its answers: it has to send “Access-Control-Allow-Origin: https:\/\/content\.example”/,
    { fetch: opaque }],
  ["an LMS without https", /came by https, talk to your LMS at http:\/\/lms\.example/,
    { address: "http://lms.example/aicc", fetch: opaque }],
]) {
  test(`${what} is told apart`, async () => {
    const { launch } = await launchIn(new StrictHacp(), changes);
    assert.equal(launch.tracked, false);
    assert.match(launch.why, why);
  });
}

test("requests are noted for the help desk, without the session's id and the text of progress", async () => {
  const lms = new StrictHacp();
  const { adapter, environment, launch } = await launchIn(lms);
  await adapter.save({ ...UNFINISHED, state: "2.check.build" });
  const calls = environment.trace.calls();
  assert.deepEqual(calls.map(({ call, result }) => [call, result]), [["GetParam", "error=0"], ["PutParam", "error=0"], ["PutParam", "error=0"]]);
  assert.match(calls.at(-1).argument, /^\[Core\] Lesson_Location=water\.fresh Lesson_Status=incomplete,suspend .*13 characters, check [0-9a-f]{8}$/);
  assert.doesNotMatch(JSON.stringify([calls, launch.about]), new RegExp(`${lms.sessionId}|2\\.check`));
  assert.deepEqual(launch.about[0], ["AICC address", LMS]);
});

test("an error of the LMS is noted with its number", async () => {
  const lms = new StrictHacp();
  const { adapter, environment } = await launchIn(lms);
  environment.fetch = answerWith("error=3\r\nerror_text=Invalid Session ID\r\n");
  await adapter.save(UNFINISHED);
  assert.equal(environment.trace.calls().at(-1).error, "AICC 3");
});
