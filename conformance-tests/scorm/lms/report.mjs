// SPDX-License-Identifier: Apache-2.0

// What a report of an LMS shows of a session's data.
import { SCORM12 } from '../../../packager/player/fixtures/strict_lms12.mjs';
import { SCORM2004 } from '../../../packager/player/fixtures/strict_lms2004.mjs';

export const STANDARDS = { scorm12: SCORM12, scorm2004: SCORM2004 };

const reports = {
  scorm12: (stored) => ({ status: stored.get('cmi.core.lesson_status'), score: stored.get('cmi.core.score.raw') ?? '', location: stored.get('cmi.core.lesson_location') ?? '' }),
  scorm2004: (stored) => ({ status: stored.get('cmi.completion_status'), success: stored.get('cmi.success_status'), score: stored.get('cmi.score.raw') ?? '', location: stored.get('cmi.location') ?? '' }),
};

/** `stored` is the session's data, a Map. */
export function reportOf(edition, stored) {
  const { time } = STANDARDS[edition];
  return { ...reports[edition](stored), suspend_data: stored.get('cmi.suspend_data') ?? '', seconds: time.secondsOf(stored.get(time.total) ?? time.format(0)) };
}
