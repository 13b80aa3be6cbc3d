// SPDX-License-Identifier: Apache-2.0

// Printed documents, as programs see them that share no code with the packager: qpdf and poppler.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { handouts, unpackElsewhere } from './handouts.mjs';
import { elementsOf, openPdf, shownOn, streamOf, textOf } from './pdf.mjs';

const run = (program, ...values) => execFileSync(program, values, { encoding: 'utf8', maxBuffer: 1 << 28 });
const wordsOf = (text) => text.match(/[\p{L}\p{N}]+/gu);

/* What a box is called that has no title of its own. */
const TITLES = { IMPORTANT: 'Important', WARNING: 'Warning', DO: 'Do', DONT: "Don't" };

/** The words of Markdown that a reader gets to read: no addresses, no signs. */
function wordsOfSource(source) {
  const body = source.replace(/^---\n[^]*?\n---\n/, '')
    .replace(/^[>\s]*\[!(\w+)\](.*)$/gm, (_, kind, title) => title.trim() || (TITLES[kind] ?? ''))
    .replace(/!\[[^\]]*\]\([^)\s]+(?: "([^"]*)")?\)/g, '$1')
    .replace(/\]\((?:[^()]|\([^()]*\))*\)/g, ']')
    .replace(/^([>\s]*)(?:[-*] \[[ x]\]|\d+\. )/gm, '$1');
  return wordsOf(body);
}

/** The lines of poppler's view of the structure that are text, from the title on. */
function readAloud(file) {
  const lines = run('pdfinfo', '-struct-text', file).split('\n').filter((line) => /^ *"/.test(line));
  return lines.map((line) => line.trim().slice(1, -1)).filter((text) => !/^(•|\d+\.) $/.test(text)).join(' ');
}

for (const handout of handouts) {
  const pdf = openPdf(handout.pdf);
  const elements = elementsOf(pdf);

  test(`${handout.name}: qpdf finds no fault`, () => run('qpdf', '--check', handout.pdf));

  test(`${handout.name}: the file says that it is tagged, its language and its title`, () => {
    const [, , title] = /^title: ("?)(.*)\1$/m.exec(handout.source);
    assert.match(run('pdfinfo', handout.pdf), /^Tagged: +yes$/m);
    assert.equal(textOf(pdf.root['/Lang']), handout.language);
    assert.equal(textOf(pdf.information['/Title']), title);
    assert.equal(pdf.root['/ViewerPreferences']['/DisplayDocTitle'], true);
    assert.ok(!('/CreationDate' in pdf.information) && !('/ModDate' in pdf.information));
  });

  test(`${handout.name}: fonts are in the file, with what their signs mean`, () => {
    const fonts = run('pdffonts', handout.pdf).trim().split('\n').slice(2);
    assert.ok(fonts.length >= 2);
    fonts.forEach((font) => assert.match(font, /CID TrueType +Identity-H +yes yes yes/));
  });

  test(`${handout.name}: all that is shown belongs to one element or is an artifact`, () => {
    for (const page of pdf.pages) {
      const { shown, isClosed } = shownOn(pdf, page);
      assert.ok(isClosed && shown.length > 0);
      shown.forEach(({ operator, marked }) => assert.equal(marked.length, 1, `${operator} in ${marked}`));
    }
  });

  test(`${handout.name}: the foot of each page is an artifact that says so (PDF/UA-1, 7.8)`, () => {
    for (const page of pdf.pages) {
      const feet = shownOn(pdf, page).shown.filter(({ kind }) => /\/Pagination \/Subtype \/Footer/.test(kind));
      assert.equal(feet.length, 2);
    }
  });

  test(`${handout.name}: lists, tables and their parts stand in what may hold them (ISO 32000-1, 14.8.4)`, () => {
    const PARENTS = { LI: /^L$/, Lbl: /^LI$/, LBody: /^LI$/, TR: /^(THead|TBody)$/, TH: /^TR$/, TD: /^TR$/, THead: /^Table$/,
      TBody: /^Table$/, Span: /^(P|LBody|H\d|T[DH])$/, Link: /^(P|H\d|T[DH]|Caption)$/, Code: /^P$/ };
    const path = [];
    for (const { type, level } of elements) {
      path.length = level;
      if (PARENTS[type]) assert.match(path.at(-1), PARENTS[type], `${type} in ${path.at(-1)}`);
      if (path.at(-1) === 'L') assert.equal(type, 'LI');
      path.push(type);
    }
  });

  test(`${handout.name}: each sign of a font says what it stands for (PDF/UA-1, 7.21.7)`, () => {
    for (const font of Object.values(pdf.get(pdf.get(pdf.pages[0]['/Resources'])['/Font'])).map(pdf.get)) {
      const descendant = pdf.get(font['/DescendantFonts'][0]);
      const map = streamOf(pdf, font['/ToUnicode']);
      const named = [...map.matchAll(/beginbfchar\n<([0-9A-F]{4})> <(?:[0-9A-F]{4})+>/g)].map(([, sign]) => parseInt(sign, 16));
      const [first, widths] = descendant['/W'];
      assert.deepEqual(named, widths.map((_, index) => first + index));
      assert.equal(streamOf(pdf, descendant['/CIDToGIDMap']).length, 2 * (widths.length + 1));
      assert.doesNotMatch(map, /> <(FEFF|FFFE|0000)>/);
    }
  });

  test(`${handout.name}: each mark is read once, and leads back to its element`, () => {
    const owners = pdf.get(pdf.root['/StructTreeRoot'])['/ParentTree']['/Nums'];
    const owner = (key) => owners[owners.indexOf(key) + 1];
    const marks = elements.flatMap((entry) => entry.marks.map((mark) => ({ entry, mark })));
    assert.equal(new Set(marks.map(({ mark }) => mark.join())).size, marks.length);
    for (const page of pdf.pages) {
      const used = new Set(shownOn(pdf, page).shown.map(({ mcid }) => mcid).filter((mcid) => mcid !== undefined));
      const read = marks.filter(({ mark }) => mark[0] === page.reference);
      assert.deepEqual(read.map(({ mark }) => mark[1]).sort((a, b) => a - b), [...used].sort((a, b) => a - b));
      read.forEach(({ entry, mark }) => assert.equal(pdf.get(owner(page['/StructParents']))[mark[1]], entry.reference));
    }
    for (const entry of elements.filter(({ annotations }) => annotations.length > 0)) {
      entry.annotations.forEach((annotation) =>
        assert.equal(owner(pdf.get(annotation)['/StructParent']), entry.reference));
    }
  });

  test(`${handout.name}: figures, links and heads of tables say what they are`, () => {
    for (const { type, element, annotations } of elements) {
      if (type === 'Figure') assert.ok(textOf(element['/Alt']).length > 3);
      if (type === 'TH') assert.match(element['/A']['/Scope'], /^\/(Row|Column)$/);
      if (type === 'Link') assert.ok(annotations.length > 0);
      annotations.forEach((annotation) => assert.match(textOf(pdf.get(annotation)['/Contents']), /^https?:/));
    }
    const has = (wanted) => elements.some(({ type }) => type === wanted);
    assert.equal(has('TR'), /^ *\|/m.test(handout.source));
    assert.equal(has('Link'), /\]\(https?:/.test(handout.source));
  });

  test(`${handout.name}: no level of headings is left out, and the outline has them all`, () => {
    const levels = elements.filter(({ type }) => /^H\d$/.test(type)).map(({ type }) => Number(type[1]));
    assert.equal(levels[0], 1);
    levels.slice(1).forEach((level, index) => assert.ok(level > 1 && level <= levels[index] + 1));
    const count = (reference) => {
      let entries = 0;
      for (let next = pdf.get(reference)['/First']; next; next = pdf.get(next)['/Next']) entries += 1 + count(next);
      return entries;
    };
    assert.equal(count(pdf.root['/Outlines']), levels.length);
  });

  test(`${handout.name}: what is read aloud are the words of the source, in their order`, () => {
    const aloud = wordsOf(readAloud(handout.pdf)).join(' ');
    const source = wordsOfSource(handout.source).join(' ');
    assert.equal(aloud.slice(-source.length), source);
  });

  test(`${handout.name}: text that is searched or copied is whole`, () => {
    const copied = wordsOf(run('pdftotext', '-raw', handout.pdf, '-')).join(' ');
    wordsOfSource(handout.source).forEach((word) => assert.ok(copied.includes(word), word));
  });

  test(`${handout.name}: another time zone, language and home make no other bytes`, () => {
    const environment = { TZ: 'Asia/Tokyo', LANG: 'de_DE.UTF-8', LC_ALL: 'C.UTF-8', HOME: '/nonexistent', FONTCONFIG_FILE: '/dev/null' };
    const other = unpackElsewhere(handout.course, environment);
    for (const file of [handout.pdf, handout.html]) {
      assert.ok(readFileSync(file).equals(readFileSync(path.join(other, handout.name + path.extname(file)))));
    }
  });

  test(`${handout.name}: pages are printed within their margins, with headings in the NHS's blue`, () => {
    const picture = execFileSync('pdftoppm', ['-r', '36', handout.pdf], { maxBuffer: 1 << 28 });
    let at = 0;
    let blue = 0;
    while (at < picture.length) {
      const [head, width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(picture.toString('latin1', at, at + 40));
      const pixels = picture.subarray(at + head.length, at + head.length + 3 * width * height);
      for (let i = 0; i < pixels.length; i += 3) {
        const column = (i / 3) % Number(width);
        const inMargin = column < 26 || column >= Number(width) - 26;
        assert.ok(!inMargin || pixels[i] + pixels[i + 1] + pixels[i + 2] === 765, `something in a margin at column ${column}`);
        blue += pixels[i] < 60 && pixels[i + 2] > 150 ? 1 : 0;
      }
      at += head.length + pixels.length;
    }
    assert.ok(blue > 100);
  });
}
