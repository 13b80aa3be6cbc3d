// SPDX-License-Identifier: Apache-2.0

/*
 * The player of Digital Learning Solutions (DLS-LEGACY, scoplayer): only "passed" and "completed" count, all else is "started"; nothing
 * of a session is given back to the next one; a score counts from 1 on, and when an exit was set; an empty exit closes the window.
 */
import { reportOf } from '../report.mjs';

const STATUS = 'cmi.core.lesson_status';
const MASTERY = 'cmi.student_data.mastery_score';
const SCORE = 'cmi.core.score.raw';
const COUNTS = ['passed', 'completed'];
const KEPT = ['cmi.core.student_id', 'cmi.core.student_name', 'cmi.core.lesson_mode', 'cmi.core.credit', 'cmi.core.total_time', STATUS, SCORE, MASTERY];

function atFinish({ stored }) {
  const status = stored.get(STATUS) === 'not attempted' ? 'completed' : stored.get(STATUS);
  const mastery = stored.get(MASTERY) ?? '';
  const judged = status === 'completed' && mastery !== '' ? (Number(stored.get(SCORE) ?? 0) >= Number(mastery) ? 'passed' : 'failed') : status;
  return [[STATUS, judged]];
}

function held(sessions) {
  const report = reportOf('scorm12', (sessions.findLast(({ stored }) => COUNTS.includes(stored.get(STATUS))) ?? sessions.at(-1)).stored);
  return { ...report, status: COUNTS.includes(report.status) ? report.status : 'started', score: Number(report.score) >= 1 ? report.score : '', suspend_data: '', location: '' };
}

export default {
  id: 'dls', name: 'Digital Learning Solutions', edition: 'scorm12', window: 'frame', closesAtEmptyExit: true, held, profiles: ['dls'],
  differs: { resumes: false, statusHalfway: 'started' },
  lms: {
    returns: { initialize: 'text', set: 'boolean', commit: 'boolean', lastError: 'number' }, atFinish,
    next: (stored) => new Map([...stored].filter(([name]) => KEPT.includes(name))).set('cmi.core.entry', ''),
  },
};
