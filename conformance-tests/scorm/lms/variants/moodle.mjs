// SPDX-License-Identifier: Apache-2.0

/*
 * Moodle 4.5 (and Totara, which was forked from it), by its datamodels/scorm_12.js: at LMSFinish a status that was never set becomes
 * "completed", and with a mastery score and a score the status becomes "passed" or "failed" whatever the package said, if the mode is
 * normal. After a completion the next launch is a review, or a new attempt where the activity forces one. The report keeps what an
 * attempt once reached.
 */
import { reportOf } from '../report.mjs';
import { secondsOf, timespanOf } from '../../../../packager/player/fixtures/strict_lms12.mjs';

const STATUS = 'cmi.core.lesson_status';
const MASTERY = 'cmi.student_data.mastery_score';
const SCORE = 'cmi.core.score.raw';
const DONE = ['completed', 'passed', 'failed'];
const LIMIT = 64000;

const upTo = (max) => (value) => value.length <= max;
/* Printable ASCII without blanks: more than the standard's identifiers. */
const IDENTIFIER = /^[\x21-\x7E]{0,255}$/;

function atFinish({ stored }) {
  const mastery = stored.get(MASTERY) ?? '';
  const score = stored.get(SCORE) ?? '';
  if (stored.get('cmi.core.lesson_mode') === 'normal' && mastery !== '' && score !== '') {
    return [[STATUS, Number(score) >= Number(mastery) ? 'passed' : 'failed']];
  }
  return stored.get(STATUS) === 'not attempted' ? [[STATUS, 'completed']] : [];
}

const resumed = (stored) => new Map(stored).set('cmi.core.entry', stored.get('cmi.core.exit') === 'suspend' ? 'resume' : '');

function review(stored) {
  const next = resumed(stored);
  return DONE.includes(stored.get(STATUS)) ? next.set('cmi.core.lesson_mode', 'review').set('cmi.core.credit', 'no-credit') : next;
}

const KEPT = ['cmi.core.student_id', 'cmi.core.student_name', 'cmi.core.lesson_mode', 'cmi.core.credit', MASTERY];

function newAttempt(stored) {
  if (!DONE.includes(stored.get(STATUS))) return resumed(stored);
  return new Map([...stored].filter(([name]) => KEPT.includes(name))).set(STATUS, 'not attempted').set('cmi.core.entry', 'ab-initio');
}

/* A half second written as ".5" counts as 5 hundredths. */
const time = {
  session: 'cmi.core.session_time', total: 'cmi.core.total_time', format: timespanOf,
  secondsOf: (timespan) => secondsOf(timespan.replace(/\.(\d)$/, '.0$1')),
};

const types = {
  'cmi.suspend_data': upTo(LIMIT), 'cmi.core.lesson_location': upTo(LIMIT), 'cmi.interactions.n.id': IDENTIFIER, 'cmi.interactions.n.student_response': upTo(LIMIT),
  'cmi.interactions.n.correct_responses.n.pattern': upTo(LIMIT), 'cmi.objectives.n.id': IDENTIFIER,
};

/*
 * Its page counts a value as sent when it collects it for a request, before it knows what became of that: a value that was lost goes again
 * only after another one was collected in its place. A request that finds no network is handed to a beacon, and the answer is "true".
 */
const sends = 'changes';

export const moodle = { id: 'moodle', name: 'Moodle 4.5', edition: 'scorm12', lms: { types, time, atFinish, next: review, sends }, window: 'frame', profiles: ['moodle', 'totara'] };

/* The last attempt that has reached something is what counts; the one that runs is only a look. */
export const moodleNewAttempt = {
  ...moodle, profiles: [], isLikeAnother: true, id: 'moodle-new-attempt', name: 'Moodle 4.5, new attempt forced after completion', lms: { ...moodle.lms, next: newAttempt },
  held(sessions) {
    return reportOf('scorm12', (sessions.findLast(({ stored }) => DONE.includes(stored.get(STATUS))) ?? sessions.at(-1)).stored);
  },
};

export const moodleStrict = { ...moodle, profiles: [], isLikeAnother: true, id: 'moodle-standard', name: 'Moodle 4.5 in its SCORM standard mode', lms: { time, atFinish, next: review, sends } };
