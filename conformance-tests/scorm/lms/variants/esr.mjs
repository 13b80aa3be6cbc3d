// SPDX-License-Identifier: Apache-2.0

/*
 * The JavaScript adapter of Oracle's learning management that ESR plays content with: a part of SCORM 1.2, and a way to the server by
 * lines of text, in which a line break ends a value. Each value goes as it is set, in a request that blocks; one whose request fails is refused, and
 * not sent again when it is set again. ESR's own exit posts "forceFinish": the content is taken away, and what it says then waits in a queue, which
 * the first failure empties. A window that is closed without that can send nothing any more, as the adapter knows no beacon.
 */
const TIME = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;

export default {
  id: 'esr', name: "ESR's adapter", edition: 'scorm12', window: 'frame', profiles: ['esr'], forcesFinish: true,
  lms: {
    sends: 'changes', commitsAtSet: true,
    unsupported: ['cmi.objectives', 'cmi.interactions', 'cmi.student_data', 'cmi.student_preference', 'cmi.comments_from_lms', 'cmi.core.score.min', 'cmi.core.score.max'],
    types: { 'cmi.core.session_time': TIME },
    atFinish: ({ stored }) => [...stored].filter(([, value]) => /[\r\n]/.test(value)).map(([name, value]) => [name, value.split(/[\r\n]/)[0]]),
  },
};
