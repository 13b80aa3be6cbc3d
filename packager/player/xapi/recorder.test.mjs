/* SPDX-License-Identifier: Apache-2.0 */

/* Beside an LMS, statements reach the LRS that the package names, under the learner's account, and fail silently. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { ENDPOINT, FakeLrs, networkDown } from "../fixtures/fake_lrs.mjs";
import { load } from "../fixtures/load.mjs";
import { makePackage } from "../fixtures/package.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";

const { createRecorders } = await load("xapi/recorder.mjs");
const LRS = { endpoint: ENDPOINT, key: "key", secret: "secret" };
const LAUNCH = { tracked: true, mode: "normal", learner: { homePage: "https://lms.example", name: "learner-7" } };

function startRecorded(server, format, launch = LAUNCH, changes = {}) {
  const packed = makePackage(format, { lrs: LRS });
  const environment = fakeEnvironment({ fetch: server.fetch, ...changes });
  const visit = startVisit({ packed, environment, launch });
  const { recorders, reportsTo } = createRecorders(environment, packed, visit.scope, launch);
  visit.session.recorders.push(...recorders);
  return { ...visit, reportsTo, recorders };
}

async function settled() {
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}

for (const format of ["scorm12", "scorm2004", "aicc"]) {
  test(`a visit's statements beside ${format} arrive once each, under the LMS's account`, async () => {
    const server = new FakeLrs();
    const visit = startRecorded(server, format);
    learnEverything(visit);
    await settled();
    visit.session.leave();
    await settled();
    assert.deepEqual(server.statements.at(-1).actor,
      { objectType: "Agent", account: { homePage: "https://lms.example", name: "learner-7" } });
    assert.deepEqual(server.verbsOn("https://example.org/courses/tea").slice(-3), ["completed", "passed", "terminated"]);
    const sent = server.posts().flatMap(({ body }) => body.map(({ id }) => id));
    assert.equal(new Set(sent).size, sent.length);
  });
}

test("an LRS out of reach disturbs neither the session nor the learner", async () => {
  const visit = startRecorded({ fetch: networkDown }, "scorm12");
  learnEverything(visit);
  visit.session.leave();
  await settled();
  assert.equal(visit.session.complete, true);
  assert.ok(visit.savings.every(({ kind }) => kind !== "unsaved"));
});

test("without an account, in review, or without an LRS nothing is sent", () => {
  const server = new FakeLrs();
  assert.equal(startRecorded(server, "scorm12", { ...LAUNCH, learner: null }).recorders.length, 0);
  assert.equal(startRecorded(server, "scorm12", { ...LAUNCH, mode: "review" }).recorders.length, 0);
  const packed = makePackage("scorm12");
  assert.equal(createRecorders(fakeEnvironment(), packed, null, LAUNCH).recorders.length, 0);
});

test("an LMS whose address cannot be read gives the course's IRI as the account's home", async () => {
  const server = new FakeLrs();
  const visit = startRecorded(server, "scorm12", { ...LAUNCH, learner: { homePage: null, name: "x" } });
  visit.session.open(0);
  await settled();
  assert.equal(server.statements[0].actor.account.homePage, "https://example.org/courses/tea");
});

test("on the web the actor is a random name that the browser keeps, and the screen is told whom it reports to", async () => {
  const server = new FakeLrs();
  const untracked = { tracked: false, mode: "normal", learner: null };
  const first = startRecorded(server, "web", untracked);
  first.session.open(0);
  const second = startRecorded(server, "web", untracked, { storage: first.environment.storage });
  second.session.open(1);
  await settled();
  assert.equal(first.reportsTo, "lrs.example");
  assert.equal(new Set(server.statements.map(({ actor }) => actor.account.name)).size, 1);
});
