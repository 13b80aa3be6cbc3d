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
    /* "up"; "falling", which the next write makes "down": it is lost, and so is all that follows until it is up again. */
    this.network = 'up';
    this.lost = [];
  }

  begin() {
    const stored = beginningOf(this.variant, this.all.at(-1));
    this.all.push({ stored: new Map(Object.entries(stored)), number: 0, ended: false, faults: [] });
    return { edition: this.variant.edition, id: this.variant.id, session: this.all.length - 1, stored };
  }

  /* Whether a request arrives. One that breaks a falling network does not. */
  reaches(request, { breaks }) {
    if (this.network === 'falling' && breaks) this.network = 'down';
    if (this.network === 'down') request.socket.destroy();
    return this.network !== 'down';
  }

  /* Of messages that carry everything the last one counts; changes are added to what is there. */
  write({ session, number, call, data, faults }) {
    const one = this.all[session];
    const kept = this.variant.lms.sends === 'changes' ? one.stored : [];
    if (number > one.number) Object.assign(one, { number, stored: new Map([...kept, ...Object.entries(data)]), faults });
    one.ended ||= call === 'finish';
  }
}

/* As the LMS's own exit does it; it closes the window once the package has said its last word, or cannot any more. */
async function forceFinish(page) {
  await page.evaluate(() => window.postMessage('forceFinish', window.location.origin));
  await page.locator('iframe').contentFrame().locator('body:empty').waitFor({ state: 'attached' });
  await page.evaluate(() => window.lastWord());
}

/**
 * Starts the LMS `variant` (variants.mjs) for the package unpacked in `folder`. Yields { url, sessions, held(), shown(), setNetwork(state), launch(context) }:
 * sessions as { stored, ended, faults }, in their order; launch() yields { frame, close() }, the frame being the package's and close() closing the window it is in.
 * setNetwork("falling") loses what is written next and all that follows, until setNetwork("up"); hasLost(call) tells whether it has lost a "commit"
 * or a "finish".
 */
export async function startScormLms(t, folder, variant) {
  const sessions = new Sessions(variant);
  const url = await serve(t, { package: folder }, {
    'GET /launch': async () => [200, pageOf(sessions.begin()), 'text/html; charset=utf-8'],
    'GET /open': async () => [200, OPENER, 'text/html; charset=utf-8'],
    'GET /page.js': async () => [200, await pageScript(), 'text/javascript'],
    'POST /write': async (body, request) => {
      const message = JSON.parse(body);
      if (sessions.reaches(request, { breaks: true })) sessions.write(message);
      else sessions.lost.push(message.call);
      return [204, ''];
    },
    'HEAD /package/index.html': async (_, request) => {
      sessions.reaches(request, { breaks: false });
      return [200, ''];
    },
  }, variant.serving);

  async function launch(context) {
    const page = await context.newPage();
    const opened = variant.window === 'frame' ? null : page.waitForEvent('popup');
    await page.goto(`${url}${variant.window === 'popup' ? '/open' : '/launch'}`);
    const window = await (opened ?? page);
    const close = async () => {
      if (variant.forcesFinish) await forceFinish(window);
      await window.close({ runBeforeUnload: true });
    };
    return { page: window, close, frame: variant.window === 'opener' ? window : window.frameLocator('iframe') };
  }
  return {
    url, sessions: sessions.all, launch, held: () => heldBy(variant, sessions.all), shown: () => shownBy(variant, sessions.all),
    hasLost: (call) => sessions.lost.includes(call),
    setNetwork(state) {
      sessions.network = state;
    },
  };
}
