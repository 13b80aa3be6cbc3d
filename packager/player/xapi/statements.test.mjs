/* SPDX-License-Identifier: Apache-2.0 */

/* Every statement of a whole visit matches one template of the profile and keeps its rules, and together they follow its patterns. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { brokenIn, extensionChecker, followsPattern, matchingTemplates } from "../../../profiles/check/matching.mjs";
import { answersTo, makeKindsPackage } from "../fixtures/kinds.mjs";
import { load } from "../fixtures/load.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";

const { addProfile, statementsFor, vocabulary } = await load("xapi/statements.mjs");
const profile = JSON.parse(readFileSync(new URL("../../../profiles/xapi/ibest/profile.jsonld", import.meta.url), "utf8"));
const extensionFaults = extensionChecker(profile);
const ACTOR = { objectType: "Agent", account: { homePage: "https://lms.example", name: "learner-7" } };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/* The statements of a diligent learner's visit. */
function visitStatements(options = {}, template) {
  const visit = startVisit(options);
  learnEverything(visit);
  visit.session.leave();
  const maker = { scope: visit.scope, actor: ACTOR, uuid: visit.environment.uuid, template };
  return { visit, statements: visit.events.flatMap((event) => statementsFor(maker, event)) };
}

const VISITS = [["a whole course", {}], ["one module", { moduleId: "water" }],
  ["each kind of page", { packed: makeKindsPackage("xapi") }], ["a module of each kind", { packed: makeKindsPackage("cmi5"), moduleId: "tasting" }]];

for (const [name, options] of VISITS) {
  test(`of ${name}, each statement matches one template and breaks none of its rules`, () => {
    const { statements } = visitStatements(options);
    assert.ok(statements.length > 15);
    for (const statement of statements) {
      const text = JSON.stringify(statement);
      const templates = matchingTemplates(profile, statement);
      assert.equal(templates.length, 1, text);
      assert.deepEqual([...brokenIn(profile, templates[0], statement), ...extensionFaults(statement)], [], text);
    }
  });

  test(`of ${name}, the statements together follow a pattern of the profile`, () => {
    const names = visitStatements(options).statements.map((statement) => matchingTemplates(profile, statement)[0].id);
    assert.ok(followsPattern(profile, names), names.join("\n"));
  });
}

test("ids are UUIDs of their own, times are UTC, and the attempt's registration is in each", () => {
  const { visit, statements } = visitStatements();
  assert.equal(new Set(statements.map(({ id }) => id)).size, statements.length);
  for (const { id, timestamp, actor, context } of statements) {
    assert.match(id, UUID);
    assert.match(timestamp, /^2026-01-05T\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(actor, ACTOR);
    assert.equal(context.registration, visit.session.progress.registration);
  }
});

test("each statement says which version of the course it comes from", () => {
  const { statements } = visitStatements();
  assert.deepEqual(new Set(statements.map(({ context }) => context.revision)), new Set(["1.0.0"]));
});

test("an answer says what was chosen, what is right, and what there was to choose from", () => {
  const { statements } = visitStatements({ moduleId: "water" });
  const answered = statements.filter(({ verb }) => verb.id === vocabulary.verbs.answered);
  assert.deepEqual(answered.map(({ result }) => [result.response, result.success]),
    [["b", false], ["b", false], ["a", true], ["a[,]c", true]]);
  assert.deepEqual(answered[1].object.definition.correctResponsesPattern, ["a[,]c"]);
  assert.deepEqual(answered[1].object.definition.choices[0], { id: "a", description: { "en-GB": "Water" } });
});

test("a video says how fast it plays at its start and at each change, as the video profile writes it", () => {
  const { statements } = visitStatements({ moduleId: "water" });
  const speeds = statements.filter(({ object }) => object.definition.type === vocabulary.activityTypes.video)
    .map(({ verb, context }) => [verb.display.en, context.extensions[vocabulary.extensions.videoSpeed]]);
  assert.deepEqual(speeds.filter(([, speed]) => speed !== undefined), [["initialized", "1x"], ["interacted", "1.5x"]]);
});

test("a failed and a passed attempt at a quiz each have their score", () => {
  const { statements } = visitStatements({ moduleId: "water" });
  const marked = statements.filter(({ object }) => object.definition.type === vocabulary.activityTypes.assessment);
  assert.deepEqual(marked.map(({ verb, result }) => [verb.display.en, result.score.scaled]), [["failed", 0], ["passed", 1]]);
});

const kinds = () => visitStatements({ packed: makeKindsPackage("xapi") }).statements;
const nameOf = ({ object }) => object.id.split("/").slice(-2).join("/");
const about = (id) => kinds().filter((statement) => nameOf(statement) === id);

for (const [id, type, response, patterns, components] of [
  ["questions/milk", "true-false", "false", ["false"], {}],
  ["questions/leaf", "matching", "a[.]c[,]b[.]a", ["a[.]c[,]b[.]a"], { source: ["Black tea", "Green tea"],
    target: ["Unoxidised leaf", "Mint leaf", "Oxidised leaf"] }],
  ["questions/order", "sequencing", "b[,]c[,]a", ["b[,]c[,]a"], { choices: ["Pour the tea", "Boil the water", "Wait"] }],
  ["questions/minutes", "numeric", "5", ["3[:]5"], {}],
  ["questions/name", "fill-in", "TEA COSY", ["{case_matters=false}tea cosy", "{case_matters=false}cosy"], {}],
  ["questions/cup", "choice", "a", undefined, { choices: ["A cup", "A mug"] }],
  ["questions/sure", "likert", "10", undefined,
    { scale: ["0: Not at all", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10: Completely"] }],
  ["questions/why", "long-fill-in", "Time", undefined, {}],
  ["steps/door", "choice", "a", undefined, { choices: ["Offer tea", "Offer ice"] }],
]) {
  test(`an answer to ${id} is a '${type}' with what there is to choose from and what is right`, () => {
    const { object: { definition }, result } = about(id).at(-1);
    assert.deepEqual([definition.interactionType, result.response, definition.correctResponsesPattern], [type, response, patterns]);
    assert.equal("success" in result, patterns !== undefined);
    const lists = ["choices", "scale", "source", "target", "steps"].filter((name) => definition[name] !== undefined);
    assert.deepEqual(Object.fromEntries(lists.map((name) => [name, definition[name].map(({ description }) => description["en-GB"])])), components);
  });
}

test("a survey's answers before and after the course are about the same questions, and say which they are", () => {
  const answers = about("questions/sure");
  assert.equal(new Set(answers.map(({ object }) => object.id)).size, 1);
  assert.deepEqual(answers.map(({ context }) => context.extensions[vocabulary.extensions.moment]), ["before", "after"]);
  assert.deepEqual(new Set(answers.map(({ context }) => context.contextActivities.parent[0].id)),
    new Set(["https://example.org/courses/tea/surveys/confidence"]));
});

test("a quiz that judges nobody is scored, before and after", () => {
  const scored = kinds().filter(({ verb }) => verb.id === vocabulary.verbs.scored);
  assert.deepEqual(scored.map(({ context }) => context.extensions[vocabulary.extensions.moment]), ["before", "before", "after", "after"]);
  assert.ok(scored.every(({ result }) => !("success" in result) && "scaled" in result.score));
});

test("the end of a scenario says which one was reached", () => {
  assert.deepEqual(about("pages/guest").map(({ verb, result }) => [verb.display.en, result.response]), [["completed", "happy"]]);
});

test("what nobody answered in a survey is not told", () => {
  const visit = startVisit({ packed: makeKindsPackage("xapi") });
  const { sure, cup } = answersTo(visit.session.questions(0), { right: true });
  visit.session.send(0, { sure, cup }, 10);
  assert.equal(visit.events.filter(({ kind }) => kind === "answered").length, 2);
});

test("a registration of the launch goes before the attempt's own", () => {
  const visit = startVisit();
  const registration = "f0b4d1c2-6a7e-4c39-8f21-3d5e7a9b1c04";
  const [statement] = statementsFor({ scope: visit.scope, actor: ACTOR, uuid: visit.environment.uuid, registration },
    visit.events[0]);
  assert.equal(statement.context.registration, registration);
});

test("a context template stays first and unchanged, and takes nothing from the profile's rules", () => {
  const template = {
    contextActivities: { grouping: [{ id: "https://lms.example/publisher-id" }, { id: "https://example.org/courses/tea" }],
      category: [{ id: "https://lms.example/category" }] },
    extensions: { [vocabulary.extensions.cmi5Sessionid]: "s-1" },
    revision: "of the LMS",
  };
  const before = JSON.stringify(template);
  const { statements } = visitStatements({ moduleId: "water" }, template);
  assert.equal(JSON.stringify(template), before);
  for (const statement of statements) {
    const { context } = statement;
    assert.deepEqual(context.contextActivities.grouping.slice(0, 2), template.contextActivities.grouping);
    assert.deepEqual(context.contextActivities.category[0], template.contextActivities.category[0]);
    assert.equal(context.extensions[vocabulary.extensions.cmi5Sessionid], "s-1");
    assert.equal(context.revision, "of the LMS");
    assert.deepEqual(brokenIn(profile, matchingTemplates(profile, statement)[0], statement), []);
  }
});

test("a statement of the cmi5 library gets the profile's category, the kind of activity, the version and the course it belongs to", () => {
  const { scope } = startVisit({ moduleId: "water" });
  const statement = addProfile(scope, { object: { id: "https://lms.example/au/1" },
    context: { contextActivities: { category: [{ id: vocabulary.categories.cmi5 }] } } });
  assert.deepEqual(statement.context.contextActivities.category,
    [{ id: vocabulary.categories.cmi5 }, { id: vocabulary.profile }]);
  assert.equal(statement.object.definition.type, vocabulary.activityTypes.module);
  assert.equal(statement.context.revision, "1.0.0");
  assert.equal(statement.context.contextActivities.parent[0].id, "https://example.org/courses/tea");
});

test("a revision that the cmi5 library took from a context template stays in its statement", () => {
  const { scope } = startVisit({ moduleId: "water" });
  const statement = addProfile(scope, { object: { id: "https://lms.example/au/1" }, context: { revision: "of the LMS" } });
  assert.equal(statement.context.revision, "of the LMS");
});
