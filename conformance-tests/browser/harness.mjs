// SPDX-License-Identifier: Apache-2.0

// What every browser test needs: a built package unpacked, the LRS running, a web server for a folder, and Chromium; each ends with its test.
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startChromium } from '../../packager/player/fixtures/chromium.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const buildFolder = process.env.IBEST_BUILD ?? join(root, 'build/dev');
/** Where our courses are. */
export const content = join(root, 'content');
export const course = join(content, 'ibest');

/** Every course of ours. */
export const courses = readdirSync(content).map((name) => join(content, name)).filter((folder) => existsSync(join(folder, 'course.json')));

/** A small course with each kind of page and question. */
export const everyKind = join(root, 'conformance-tests/content/valid/each-kind-of-question');

/** What ibest-pack made for one test need not be made again for the next: what a cache holds is in its name, and none changes a package (conformance-tests/scorm). */
export const packingCache = join(buildFolder, 'conformance-tests/packing-cache');

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.mp4': 'video/mp4', '.vtt': 'text/vtt', '.jpg': 'image/jpeg', '.png': 'image/png', '.pdf': 'application/pdf',
};

/** A folder that is gone when the test `t` ends. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'ibest-browser-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Builds a package of the example course with ibest-pack and unpacks it as an LMS would; yields the folder. */
export const unpackedPackage = (t, ...options) => unpackedPackageOf(t, course, ...options);

/** As unpackedPackage(), of the course in the folder `source`. */
export function unpackedPackageOf(t, source, ...options) {
  const folder = temporaryFolder(t);
  execFileSync(join(buildFolder, 'packager/ibest-pack'), ['build', source, '--cache', packingCache, ...options, '--output', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const unpacked = join(folder, 'unpacked');
  const zips = execFileSync('find', [folder, '-name', '*.zip'], { encoding: 'utf8' }).trim().split('\n');
  if (zips.length !== 1) throw new Error(`one zip expected, not ${zips.length}`);
  execFileSync('unzip', ['-q', zips[0], '-d', unpacked]);
  return unpacked;
}

async function listen(t, server) {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Sends a file, with byte ranges unless told otherwise: video players need them for seeking. */
function sendFile(request, response, file, { types, ranges }) {
  const size = statSync(file).size;
  const range = ranges ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') : null;
  const start = range ? Number(range[1]) : 0;
  const end = range && range[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  const headers = { 'Content-Type': types[extname(file)] ?? TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Length': end - start + 1 };
  if (ranges) headers['Accept-Ranges'] = 'bytes';
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  response.writeHead(range ? 206 : 200, headers);
  createReadStream(file, { start, end }).pipe(response);
}

async function readBody(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/**
 * A web server: `routes` maps "METHOD /path" to async (body, request) => [status, content, type, headers]; every other GET is a file below one of `folders`, an object that
 * maps a path's first part to a folder, sent with `types` (by a name's ending) in place of the usual ones, and with byte ranges unless `ranges` is false.
 */
export async function serve(t, folders, routes = {}, { types = {}, ranges = true } = {}) {
  async function reply(request, response) {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const route = routes[`${request.method} ${path}`];
    if (route) {
      const [status, content, type, headers] = await route(await readBody(request), request);
      response.writeHead(status, { 'Content-Type': type ?? 'application/json', ...headers }).end(content);
      return;
    }
    const [, first, ...rest] = normalize(path).split('/');
    const file = folders[first] && join(folders[first], ...rest);
    if (request.method === 'GET' && file && existsSync(file) && statSync(file).isFile()) {
      sendFile(request, response, file, { types, ranges });
      return;
    }
    response.writeHead(404).end();
  }
  /* A page that is closed in the middle of a request is nobody's fault. */
  const server = createServer((request, response) => reply(request, response).catch((fault) => {
    if (fault.code !== 'ECONNRESET') throw fault;
  }));
  return listen(t, server);
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Starts ibest-lrs on an empty store; yields { url, stop(), start(), credential(name, ...scopes), get(credential, path), stateOf(credential, query) }. */
export async function startLrs(t) {
  const store = `sqlite:${join(temporaryFolder(t), 'lrs.db')}`;
  const program = join(buildFolder, 'lrs/ibest-lrs');
  const url = `http://127.0.0.1:${await freePort()}`;
  let running = null;
  async function start() {
    const child = spawn(program, ['serve', '--listen', url.slice('http://'.length), '--store', store], { stdio: 'ignore' });
    running = { child, ended: new Promise((done) => child.on('exit', done)) };
    await until('the LRS is ready', async () => (await fetch(`${url}/health/ready`).catch(() => ({ ok: false }))).ok);
  }
  async function stop() {
    running.child.kill('SIGTERM');
    await running.ended;
  }
  async function get({ key, secret }, path) {
    const headers = { Authorization: `Basic ${btoa(`${key}:${secret}`)}`, 'X-Experience-API-Version': '1.0.3' };
    const answer = await fetch(url + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  t.after(stop);
  await start();
  return {
    url, start, stop,
    run: (...options) => execFileSync(program, [...options, '--store', store], { encoding: 'utf8', maxBuffer: 1 << 28 }),
    credential(name, ...scopes) {
      const scope = scopes.flatMap((one) => ['--scope', one]);
      return JSON.parse(execFileSync(program, ['credential', 'create', '--store', store, '--name', name, ...scope, '--json'], { encoding: 'utf8' }));
    },
    get,
    /** The player's own State document, of those that `query` { activityId, agent, registration } names; "" if there is none. */
    async stateOf(credential, query) {
      const path = (more) => `/xapi/activities/state?${new URLSearchParams({ ...query, ...more })}`;
      const ids = await get(credential, path({}));
      const own = ids.find((stateId) => stateId !== 'LMS.LaunchData');
      return own === undefined ? '' : JSON.stringify(await get(credential, path({ stateId: own })));
    },
  };
}

/* One Chromium serves all tests of a file, as starting it takes longer than most of them. */
let browser = null;
after(async () => (await browser)?.close());

/** A browser context with an empty profile and a screen of a PC's size. Errors of a page's scripts are gathered in `context.faults`. */
export async function openBrowser(t, viewport = { width: 1280, height: 900 }) {
  browser ??= startChromium();
  const context = await (await browser).newContext({ viewport });
  t.after(() => context.close());
  context.setDefaultTimeout(15_000);
  context.faults = [];
  context.on('weberror', (fault) => context.faults.push(String(fault.error())));
  return context;
}

/** Asks `condition` until it holds; fails with `what` after 15 s. */
export async function until(what, condition) {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const result = await condition();
    if (result) return result;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited in vain until ${what}`);
}
