// SPDX-License-Identifier: Apache-2.0

// ibest-pack preview in a browser: what is written is seen at once, a fault is shown with its place, and the page comes back when it is mended.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { buildFolder, course, openBrowser, temporaryFolder } from './harness.mjs';
import { start } from './learner.mjs';

/** Starts it on a copy of the example course; yields { url, folder, change(file, from, to) }. */
async function startPreview(t) {
  const folder = join(temporaryFolder(t), 'course');
  cpSync(course, folder, { recursive: true });
  const child = spawn(join(buildFolder, 'packager/ibest-pack'), ['preview', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((done) => child.on('exit', (code) => done(code)));
  t.after(async () => {
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
  const [line] = await Promise.race([new Promise((done) => createInterface(child.stdout).on('line', (text) => done([text]))), ended]);
  return {
    url: /http:\/\/[^ ]+/.exec(line)[0],
    change(file, from, to) {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      assert.ok(text.includes(from), `${file} has '${from}'`);
      writeFileSync(path, text.replace(from, to));
    },
  };
}

test('a preview shows what is written at once, a fault with its place, and goes on where it was when the fault is mended', async (t) => {
  const { url, change } = await startPreview(t);
  const { modules: [{ pages: [page] }] } = JSON.parse(readFileSync(join(course, 'course.json'), 'utf8'));
  const title = /^title: (.*)$/m.exec(readFileSync(join(course, page), 'utf8'))[1];
  const browser = await (await openBrowser(t)).newPage();
  await browser.goto(url);
  await start(browser);
  await browser.locator('main h1', { hasText: title.replace(/^["']|["']$/g, '') }).waitFor();

  change(page, `title: ${title}`, 'title: Another title');
  await browser.locator('main h1', { hasText: 'Another title' }).waitFor();

  change(page, 'title: Another title', 'titel: Another title');
  await browser.getByRole('heading', { name: 'The course has a fault' }).waitFor();
  assert.match(await browser.getByRole('main').textContent(), new RegExp(`${page.replace('.', '\\.')}:\\d+: .*titel`));

  change(page, 'titel: Another title', 'title: A third title');
  await browser.locator('main h1', { hasText: 'A third title' }).waitFor();
});

test('a preview sends parts of films, refuses what is no file of the course, and changes nothing', async (t) => {
  const { url } = await startPreview(t);
  const film = await fetch(`${url}media/hurt-and-harm.mp4`, { headers: { Range: 'bytes=4-7' } });
  assert.deepEqual([film.status, await film.text(), film.headers.get('content-type')], [206, 'ftyp', 'video/mp4']);
  for (const path of ['course.json', 'media/', '%2e%2e/course.json', '..%2fcourse.json', 'ids.lock']) {
    assert.equal((await fetch(url + path)).status, 404, path);
  }
  assert.equal((await fetch(url, { method: 'DELETE' })).status, 405);
});
