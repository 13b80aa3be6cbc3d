// SPDX-License-Identifier: Apache-2.0

// ibest-lrs as the LMS of a cmi5 course: launch, fetch, launch data, what an AU may say and ask, satisfied, abandoned.
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { actor, COURSE, EXTENSION, CMI5, fetchToken, openAu, startLms, structure, verbs } from "./cmi5_au.mjs";
import { client, makeCredential, query, randomUUID, run } from "./lrs.mjs";
import { assertOneTemplateEach } from "./profile.mjs";

const said = (list, verb) => list.filter((one) => one.verb.id === verbs[verb]);
const refused = (answer, requirement) => {
  assert.equal(answer.status, 403, answer.text);
  assert.ok(answer.message().includes(`(cmi5 ${requirement})`), answer.message());
};
const learner = (() => {
  let count = 0;
  return () => actor(`learner-${(count += 1)}`);
})();

test("cmi5: a launch", async (t) => {
  const server = await startLms(t);
  const { url, store, launch, statements } = server;

  await t.test("gives the AU's address with cmi5's parameters behind its own", async () => {
    const answer = await launch("quiz", { actor: { ...learner(), name: "Not for the AU" } });
    assert.equal(answer.status, 200, answer.text);
    const told = answer.json();
    const address = new URL(told.url);
    assert.equal(address.origin + address.pathname, "https://content.invalid/course/quiz.html");
    const parameters = Object.fromEntries(address.searchParams);
    assert.deepEqual(Object.keys(parameters), ["skin", "endpoint", "fetch", "actor", "registration", "activityId"]);
    assert.equal(parameters.endpoint, `${url}/xapi/`);
    assert.equal(parameters.registration, told.registration);
    assert.equal(parameters.activityId, told.activityId);
    assert.notEqual(told.activityId, `${COURSE}/quiz`);
    assert.deepEqual(Object.keys(JSON.parse(parameters.actor)), ["objectType", "account"]);
    assert.equal(told.launchMethod, "OwnWindow");
  });

  await t.test("keeps registration and activity id for the same learner, and makes others for others", async () => {
    const who = learner();
    const [first, again, other] = [await launch("read", { actor: who }), await launch("read", { actor: who }), await launch("read", { actor: learner() })].map((one) => one.json());
    assert.equal(again.registration, first.registration);
    assert.equal(again.activityId, first.activityId);
    assert.notEqual(again.session, first.session);
    assert.notEqual(other.registration, first.registration);
    assert.equal(other.activityId, first.activityId);
    const registration = randomUUID();
    assert.equal((await launch("read", { actor: who, registration })).json().registration, registration);
    assert.equal((await launch("read", { actor: learner(), registration })).status, 409);
  });

  await t.test("says registered and launched, and satisfied where nothing is asked", async () => {
    const { registration, session, activityId, url: address } = (await launch("read", { actor: learner(), launchMode: "Normal" })).json();
    const all = await statements({ registration });
    assert.deepEqual(all.map((one) => one.verb.display.en), ["registered", "launched"]);
    const [launched] = said(all, "launched");
    assert.equal(launched.object.id, activityId);
    assert.deepEqual(launched.context.contextActivities.grouping.map(({ id }) => id), [`${COURSE}/read`]);
    assert.deepEqual(launched.context.contextActivities.category.map(({ id }) => id), [CMI5]);
    assert.deepEqual(launched.context.extensions, {
      [`${EXTENSION}sessionid`]: session, [`${EXTENSION}launchmode`]: "Normal", [`${EXTENSION}moveon`]: "Completed",
      [`${EXTENSION}launchurl`]: address.split(/[&?]endpoint=/)[0], [`${EXTENSION}launchparameters`]: "a=1",
    });
  });

  await t.test("is refused without what it needs, and for what is not there", async () => {
    const bad = [{ course: 1 }, { au: null }, { actor: { mbox: "mailto:a@synthetic.invalid" } }, { actor: { account: { name: "x" } } }, { actor: { objectType: "Group", ...learner() , objectType: "Group" } },
      { registration: "1" }, { launchMode: "normal" }, { returnURL: "javascript:alert(1)" }, { colour: "red" }];
    for (const changes of bad) {
      assert.equal((await launch("read", changes)).status, 400, JSON.stringify(changes));
    }
    assert.equal((await launch("nothing")).status, 404);
    assert.equal((await launch("read", { course: "https://course.invalid/other" })).status, 404);
    for (const scope of ["all/read", "statements/write", "state"]) {
      const call = client(url, await makeCredential(store, scope));
      assert.equal((await call("POST", "/launch", { body: {} })).status, 403, scope);
    }
    assert.equal((await client(url, null)("POST", "/launch", { body: {} })).status, 401);
  });
});

test("cmi5: the fetch URL", async (t) => {
  const server = await startLms(t);
  await t.test("gives the token once, by POST only", async () => {
    const { url } = (await server.launch("read")).json();
    assert.equal((await fetch(new URL(url).searchParams.get("fetch"))).status, 405);
    const first = await fetchToken(url);
    assert.equal(first.status, 200);
    assert.match(first.type, /^application\/json/);
    assert.match(atob(first["auth-token"]), /^cmi5\.[0-9a-f-]{36}:\S{43}$/);
    const second = await fetchToken(url);
    assert.deepEqual([second.status, second["error-code"], second["auth-token"]], [200, "1", undefined]);
  });
  await t.test("gives one token to one of many who ask at once", async () => {
    const { url } = (await server.launch("read", { actor: learner() })).json();
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetchToken(url)));
    assert.equal(answers.filter((one) => "auth-token" in one).length, 1);
    assert.equal(answers.filter((one) => one["error-code"] === "1").length, 7);
  });
  await t.test("knows no other token, and none of a session that was abandoned", async () => {
    const { url } = (await server.launch("read", { actor: actor("other") })).json();
    await server.launch("quiz", { actor: actor("other") });
    assert.equal((await fetchToken(url))["error-code"], "1");
    const stranger = new URL(url);
    stranger.searchParams.set("fetch", `${server.url}/fetch?token=x`);
    assert.equal((await fetchToken(stranger))["error-code"], "2");
    assert.equal((await fetch(`${server.url}/fetch`, { method: "POST" })).status, 400);
  });
});

test("cmi5: LMS.LaunchData tells what the course structure gives", async (t) => {
  const server = await startLms(t);
  const au = await openAu(server, (await server.launch("read", { returnURL: "https://lms.invalid/back", launchMode: "Browse" })).json().url);
  await au.load();
  const [launched] = said(await server.statements({ registration: au.parameters.registration }), "launched");
  assert.deepEqual(au.launchData, {
    contextTemplate: {
      extensions: { [`${EXTENSION}sessionid`]: launched.context.extensions[`${EXTENSION}sessionid`] },
      contextActivities: { grouping: [{ objectType: "Activity", id: `${COURSE}/read` }] },
    },
    launchMode: "Browse", launchMethod: "AnyWindow", moveOn: "Completed", launchParameters: "a=1",
    returnURL: "https://lms.invalid/back", entitlementKey: { courseStructure: "key-1" },
  });
  const quiz = await openAu(server, (await server.launch("quiz")).json().url);
  await quiz.load();
  assert.equal(quiz.launchData.masteryScore, 0.8);
});

test("cmi5: a course is satisfied with its last AU, said once each", async (t) => {
  const server = await startLms(t);
  const work = async (unit, ...statements) => {
    const au = await openAu(server, (await server.launch(unit)).json().url);
    assert.equal((await au.begin()).status, 200);
    for (const [verb, changes] of statements) {
      const answer = await au.say(verb, changes);
      assert.equal(answer.status, 200, answer.text);
    }
    return au;
  };
  const read = await work("read", ["experienced"], ["completed"], ["terminated"]);
  const { registration } = read.parameters;
  assert.equal(said(await server.statements({ registration }), "satisfied").length, 0);
  const mastery = { [`${EXTENSION}masteryscore`]: 0.8 };
  await work("quiz", ["failed", { result: { score: { scaled: 0.5 } }, extensions: mastery }], ["completed"], ["terminated"]);
  assert.equal(said(await server.statements({ registration }), "satisfied").length, 0);
  const quiz = await work("quiz", ["passed", { result: { score: { scaled: 0.8 } }, extensions: mastery }]);

  const satisfied = said(await server.statements({ registration }), "satisfied");
  assert.deepEqual(satisfied.map((one) => [one.object.definition.type.split("/").at(-1), one.context.contextActivities.grouping[0].id]),
    [["block", `${COURSE}/block`], ["course", COURSE]]);
  for (const one of satisfied) {
    assert.equal(one.context.extensions[`${EXTENSION}sessionid`], quiz.launchData.contextTemplate.extensions[`${EXTENSION}sessionid`]);
    assert.deepEqual(one.actor, actor());
    assert.equal(one.result, undefined);
  }
  assert.equal((await quiz.say("terminated")).status, 200);
  await work("read", ["terminated"]);
  assert.equal(said(await server.statements({ registration }), "satisfied").length, 2);
  assert.equal(said(await server.statements({ registration }), "registered").length, 1);
});

test("cmi5: many AUs that complete at once satisfy a course once", async (t) => {
  const server = await startLms(t);
  const registration = randomUUID();
  const units = [];
  for (const unit of ["read", "quiz"]) {
    units.push(await openAu(server, (await server.launch(unit, { registration })).json().url));
    await units.at(-1).begin();
    if (unit === "read") {
      await units[0].say("completed");
    }
  }
  const batches = Array.from({ length: 6 }, () => [units[1].make("completed"), units[1].make("passed")]);
  const answers = await Promise.all(batches.map((body) => units[1].call("POST", "/xapi/statements", { body })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 403, 403, 403, 403, 403]);
  assert.equal(said(await server.statements({ registration }), "satisfied").length, 2);
  assert.equal(said(await server.statements({ registration }), "completed").length, 2);
});

test("cmi5: the next launch of a registration abandons the one before", async (t) => {
  const server = await startLms(t);
  const first = await openAu(server, (await server.launch("read")).json().url);
  await first.begin();
  const second = await openAu(server, (await server.launch("quiz")).json().url);
  const { registration } = first.parameters;
  const [abandoned, ...more] = said(await server.statements({ registration }), "abandoned");
  assert.deepEqual(more, []);
  assert.equal(abandoned.object.id, first.parameters.activityId);
  assert.match(abandoned.result.duration, /^PT\d+\.\d\dS$/);
  refused(await first.say("completed"), "9.3.6.0-2");
  refused(await first.call("GET", first.state("mine")), "9.3.6.0-2");
  assert.equal((await second.begin()).status, 200);
  await second.say("terminated");
  await server.launch("read");
  assert.equal(said(await server.statements({ registration }), "abandoned").length, 1, "a terminated session is not abandoned");
});

test("cmi5: what an AU must not send is refused with the requirement's id", async (t) => {
  const server = await startLms(t);
  const open = async (unit = "read", changes = {}) => openAu(server, (await server.launch(unit, { actor: learner(), ...changes })).json().url);
  const au = await open();
  au.launchData = (await au.call("GET", au.state("LMS.LaunchData"))).json();
  refused(await au.say("initialized"), "11.0.0.0-3");
  assert.equal((await au.call("GET", au.preferences)).status, 404);
  refused(await au.say("completed"), "9.3.0.0-4");
  assert.equal((await au.say("initialized")).status, 200);
  refused(await au.say("initialized"), "9.3.0.0-2");
  refused(await au.say("experienced", { actor: actor("somebody") }), "8.1.3.0-3");
  refused(await au.say("experienced", { context: { registration: au.parameters.registration } }), "9.6.3.1-4");
  refused(await au.say("experienced", { id: undefined }), "9.1.0.0-1");
  refused(await au.say("experienced", { verb: { id: verbs.voided }, object: { objectType: "StatementRef", id: randomUUID() } }), "6.3.0.0-1");
  refused(await au.say("completed", { object: { id: `${COURSE}/read` } }), "8.1.5.0-6");

  await t.test("a batch of which one is refused is not stored at all", async () => {
    const batch = [au.make("experienced"), au.make("completed", { result: { duration: undefined } })];
    const answer = await au.call("POST", "/xapi/statements", { body: batch });
    refused(answer, "9.5.4.1-2");
    assert.match(answer.place(), /^\[1\]/);
    const list = await server.statements({ registration: au.parameters.registration });
    assert.equal(said(list, "experienced").length, 0);
  });

  await t.test("what was stored and is sent again is no second time", async () => {
    const completed = au.make("completed");
    for (let times = 0; times < 2; times += 1) {
      assert.equal((await au.call("POST", "/xapi/statements", { body: completed })).status, 200);
    }
    refused(await au.say("completed"), "9.3.0.0-2");
    const put = au.make("experienced", { id: undefined });
    assert.equal((await au.call("PUT", `/xapi/statements?statementId=${randomUUID()}`, { body: put })).status, 204);
  });

  await t.test("after terminated nothing new is taken, but the state may still be saved", async () => {
    const late = au.make("experienced");
    assert.equal((await au.say("terminated")).status, 200);
    refused(await au.say("experienced", { timestamp: new Date(Date.now() + 1000).toISOString() }), "9.3.0.0-5");
    assert.equal((await au.call("POST", "/xapi/statements", { body: late })).status, 200, "said before, arrived after");
    assert.equal((await au.call("PUT", au.state("bookmark"), { body: { page: 3 } })).status, 204);
  });

  await t.test("nothing is judged in launch mode Review", async () => {
    const review = await open("quiz", { launchMode: "Review" });
    await review.begin();
    refused(await review.say("passed"), "10.2.2.0-3");
    assert.equal((await review.say("terminated")).status, 200);
  });
});

test("cmi5: a session's credential opens what is the learner's, the AU's and the registration's", async (t) => {
  const server = await startLms(t, "--session-max", "60");
  const au = await openAu(server, (await server.launch("read")).json().url);
  await au.begin();
  const { call, state, parameters } = au;
  const agent = parameters.actor;
  const other = actor("other");

  await t.test("state", async () => {
    assert.equal((await call("PUT", state("bookmark"), { body: { page: 2 } })).status, 204);
    assert.deepEqual((await call("GET", state("bookmark"))).json(), { page: 2 });
    refused(await call("PUT", state("LMS.LaunchData"), { body: {} }), "10.2.1.0-5");
    refused(await call("POST", state("LMS.LaunchData"), { body: {} }), "10.2.1.0-5");
    refused(await call("DELETE", state("LMS.LaunchData")), "10.2.1.0-5");
    refused(await call("DELETE", `/xapi/activities/state?${query({ activityId: parameters.activityId, agent, registration: parameters.registration })}`), "10.2.1.0-5");
    refused(await call("GET", state("bookmark", { agent: other })), "8.1.3.0-3");
    refused(await call("GET", state("bookmark", { registration: randomUUID() })), "8.1.4.0-3");
    refused(await call("GET", `/xapi/activities/state?${query({ activityId: parameters.activityId, agent, stateId: "bookmark" })}`), "8.1.4.0-3");
    assert.equal((await call("GET", state("bookmark", { activityId: `${COURSE}/read` }))).status, 403);
    assert.equal((await call("DELETE", state("bookmark"))).status, 204);
  });

  await t.test("statements of its own", async () => {
    const read = (changes) => call("GET", `/xapi/statements?${query({ agent, registration: parameters.registration, ...changes })}`);
    assert.ok((await read()).json().statements.length > 0);
    assert.equal((await read({ verb: verbs.completed, activity: parameters.activityId, limit: 1 })).status, 200);
    refused(await read({ agent: other }), "8.1.3.0-3");
    refused(await read({ registration: randomUUID() }), "8.1.4.0-3");
    assert.equal((await call("GET", "/xapi/statements")).status, 403);
    assert.equal((await call("GET", `/xapi/statements?statementId=${randomUUID()}`)).status, 403);
  });

  await t.test("the learner's preferences", async () => {
    const put = (body) => call("POST", au.preferences, { body });
    assert.equal((await put({ languagePreference: "en-GB,cy", audioPreference: "off" })).status, 204);
    assert.equal((await call("GET", au.preferences)).json().audioPreference, "off");
    refused(await put({ languagePreference: "en-GB" }), "11.0.0.0-5");
    refused(await put("on"), "11.0.0.0-5");
    refused(await put({ languagePreference: "en GB", audioPreference: "on" }), "11.1.0.0-1");
    refused(await call("DELETE", au.preferences), "11.0.0.0-5");
    refused(await call("GET", `/xapi/agents/profile?${query({ agent: other, profileId: "cmi5LearnerPreferences" })}`), "11.0.0.0-1");
    refused(await call("GET", `/xapi/agents/profile?${query({ agent, profileId: "mine" })}`), "11.0.0.0-4");
  });

  await t.test("and nothing else", async () => {
    const profile = `/xapi/activities/profile?${query({ activityId: parameters.activityId, profileId: "x" })}`;
    assert.equal((await call("GET", profile)).status, 404);
    for (const [method, target] of [["PUT", profile], ["GET", `/xapi/agents?${query({ agent: other })}`], ["GET", "/reports"], ["POST", "/launch"],
      ["GET", `/xapi/activities?${query({ activityId: COURSE })}`]]) {
      assert.equal((await call(method, target, method === "GET" ? {} : { body: {} })).status, 403, `${method} ${target}`);
    }
    const form = new URLSearchParams({ activityId: parameters.activityId, agent, registration: parameters.registration, stateId: "LMS.LaunchData",
      Authorization: `Basic ${au.token}`, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json", content: "{}" }).toString();
    refused(await call("POST", "/xapi/activities/state?method=PUT", { body: form, headers: { "Content-Type": "application/x-www-form-urlencoded" } }), "10.2.1.0-5");
  });

  await t.test("with the right secret only", async () => {
    const [key, secret] = atob(au.token).split(":");
    const last = secret.at(-1) === "A" ? "E" : "A";
    for (const wrong of [`${key}:${secret.slice(0, -1)}${last}`, `${key}:`, `cmi5.${randomUUID()}:${secret}`, `cmi5.x:${secret}`]) {
      assert.equal((await client(server.url, `Basic ${btoa(wrong)}`)("GET", state("bookmark"))).status, 401, wrong);
    }
  });
});

/* What the AU of these tests says claims no profile of ours. */
test("cmi5: what the LMS says by itself keeps to one template of the iBeST profile each", async (t) => {
  const server = await startLms(t);
  const registration = randomUUID();
  for (const [unit, extensions] of [["extra", {}], ["read", {}], ["quiz", { [`${EXTENSION}masteryscore`]: 0.8 }]]) {
    const au = await openAu(server, (await server.launch(unit, { registration })).json().url);
    assert.equal((await au.begin()).status, 200);
    if (unit === "quiz") {
      assert.equal((await au.say("passed", { result: { score: { scaled: 0.9 } }, extensions })).status, 200);
    }
    assert.equal((await au.say("completed")).status, 200);
  }
  const own = (await server.statements({ registration })).filter(({ verb }) => ![verbs.initialized, verbs.completed, verbs.passed].includes(verb.id));
  assert.deepEqual(assertOneTemplateEach(own), { "course-registered": 1, "course-satisfied": 1, "block-satisfied": 1, "unit-launched": 3, "unit-abandoned": 2 });
});

test("cmi5: the command gives an address that begins when it is used", async (t) => {
  const server = await startLms(t);
  const launch = async (...more) => JSON.parse((await run("launch", "--course", COURSE, "--au", `${COURSE}/read`, "--actor", JSON.stringify(actor()), "--json",
    "--public-url", server.url, "--store", server.store, ...more)).stdout);
  const { url, registration } = await launch();
  assert.deepEqual(await server.statements({ registration }), []);
  const au = await openAu(server, url);
  assert.deepEqual((await server.statements({ registration })).map((one) => one.verb.display.en), ["registered", "launched"]);
  assert.equal((await au.begin()).status, 200);
  assert.equal((await launch()).registration, registration);
  await assert.rejects(launch("--registration", "1"), /registration: is not a UUID/);
});

test("cmi5: a course is imported from a structure or a zip, and refused with line and id", async (t) => {
  const server = await startLms(t);
  const file = path.join(server.folder, "other.xml");
  const importFile = (...more) => run("course", "import", file, "--store", server.store, ...more);
  await writeFile(file, structure);
  await assert.rejects(importFile(), /--content-url.*14\.2\.0\.0-1/s);
  await writeFile(file, structure.replaceAll(".html?skin=plain", ".html?fetch=1"));
  await assert.rejects(importFile("--content-url", "https://x.invalid"), /cmi5\.xml:5: .*8\.1\.0\.0-6/);
  await writeFile(file, structure.replace("Completed", "Finished"));
  await assert.rejects(importFile("--content-url", "https://x.invalid"), /cmi5\.xml:5: moveOn/);

  await t.test("registrations keep the structure that they began with", async () => {
    const before = (await server.launch("read")).json();
    await writeFile(file, structure.replace('moveOn="Completed"', 'moveOn="NotApplicable"'));
    await importFile("--content-url", "https://new.invalid");
    assert.match((await server.launch("read")).json().url, /^https:\/\/content\.invalid\//);
    const fresh = (await server.launch("read", { actor: actor("later") })).json();
    assert.match(fresh.url, /^https:\/\/new\.invalid\/read\.html\?skin=plain&endpoint=/);
    assert.equal(fresh.activityId, before.activityId);
  });
});
