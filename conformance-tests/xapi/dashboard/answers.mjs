// SPDX-License-Identifier: Apache-2.0

// What the synthetic cohort does not tell: answers to the single questions of a quiz. Who answers what follows from the order of the
// cohort alone, so that the figures are the same each time. No person is meant.
// How many of a hundred choose the right answer first: "results" is the question that most get wrong.
const QUESTIONS = [
  { id: "shape", right: "b", easy: 84, wrong: ["a", "c"], name: "What is the shape of the BeST programme?" },
  { id: "comparison", right: "c", easy: 71, wrong: ["a", "b"], name: "With what was BeST compared in the trial published in 2010?" },
  { id: "results", right: "a", easy: 38, wrong: ["b", "b", "d"], name: "Which of these did the trial find after twelve months?" },
  { id: "cost", right: "d", easy: 55, wrong: ["a", "c"], name: "What did the programme cost for each quality-adjusted life year?" },
];

const activity = (id, type, more = {}) => ({ id, definition: { type: `http://adlnet.gov/expapi/activities/${type}`, ...more } });

function contextOf(quiz) {
  const module = quiz.split("/pages/")[0];
  return {
    contextActivities: {
      parent: [activity(quiz, "assessment", { name: { "en-GB": "Check: the programme and its evidence" } })],
      grouping: [activity(module, "module"), activity(module.split("/modules/")[0], "course")],
    },
  };
}

// Spread by multiplications, so that neighbours differ; every second learner is good at all questions.
function isRight(number, place, easy) {
  return (number * 37 + place * 29) % 100 < easy + (number % 2 === 0 ? 12 : -12);
}

function answered({ actor, timestamp, number }, quiz, question, place) {
  const success = isRight(number, place, question.easy);
  const interaction = { name: { "en-GB": question.name }, interactionType: "choice", correctResponsesPattern: [question.right] };
  const response = success ? question.right : question.wrong[number % question.wrong.length];
  return {
    actor,
    verb: { id: "http://adlnet.gov/expapi/verbs/answered" },
    object: activity(`${quiz}/questions/${question.id}`, "cmi.interaction", interaction),
    context: contextOf(quiz),
    result: { response, success, duration: `PT${10 + ((number * 7 + place * 13) % 50)}S` },
    timestamp,
  };
}

// Statements of `count` of the cohort's learners who took the quiz, each at the time at which the cohort says it was.
export function quizAnswers(cohort, quiz, count) {
  const taken = new Map();
  for (const { actor, object, timestamp, verb } of cohort) {
    if (object.id === quiz && /passed|failed|completed/.test(verb.id) && !taken.has(actor.account.name) && taken.size < count) {
      taken.set(actor.account.name, { actor, timestamp, number: taken.size });
    }
  }
  return [...taken.values()].flatMap((learner) => QUESTIONS.map((question, place) => answered(learner, quiz, question, place)));
}
