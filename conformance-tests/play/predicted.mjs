// SPDX-License-Identifier: Apache-2.0

// What `ibest-pack predict` says of a package beside what the LMS of a play held.

/* By predict's situations: the step of the play that has its status and score, and the next one, at whose launch the learner found what it says of resuming. */
const STEPS = {
  'left half-way and opened again': { held: 'closed half-way', next: 'completed' },
  'a quiz failed': { held: 'quiz failed' },
  'every page seen, every quiz passed': { held: 'completed', next: 'opened again' },
  'opened again after completion': { held: 'opened again' },
};

/* Whether the score `held` is the one that is predicted in these words. */
function isScore(words, held, before) {
  const [, low, high] = /^(\d+) to (\d+)$/.exec(words) ?? [];
  if (low !== undefined) return held !== '' && Number(held) >= Number(low) && Number(held) <= Number(high);
  return held === ({ 'none': '', 'as before': before }[words] ?? words);
}

function claimsOf({ situation, status, score, resume }, rows) {
  const { held, next } = STEPS[situation] ?? {};
  const step = rows.find((row) => row.situation === held);
  if (step === undefined) return [];
  const { status: shown, score: points } = step.shown ?? step;
  const before = rows.find((row) => row.situation === 'completed').score;
  const found = rows.find((row) => row.situation === next)?.found ?? '';
  return [
    { situation, what: 'status', predicted: status.shows, held: shown, isHeld: shown === status.shows },
    { situation, what: 'score', predicted: score.shows, held: points, isHeld: isScore(score.shows, points, before) },
    ...(found === '' ? [] : [{ situation, what: 'resume', predicted: resume.shows, held: found, isHeld: found === resume.shows }]),
  ];
}

/**
 * `prediction` is predict's JSON of a package with one unit, `rows` those of its play in one LMS, as held.json has them. Yields what is predicted of
 * the play and not unknown: { situation, what, predicted, held, isHeld }…
 */
export function compare(prediction, rows) {
  const [{ units: [{ situations }] }] = prediction.formats;
  return situations.flatMap((situation) => claimsOf(situation, rows)).filter(({ predicted }) => predicted !== 'unknown');
}
