/* SPDX-License-Identifier: Apache-2.0 */

/* TinCan launches are understood in the forms that LMSs send. */
import assert from "node:assert/strict";
import test from "node:test";
import { readActor, readLaunch } from "./xapi_launch.mjs";

const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "7" } };

function query(changes = {}) {
  const values = { endpoint: "https://lrs.example/xapi/", auth: "Basic a2V5", actor: JSON.stringify(ACTOR), ...changes };
  return `?${new URLSearchParams(Object.entries(values).filter(([, value]) => value !== null))}`;
}

test("a whole launch is read", () => {
  assert.deepEqual(readLaunch(query({ registration: "r-1", activity_id: "https://example.org/a" })).launch,
    { endpoint: "https://lrs.example/xapi/", authorization: "Basic a2V5", actor: ACTOR, registration: "r-1",
      activityId: "https://example.org/a" });
});

test("the activity's id may be written activityId, and it and the registration may be absent", () => {
  assert.equal(readLaunch(query({ activityId: "https://example.org/b" })).launch.activityId, "https://example.org/b");
  const { launch } = readLaunch(query());
  assert.deepEqual([launch.registration, launch.activityId], [undefined, undefined]);
});

for (const name of ["endpoint", "auth", "actor"]) {
  test(`a launch without '${name}' names it`, () => {
    assert.deepEqual(readLaunch(query({ [name]: null })), { missing: name });
  });
}

test("an endpoint that is no web address and an actor that is nobody are not used", () => {
  assert.deepEqual(readLaunch(query({ endpoint: "javascript:alert(1)" })), { missing: "endpoint" });
  for (const actor of ["", "null", "7", "{", "{\"name\":\"A\"}", "{\"account\":{\"name\":\"A\"}}"]) {
    assert.deepEqual(readLaunch(query({ actor })), { missing: "actor" }, actor);
  }
});

test("an actor of TinCan 0.9 becomes one of xAPI 1.0.3", () => {
  assert.deepEqual(readActor("{\"objectType\":\"Person\",\"name\":[\"A\"],\"mbox\":[\"mailto:a@example.org\"]}"),
    { objectType: "Agent", name: "A", mbox: "mailto:a@example.org" });
  assert.deepEqual(readActor("{\"account\":[{\"accountServiceHomePage\":\"https://lms.example\",\"accountName\":7}]}"),
    { objectType: "Agent", account: { homePage: "https://lms.example", name: "7" } });
});

test("of several identifiers one is used, as xAPI wants", () => {
  const actor = readActor(JSON.stringify({ ...ACTOR, mbox: "mailto:a@example.org" }));
  assert.deepEqual(actor, ACTOR);
});
