// SPDX-License-Identifier: Apache-2.0

// The tool that makes films, without the programs that it runs: a film's text files, and what it tells authors.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkSize } from './encoding.mjs';
import { Fault } from './fault.mjs';
import { chaptersOf, narrate, SAMPLE_RATE } from './narration.mjs';
import { pictures } from './pictures.mjs';
import { contrast, readFilm } from './slides_file.mjs';
import { transcript, webVtt, wrap } from './texts.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const content = path.dirname(here.replace(/\/$/, ''));

const SLIDE = { heading: 'One', line: 'and only', picture: 'sun', sentences: ['It shines.'] };

/** The film of slides and of what films.mjs exports, in a folder that ends with the test. */
function filmOf(t, slides, { common, own = '' } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'films-'));
  t.after(() => rmSync(folder, { recursive: true }));
  if (common) writeFileSync(path.join(folder, 'films.mjs'), common);
  const file = path.join(folder, 'a.slides.mjs');
  writeFileSync(file, `export const title = 'A';\nexport const slides = ${JSON.stringify(slides)};\n${own}`);
  return readFilm(file);
}

const refused = (t, slides, message, exports) => assert.rejects(filmOf(t, slides, exports), (error) => error instanceof Fault && message.test(error.message));

/* Speech of so many seconds for every sentence. */
const saying = (seconds) => () => Buffer.alloc(Math.round(seconds * SAMPLE_RATE) * 2);

const filmsOfCourses = readdirSync(content, { recursive: true }).filter((file) => file.endsWith('.slides.mjs')).map((file) => path.join(content, file));

test('there are films in more than one course', () => assert.ok(new Set(filmsOfCourses.map(path.dirname)).size > 1));

for (const file of filmsOfCourses) {
  test(`${path.relative(content, file)} says what its captions, chapters and transcript say`, async () => {
    const film = await readFilm(file);
    const written = (suffix) => readFileSync(film.stem + suffix, 'utf8');
    assert.equal(written('.transcript.md'), transcript(film));
    const texts = (vtt) => vtt.split('\n\n').slice(1).map((cue) => cue.trimEnd().split('\n').slice(1).join('\n'));
    const cues = film.slides.flatMap(({ sentences }) => sentences.map((text) => ({ start: 0, end: 1, text })));
    assert.deepEqual(texts(written('.vtt')), texts(webVtt(cues, wrap)));
    const ends = film.slides.map((_, index) => index + 1);
    assert.deepEqual(texts(written('.chapters.vtt')), texts(webVtt(chaptersOf(film.slides, ends))));
  });
}

test('a course gives footer, colours and drawings to its films, and a film may say otherwise', async (t) => {
  const common = `export const footer = 'ours'; export const colours = { line: '#000000' };
    export const pictures = { cat: { seen: 'a cat', strokes: '<path/>' } };`;
  const film = await filmOf(t, [{ ...SLIDE, picture: 'cat' }], { common, own: `export const footer = 'mine';` });
  assert.equal(film.footer, 'mine');
  assert.deepEqual([film.colours.line, film.colours.ink], ['#000000', '#12312b']);
  assert.match(transcript(film), /^\*On screen: the title, “One” and, below it, “and only”, beside a cat\.\*\n\nIt shines\.\n$/);
});

test('a slide without text is told with its number and what to write', async (t) => {
  await refused(t, [SLIDE, { ...SLIDE, heading: ' ' }], /a\.slides\.mjs: slide 2 \(' '\): the slide has no heading; write heading: '…'/);
  await refused(t, [{ ...SLIDE, sentences: [] }], /slide 1 \('One'\): nothing is said/);
  await refused(t, [{ ...SLIDE, sentences: ['A.', ''] }], /nothing is said, or an empty sentence/);
});

test('what a slide cannot have is told with what it can have', async (t) => {
  await refused(t, [{ ...SLIDE, headline: 'x' }], /there is no 'headline' in a slide; it has heading, line/);
  await refused(t, [{ ...SLIDE, picture: 'dragon' }], /there is no drawing 'dragon'; take one of bell, .*films\.mjs/);
  await refused(t, [SLIDE, { ...SLIDE, chapter: 'Late' }], /slide 1 \('One'\) begins no chapter/);
  await refused(t, [], /has no slides/);
});

test('colours that many cannot tell from the paper are refused', async (t) => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  await refused(t, [SLIDE], /ink #999999 on paper #f4f8f7 has a contrast of 2\.\d.*needs 4\.5/, { common: `export const colours = { ink: '#999999' };` });
  await refused(t, [SLIDE], /the colour line is 'green'/, { common: `export const colours = { line: 'green' };` });
  await refused(t, [SLIDE], /there is no colour 'red'/, { common: `export const colours = { red: '#ff0000' };` });
});

test('captions are as long as what is said, and the next slide comes after a pause', async (t) => {
  const film = await filmOf(t, [{ ...SLIDE, chapter: 'One', sentences: ['a', 'b'] }, { ...SLIDE, pause: 1 }]);
  const { audio, cues, ends } = narrate(film, saying(2));
  assert.deepEqual(cues.map(({ start, end }) => [start, end].map((at) => Math.round(at * 100) / 100)), [[0.8, 2.8], [3.25, 5.25], [6.3, 8.3]]);
  assert.equal(audio.length / 2 / SAMPLE_RATE, ends[1]);
  assert.deepEqual(chaptersOf(film.slides, ends), [{ text: 'One', start: 0, end: ends[1] }]);
});

test('speech of more than three minutes and films of more than 3 MB are refused with what to do', async (t) => {
  const film = await filmOf(t, [{ ...SLIDE, sentences: ['a', 'b'] }]);
  assert.throws(() => narrate(film, saying(90)), /a\.slides\.mjs: the speech lasts 3:02, .* 3:00; say less, or make two films/);
  narrate(film, saying(88));
  assert.throws(() => checkSize('a.slides.mjs', 3_400_000), /a\.slides\.mjs: the film has 3\.4 MB, .* 3; say less/);
  checkSize('a.slides.mjs', 3_000_000);
});

test('a caption is broken in its middle, and signs that WebVTT reads are escaped', () => {
  assert.equal(wrap('Do not lift anybody under the armpits, or pull them.'), 'Do not lift anybody under\nthe armpits, or pull them.');
  assert.equal(wrap('x'.repeat(50)), 'x'.repeat(50));
  assert.match(webVtt([{ start: 0, end: 61.5, text: 'a < b & c' }]), /00:00:00\.000 --> 00:01:01\.500\na &lt; b &amp; c\n$/);
});

test('every drawing says what it shows', () => {
  for (const [name, { seen, strokes }] of Object.entries(pictures)) assert.ok(seen && /^<(path|circle)/.test(strokes), name);
});

/** How the command ends on a machine that has the programs named only. */
function run(...files) {
  const { status, stderr } = spawnSync(process.execPath, [path.join(here, 'make-video.mjs'), ...files], { encoding: 'utf8', env: { PATH: here } });
  return [status, stderr];
}

test('programs that are missing are all named at once, with how to install them', () => {
  assert.deepEqual(run(filmsOfCourses[0]),
    [3, 'there is no chromium, no espeak-ng, no ffmpeg here; install: apt-get install chromium espeak-ng ffmpeg\n']);
});

test('a command without files, or with one that is not there, says so', () => {
  assert.deepEqual(run(), [2, 'usage: node make-video.mjs COURSE/media/NAME.slides.mjs…\n']);
  assert.deepEqual(run('none.slides.mjs'), [1, 'none.slides.mjs: there is no such file\n']);
  assert.deepEqual(run('film.mp4'), [1, 'film.mp4: what a film is made of is called NAME.slides.mjs\n']);
});
