// SPDX-License-Identifier: Apache-2.0

/*
 * NHS TEL's AICCShim, a page that lets an AICC LMS play a SCORM 1.2 package: it has core and suspend_data alone, an LMSCommit saves
 * nothing and sets the status back, and only LMSFinish keeps anything. A value is cut at its second "=" and at a line break.
 */
const STATUS = 'cmi.core.lesson_status';

const cut = (value) => value.split(/[\r\n]/)[0].split('=').slice(0, 2).join('=');

export default {
  id: 'aicc-shim', name: 'AICCShim before an AICC LMS', edition: 'scorm12', window: 'frame',
  differs: { keepsAtCommit: false },
  lms: {
    returns: 'boolean',
    unsupported: ['cmi.objectives', 'cmi.interactions', 'cmi.student_data', 'cmi.student_preference', 'cmi.comments', 'cmi.launch_data'],
    atCommit(lms) {
      lms.onWrite('commit', new Map(lms.stored).set(STATUS, 'not attempted'));
      return false;
    },
    atFinish: ({ stored }) => [['cmi.suspend_data', cut(stored.get('cmi.suspend_data') ?? '')]],
  },
};
