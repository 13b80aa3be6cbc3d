// SPDX-License-Identifier: Apache-2.0

// LMSs that keep to the standards to the letter. The second one opens a window for the package, which then finds the API at its opener.
export const strict12 = { id: 'strict', name: 'SCORM 1.2 to the letter', edition: 'scorm12', lms: {}, window: 'frame' };

export const strict12Opener = { ...strict12, id: 'strict-window', name: 'SCORM 1.2 to the letter, in a window of its own', window: 'opener', isLikeAnother: true };

export const strict2004 = { id: 'strict', name: 'SCORM 2004 to the letter', edition: 'scorm2004', lms: {}, window: 'frame' };
