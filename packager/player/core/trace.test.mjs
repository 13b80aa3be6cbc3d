/* SPDX-License-Identifier: Apache-2.0 */

/* The trace is bounded, tells what was never answered, and shows no more of a text than it must. */
import assert from "node:assert/strict";
import test from "node:test";
import { CALLS_MAX, createTrace, traced } from "./trace.mjs";

function traceAt(start) {
  let time = start;
  return { trace: createTrace(() => time), pass: (ms) => {
    time += ms;
  } };
}

test("a call is noted with its answer and how long it took", () => {
  const { trace, pass } = traceAt(1000);
  const end = trace.begin("LMSCommit", "all");
  pass(25);
  end({ result: "false", error: 101, text: "General exception" });
  assert.deepEqual(trace.calls(),
    [{ at: 1000, call: "LMSCommit", argument: "all", ms: 25, result: "false", error: "101", text: "General exception" }]);
});

test("a clock that jumps changes no duration", () => {
  let [clock, spent] = [5000, 0];
  const trace = createTrace(() => clock, () => spent);
  const end = trace.begin("LMSCommit");
  [clock, spent] = [0, 12.4];
  end();
  assert.deepEqual([trace.calls()[0].at, trace.calls()[0].ms], [5000, 12]);
});

test("a call that is never answered is noted without an answer", () => {
  const { trace } = traceAt(0);
  trace.begin("LMSFinish");
  assert.equal(trace.calls()[0].ms, null);
});

test("only the last calls are kept, and how many went before is told", () => {
  const { trace } = traceAt(0);
  for (let call = 0; call < CALLS_MAX + 3; call += 1) {
    trace.begin(`call ${call}`)();
  }
  assert.equal(trace.calls().length, CALLS_MAX);
  assert.equal(trace.calls()[0].call, "call 3");
  assert.equal(trace.dropped(), 3);
});

test("long texts are cut, and lines become one", () => {
  const { trace } = traceAt(0);
  trace.begin("PutParam", `a\r\n  b${"x".repeat(500)}`)({ text: "y".repeat(500) });
  const [{ argument, text }] = trace.calls();
  assert.match(argument, /^a bx+…$/);
  assert.deepEqual([argument.length, text.length], [160, 160]);
});

test("a secret in the query of an address is not noted", () => {
  const { trace } = traceAt(0);
  trace.begin("fetch")({ error: "failed", text: "no answer of https://lms.example/fetch?token=secret" });
  assert.ok(!JSON.stringify(trace.calls()).includes("secret"));
});

test("who reads the calls cannot change them", () => {
  const { trace } = traceAt(0);
  trace.begin("LMSCommit");
  trace.calls()[0].call = "other";
  trace.calls().pop();
  assert.equal(trace.calls()[0].call, "LMSCommit");
});

test("a promise keeps its outcome, and both outcomes are noted", async () => {
  const { trace } = traceAt(0);
  assert.equal(await traced(trace, "launch data", Promise.resolve(7)), 7);
  await assert.rejects(traced(trace, "fetch", Promise.reject(new Error("no token"))), /no token/);
  assert.deepEqual(trace.calls().map(({ call, result, error, text }) => [call, result, error, text]),
    [["launch data", "done", "", ""], ["fetch", "", "failed", "no token"]]);
});
