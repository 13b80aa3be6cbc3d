// SPDX-License-Identifier: Apache-2.0

// An LMS made with scorm-again: a page that holds the SCORM 1.2 API and plays the package in a frame, and a server that keeps what was committed.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './harness.mjs';

const scormAgain = resolve(dirname(fileURLToPath(import.meta.url)), '../../node_modules/scorm-again/dist');

/*
 * Commits travel by beacon, because a browser lets nothing else out of a page that is closing; the server is the only memory between two launches. One beacon can
 * overtake another, so each carries its launch and its number.
 */
const script = `
  const saved = JSON.parse(document.getElementById('saved').textContent);
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  window.API.loadFromJSON(saved, '');
  const sets = {};
  const setValue = window.API.LMSSetValue.bind(window.API);
  window.API.LMSSetValue = (element, value) => {
    sets[element] = value;
    return setValue(element, value);
  };
  let number = 0;
  const send = (call) => {
    number += 1;
    const message = { launch: performance.timeOrigin, number, call, sets, cmi: window.API.renderCMIToJSONObject().cmi };
    if (!navigator.sendBeacon('/commit', JSON.stringify(message))) throw new Error('the browser took no beacon');
  };
  window.API.on('LMSCommit', () => send('LMSCommit'));
  window.API.on('LMSFinish', () => send('LMSFinish'));
`;

function page(saved) {
  return `<!doctype html><html lang="en"><head><title>LMS</title><script src="/scorm-again/scorm12.min.js"></script></head>
<body style="margin:0"><script type="application/json" id="saved">${JSON.stringify(saved).replaceAll('<', '\\u003c')}</script><script>${script}</script>
<iframe title="Course" src="/package/index.html" style="width:100vw;height:100vh;border:0" allow="fullscreen"></iframe></body></html>`;
}

/** What the learner's next launch begins with, by SCORM 1.2: resume only after exit "suspend". */
function nextLaunch(cmi) {
  const core = cmi?.core ?? {};
  return {
    core: {
      student_id: 'learner-1', student_name: 'Learner, Synthetic', credit: 'credit', lesson_mode: 'normal',
      lesson_status: core.lesson_status || 'not attempted', lesson_location: core.lesson_location ?? '',
      entry: !cmi ? 'ab-initio' : core.exit === 'suspend' ? 'resume' : '',
      score: { raw: core.score?.raw ?? '' }, total_time: core.total_time || '0000:00:00.00',
    },
    suspend_data: cmi?.suspend_data ?? '',
  };
}

/** Starts the LMS for the unpacked package; yields { url, commits, last() }. `commits` is every { call, cmi, sets } that arrived, in the order of calling: the
 *  LMS's data, and the values as the package wrote them. */
export async function startScormLms(t, packageFolder) {
  const commits = [];
  const last = () => commits.at(-1)?.cmi;
  const url = await serve(t, { package: packageFolder, 'scorm-again': scormAgain }, {
    'GET /launch': async () => [200, page({ cmi: nextLaunch(last()) }), 'text/html; charset=utf-8'],
    'POST /commit': async (body) => {
      commits.push(JSON.parse(body));
      commits.sort((left, right) => left.launch - right.launch || left.number - right.number);
      return [204, ''];
    },
  });
  return { url, commits, last };
}

/** Launches the package in a page of its own; yields { page, frame }, the frame being the package's. */
export async function launchScorm(context, lms) {
  const page = await context.newPage();
  await page.goto(`${lms.url}/launch`);
  return { page, frame: page.frameLocator('iframe') };
}
