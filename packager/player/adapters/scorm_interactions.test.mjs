/* SPDX-License-Identifier: Apache-2.0 */

/* Answers of every type as interactions of SCORM 1.2 and 2004, taken by LMSs that know the standards' formats. */
import assert from "node:assert/strict";
import test from "node:test";
import { fakeEnvironment } from "../fixtures/environment.mjs";
import { answersTo, makeKindsPackage } from "../fixtures/kinds.mjs";
import { StrictLms } from "../fixtures/strict_lms.mjs";
import { SCORM2004 } from "../fixtures/strict_lms2004.mjs";
import { SCORM12 } from "../fixtures/strict_lms12.mjs";
import { learnEverything, startVisit } from "../fixtures/visit.mjs";
import { createScorm12 } from "./scorm12.mjs";
import { createScorm2004 } from "./scorm2004.mjs";

const EDITIONS = {
  "SCORM 1.2": { create: createScorm12, standard: SCORM12, response: "student_response" },
  "SCORM 2004": { create: createScorm2004, standard: SCORM2004, response: "learner_response" },
};

const [module] = makeKindsPackage("scorm12").modules;
const pageOf = (id) => module.pages.find((page) => page.id === id);

async function launch({ create, standard }) {
  const lms = new StrictLms({}, {}, standard);
  const window = { document: {}, opener: null, [standard.object]: lms.API };
  window.parent = window;
  window.top = window;
  const adapter = create(fakeEnvironment({ window }));
  await adapter.start();
  return { lms, adapter };
}

/* Records an answer and gives back what the LMS holds of it: [type, response, result, patterns…]. */
async function interactionOf(edition, page, question, chosen, correct) {
  const { lms, adapter } = await launch(edition);
  adapter.record({ kind: "answered", module, page, question, chosen, correct, seconds: 3 });
  assert.deepEqual(lms.faults, []);
  const [one] = lms.interactions;
  const patterns = Object.keys(one).filter((name) => name.startsWith("correct_responses")).map((name) => one[name]);
  return [one.type, one[edition.response], one.result, ...patterns];
}

const QUIZ = {
  "SCORM 1.2": {
    milk: ["true-false", "f", "correct", "f"],
    leaf: ["matching", "a.c,b.a", "correct", "a.c,b.a"],
    order: ["sequencing", "b,c,a", "correct", "b,c,a"],
    minutes: ["numeric", "5", "correct", "4"],
    name: ["fill-in", "TEA COSY", "correct", "tea cosy", "cosy"],
  },
  "SCORM 2004": {
    milk: ["true-false", "false", "correct", "false"],
    leaf: ["matching", "a[.]c[,]b[.]a", "correct", "a[.]c[,]b[.]a"],
    order: ["sequencing", "b[,]c[,]a", "correct", "b[,]c[,]a"],
    minutes: ["numeric", "5", "correct", "3[:]5"],
    name: ["fill-in", "TEA COSY", "correct", "{case_matters=false}tea cosy", "{case_matters=false}cosy"],
  },
};

const SURVEY = {
  "SCORM 1.2": {
    sure: ["likert", "a", "neutral"],
    cup: ["choice", "a", "neutral"],
    with: ["choice", "a,b", "neutral"],
    why: ["fill-in", "Time", "neutral"],
  },
  "SCORM 2004": {
    sure: ["likert", "10", "neutral"],
    cup: ["choice", "a", "neutral"],
    with: ["choice", "a[,]b", "neutral"],
    why: ["long-fill-in", "Time", "neutral"],
  },
};

for (const [name, edition] of Object.entries(EDITIONS)) {
  for (const question of pageOf("types").quiz.questions) {
    test(`${name}: an answer to '${question.type}' in a quiz has its type, its right responses and a result`, async () => {
      const page = pageOf("types");
      const answers = answersTo(page.quiz.questions, { right: true });
      assert.deepEqual(await interactionOf(edition, page, question, answers[question.id], true), QUIZ[name][question.id]);
    });
  }

  for (const question of pageOf("feel-before").survey.questions) {
    test(`${name}: an answer to '${question.type}' in a survey is neither right nor wrong`, async () => {
      const page = pageOf("feel-before");
      const answers = answersTo(page.survey.questions, { right: true });
      assert.deepEqual(await interactionOf(edition, page, question, answers[question.id], null), SURVEY[name][question.id]);
    });
  }

  test(`${name}: a whole visit with every kind of page is told without a fault`, async () => {
    const { lms, adapter } = await launch(edition);
    const visit = startVisit({ packed: makeKindsPackage("scorm12"), adapter });
    learnEverything(visit);
    await visit.session.save();
    visit.session.leave();
    assert.deepEqual(lms.faults, []);
    const given = visit.events.filter(({ kind }) => kind === "answered").length;
    assert.equal(lms.interactions.length, given);
    assert.ok(given > 20, `${given}`);
  });

  test(`${name}: long and strange answers are cut to what the standard has room for`, async () => {
    const [, , , minutes, text] = pageOf("types").quiz.questions;
    const answer = `a[,]b\n${"\u00e9".repeat(600)}`;
    const [type, response] = await interactionOf(edition, pageOf("types"), text, [answer], false);
    assert.equal(type, "fill-in");
    assert.ok(response.length >= 250 && response.length <= 255, `${response.length}`);
    assert.match(response, name === "SCORM 1.2" ? /^a\[,\]b \u00e9+$/ : /^a,b \u00e9+$/);
    assert.equal((await interactionOf(edition, pageOf("types"), minutes, ["0.1234567"], false))[1], "0.1234567");
    const many = { ...text, answers: Array.from({ length: 20 }, (_, order) => `answer ${order}`) };
    assert.equal((await interactionOf(edition, pageOf("types"), many, ["answer 0"], true)).length, 3 + 5);
  });
}

test("SCORM 1.2: a number below zero goes as text, as an LMS may take no minus in a number", async () => {
  const [, , , minutes] = pageOf("types").quiz.questions;
  assert.deepEqual(await interactionOf(EDITIONS["SCORM 1.2"], pageOf("types"), minutes, ["\u22123"], false), ["fill-in", "-3", "wrong", "4"]);
});

test("SCORM 1.2: ids of several characters become letters by their place", async () => {
  const page = pageOf("types");
  const leaf = { ...page.quiz.questions[1], targets: [{ id: "mint" }, { id: "old" }, { id: "new" }], correct: { a: "new", b: "old" } };
  assert.deepEqual(await interactionOf(EDITIONS["SCORM 1.2"], page, leaf, ["new", "mint"], false),
    ["matching", "a.c,b.a", "wrong", "a.c,b.b"]);
});
