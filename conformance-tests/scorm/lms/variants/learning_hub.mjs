// SPDX-License-Identifier: Apache-2.0

/*
 * NHS England's Learning Hub, by LearningHub.Nhs.WebUI: its API answers with booleans and numbers, its server reads session times
 * without the first digit of the hours and no more than ten hours, a launch after an end begins afresh, and a completion is recorded once, and
 * only if it took some time. It opens a window of its own for the API and the frame with the package, and sends the end of a session by
 * a beacon. Films go out under the type of a play list, without byte ranges.
 */
import { reportOf } from '../report.mjs';
import { secondsOf } from '../../../../packager/player/fixtures/strict_lms12.mjs';

const STATUS = 'cmi.core.lesson_status';
const ENDED = ['completed', 'passed', 'failed'];
const CLEARED = ['cmi.suspend_data', 'cmi.core.lesson_location', 'cmi.core.score.raw', 'cmi.core.score.min', 'cmi.core.score.max'];
const HOURS_MAX = 10;

const below = (max) => (value) => value.length < max;
const NO_BLANK = /^\S{1,255}$/;
const RESPONSES = {
  'choice': /^\w(,\w){0,25}$/, 'true-false': /^(0|1|t|f|true|false)$/, 'matching': /^\w\.\w(,\w\.\w)*$/, 'sequencing': /^\w+(,\w+)*$/,
  'performance': /^[\s\S]{1,255}$/, 'numeric': /^\d+(\.\d+)?$/,
};
const response = (value, sibling) => (RESPONSES[sibling('type')] ?? /^/).test(value);

/* A score is stored as decimal(16,2), whatever its range. */
const SCORE = /^(-?\d{1,14}(\.\d+)?|)$/;

function next(stored) {
  const afresh = ENDED.includes(stored.get(STATUS));
  const begun = new Map([...stored].filter(([name]) => !afresh || !CLEARED.includes(name)));
  return begun.set(STATUS, 'incomplete').set('cmi.core.entry', stored.get('cmi.core.exit') === 'suspend' ? 'resume' : '');
}

/** The seconds that the server reads: it takes the hours from their second character on. */
export function secondsRead(timespan) {
  return Math.min(secondsOf(timespan.slice(1)), HOURS_MAX * 3600);
}

/* The first session that ended the course, and took some time for it; the rest of the sessions only add their time. */
function held(sessions) {
  const seconds = ({ stored }) => secondsRead(stored.get('cmi.core.session_time') ?? '0000:00:00');
  const recorded = sessions.find((session) => ENDED.includes(session.stored.get(STATUS)) && seconds(session) > 0);
  const report = reportOf('scorm12', (recorded ?? sessions.at(-1)).stored);
  const status = recorded === undefined && ENDED.includes(report.status) ? 'incomplete' : report.status;
  const score = Number(report.score) === 0 && !['passed', 'failed'].includes(status) ? '' : report.score;
  return { ...report, status, score, seconds: sessions.reduce((sum, session) => sum + seconds(session), 0) };
}

export default {
  id: 'learninghub', name: 'NHS Learning Hub', edition: 'scorm12', window: 'popup', finishesByBeacon: true, held, showsLast: true, profiles: ['learninghub'],
  start: { 'cmi.student_data.mastery_score': '100' },
  lms: {
    returns: { set: 'boolean', commit: 'boolean', lastError: 'number' }, next,
    types: {
      'cmi.suspend_data': below(64000), 'cmi.core.lesson_location': below(256), 'cmi.core.score.raw': SCORE, 'cmi.core.score.min': SCORE, 'cmi.core.score.max': SCORE,
      'cmi.interactions.n.id': NO_BLANK, 'cmi.interactions.n.student_response': response, 'cmi.interactions.n.correct_responses.n.pattern': response,
    },
    atFinish: ({ stored }) => (stored.get(STATUS) === 'not attempted' ? [[STATUS, 'incomplete']] : []),
  },
  serving: { types: { '.mp4': 'application/x-mpegURL' }, ranges: false },
};
