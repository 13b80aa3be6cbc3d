// SPDX-License-Identifier: Apache-2.0

/*
 * The script of the LMS's page: a StrictLms as the API, every write carried to the server, and the package in a frame or a window. A write is a
 * synchronous request, as LMSs make it, and a beacon once the page is closing, when a browser lets nothing else out; or what else the variant says.
 */
import { StrictLms } from '../../../packager/player/fixtures/strict_lms.mjs';
import { STANDARDS } from './report.mjs';
import { variantOf } from './variants.mjs';

const { edition, id, session, stored } = JSON.parse(document.getElementById('launch').textContent);
const variant = variantOf(edition, id);
const standard = STANDARDS[edition];
const lms = new StrictLms(variant.lms, stored, standard);
let number = 0;

function request(message) {
  const call = new XMLHttpRequest();
  call.open('POST', '/write', false);
  call.send(message);
  return call.status === 204;
}

/* What is said after "forceFinish": one request after the other, until the first that fails. */
const queue = { last: Promise.resolve(), hasFailed: false };

function enqueue(message) {
  const send = async () => {
    if (queue.hasFailed) return;
    const answer = await fetch('/write', { method: 'POST', body: message }).catch(() => ({ ok: false }));
    queue.hasFailed = !answer.ok;
  };
  queue.last = queue.last.then(send);
  return true;
}

let isForced = false;

/* One beacon may overtake another: each message has its number. */
lms.onWrite = (call, data) => {
  number += 1;
  const message = JSON.stringify({ session, number, call, data: Object.fromEntries(data), faults: lms.faults });
  if (isForced) return enqueue(message);
  if (call === 'finish' && variant.finishesByBeacon) return navigator.sendBeacon('/write', message);
  try {
    return request(message);
  } catch {
    if (variant.forcesFinish) return false;
    return navigator.sendBeacon('/write', message);
  }
};

function showFrame() {
  const frame = document.createElement('iframe');
  Object.assign(frame, { title: 'Course', src: '/package/index.html', allow: 'fullscreen' });
  frame.style.cssText = 'width:100vw;height:100vh;border:0';
  document.body.append(frame);
  return () => frame.remove();
}

function openWindow() {
  const opened = window.open('/package/index.html', 'course');
  return () => opened.close();
}

function forceFinish() {
  isForced = true;
  document.querySelector('iframe').src = 'about:blank';
}

/* For whoever closes the window: resolves when nothing is on its way any more. */
window.lastWord = () => queue.last;

window.addEventListener('message', ({ data, origin }) => {
  if (variant.forcesFinish && data === 'forceFinish' && origin === window.location.origin) forceFinish();
});

window[standard.object] = lms.API;
const close = variant.window === 'opener' ? openWindow() : showFrame();
if (variant.closesAtEmptyExit) {
  lms.variant.atSet = (_, element, value) => element === standard.exit && value === '' && setTimeout(close, 0);
}
