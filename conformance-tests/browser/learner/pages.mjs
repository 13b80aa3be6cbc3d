// SPDX-License-Identifier: Apache-2.0

// THE table of what a learner does on a page of each kind until it is done, as moves.
import { answersTo } from '../../../packager/player/fixtures/kinds.mjs';
import { enter } from './questions.mjs';

/* Those of the questions that are on the screen: a quiz may draw some, and one that was answered may show none. */
function answer(questions, shown, right, button) {
  const asked = questions.filter(({ id }) => shown.includes(id));
  const answers = answersTo(asked, { right });
  return asked.length === 0 ? [] : [...asked.flatMap((question) => enter(question, answers[question.id])), { move: 'press', name: button }];
}

function resultOf({ pass_mark: mark }, right) {
  if (mark === undefined) return right ? 'Your score: 100%' : 'Your score: ';
  return right ? 'You passed' : 'Not passed yet';
}

/* The fewest choices that lead from a step to an end, as [step, choice]… */
function wayOut({ steps }, from) {
  const ways = [{ id: from, way: [] }];
  for (const { id, way } of ways) {
    const { choices } = steps.find((step) => step.id === id);
    if (choices.length === 0) return way;
    for (const { id: choice, to } of choices) {
      if (!ways.some((known) => known.id === to)) ways.push({ id: to, way: [...way, [id, choice]] });
    }
  }
  throw new Error(`no way leads from the step '${from}' to an end`);
}

function walk({ scenario }, [step]) {
  if (step === undefined) return [];
  const decisions = wayOut(scenario, step).flatMap(([id, choice]) => [{ move: 'check', at: `#question-${id}-${choice}` }, { move: 'press', name: 'Continue' }]);
  return [...decisions, { move: 'told', text: ': the end' }];
}

function behind(moves, text) {
  return moves.length === 0 ? [] : [...moves, { move: 'told', text }];
}

const KINDS = {
  text: () => [],
  video: ({ module, video }) => (module.completion.videos > 0 && video.src !== undefined ? [{ move: 'watch' }] : []),
  quiz: ({ quiz }, shown, right) => behind(answer(quiz.questions, shown, right, 'Check my answers'), resultOf(quiz, right)),
  survey: ({ survey }, shown) => behind(answer(survey.questions, shown, true, 'Send my answers'), 'Thank you'),
  scenario: walk,
};

/** The moves that do what a page of pagesOf() asks, rightly or not; `shown` are the ids of the questions on the screen. None where it is done. */
export function movesFor(page, shown, { right = true } = {}) {
  return KINDS[page.kind](page, shown, right);
}
