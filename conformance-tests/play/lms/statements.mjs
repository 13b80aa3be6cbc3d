// SPDX-License-Identifier: Apache-2.0

// What the statements about one activity say of its learner.
import { secondsOf2004 } from '../../../packager/player/fixtures/strict_lms2004.mjs';

const verbOf = ({ verb }) => verb.id.split('/').at(-1);

/** { status, success, score, seconds } of the activity `id`: the last of its results, and the time of all visits that have ended. */
export function reportOf(statements, id) {
  const about = statements.filter(({ object }) => object.id === id);
  const said = (verb) => about.findLast((statement) => verbOf(statement) === verb);
  const score = said('passed')?.result.score.scaled;
  return {
    status: ['completed', 'initialized'].find(said) ?? '', success: ['passed', 'failed'].find(said) ?? '', score: score === undefined ? '' : String(Math.round(score * 100)),
    seconds: about.filter((statement) => verbOf(statement) === 'terminated').reduce((sum, { result }) => sum + secondsOf2004(result.duration), 0),
  };
}
