// SPDX-License-Identifier: Apache-2.0

// A SCORM LMS for one learner: serves an unpacked package and the page around it, and is the memory between two launches.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { serve } from '../../browser/harness.mjs';
import { StrictLms } from '../../../packager/player/fixtures/strict_lms.mjs';
import { STANDARDS } from './report.mjs';
import { heldBy, shownBy } from './variants.mjs';

let script = null;

/* One script for all LMSs of a test. */
function pageScript() {
  script ??= esbuild.build({ entryPoints: [fileURLToPath(new URL('page.mjs', import.meta.url))], bundle: true, format: 'iife', write: false })
    .then(({ outputFiles: [file] }) => file.text);
  return script;
}

function pageOf(launch) {
  return `<!doctype html><html lang="en"><head><title>LMS</title></head><body style="margin:0">
<script type="application/json" id="launch">${JSON.stringify(launch).replaceAll('<', '\\u003c')}</script><script src="/page.js"></script></body></html>`;
}

/* The page of an LMS that opens another one for the package and the API. */
const OPENER = `<!doctype html><html lang="en"><head><title>LMS</title></head><body><script>open('/launch', 'course', 'width=1024,height=768')</script></body></html>`;

/* What a launch begins with: the variant's start, or what it makes of the last session. */
function beginningOf(variant, last) {
  const standard = STANDARDS[variant.edition];
  return last === undefined ? { ...standard.start, ...variant.start } : Object.fromEntries(new StrictLms(variant.lms, Object.fromEntries(last.stored), standard).next());
}

class Sessions {
  constructor(variant) {
    this.variant = variant;
    this.all = [];
  }

  begin() {
    const stored = beginningOf(this.variant, this.all.at(-1));
    this.all.push({ stored: new Map(Object.entries(stored)), number: 0, ended: false, faults: [] });
    return { edition: this.variant.edition, id: this.variant.id, session: this.all.length - 1, stored };
  }

  write({ session, number, call, stored, faults }) {
    const one = this.all[session];
    if (number > one.number) Object.assign(one, { number, stored: new Map(Object.entries(stored)), faults });
    one.ended ||= call === 'finish';
  }
}

/**
 * Starts the LMS `variant` (variants.mjs) for the package unpacked in `folder`. Yields { url, sessions, held(), shown(), launch(context) }: sessions as
 * { stored, ended, faults }, in their order; launch() yields { frame, close() }, the frame being the package's and close() closing the window it is in.
 */
export async function startScormLms(t, folder, variant) {
  const sessions = new Sessions(variant);
  const url = await serve(t, { package: folder }, {
    'GET /launch': async () => [200, pageOf(sessions.begin()), 'text/html; charset=utf-8'],
    'GET /open': async () => [200, OPENER, 'text/html; charset=utf-8'],
    'GET /page.js': async () => [200, await pageScript(), 'text/javascript'],
    'POST /write': async (body) => {
      sessions.write(JSON.parse(body));
      return [204, ''];
    },
  }, variant.serving);

  async function launch(context) {
    const page = await context.newPage();
    const opened = variant.window === 'frame' ? null : page.waitForEvent('popup');
    await page.goto(`${url}${variant.window === 'popup' ? '/open' : '/launch'}`);
    const window = await (opened ?? page);
    return { page: window, frame: variant.window === 'opener' ? window : window.frameLocator('iframe'), close: () => window.close({ runBeforeUnload: true }) };
  }
  return { url, sessions: sessions.all, held: () => heldBy(variant, sessions.all), shown: () => shownBy(variant, sessions.all), launch };
}
