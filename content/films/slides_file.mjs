// SPDX-License-Identifier: Apache-2.0

// Reads what a film is made of: NAME.slides.mjs, and films.mjs beside it with what all films of a course share.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Fault } from './fault.mjs';
import { pictures } from './pictures.mjs';

const SUFFIX = '.slides.mjs';
const TEXTS = ['heading', 'line', 'picture'];
const MEMBERS = [...TEXTS, 'chapter', 'pause', 'sentences'];
const COLOURS = { paper: '#f4f8f7', ink: '#12312b', faint: '#3c5a53', line: '#0b6b58', accent: '#b3261e' };

/* What WCAG 2.2 asks for between the paper and what stands on it: text (1.4.3), drawings (1.4.11). */
const CONTRAST = { ink: 4.5, faint: 4.5, line: 3, accent: 3 };

async function read(file) {
  try {
    return await import(pathToFileURL(path.resolve(file)));
  } catch (error) {
    throw new Fault(`${file}: it is not JavaScript that can be read: ${error.message}`);
  }
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function checkColours(file, colours) {
  for (const [name, colour] of Object.entries(colours)) {
    if (!(name in COLOURS)) throw new Fault(`${file}: there is no colour '${name}'; there are ${Object.keys(COLOURS).join(', ')}`);
    if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Fault(`${file}: the colour ${name} is '${colour}'; write it as '#0b6b58'`);
  }
  for (const [name, least] of Object.entries(CONTRAST)) {
    const found = contrast(colours[name], colours.paper);
    if (found < least) {
      throw new Fault(`${file}: ${name} ${colours[name]} on paper ${colours.paper} has a contrast of ${found.toFixed(1)}, too little for many eyes; `
        + `it needs ${least}: make one darker or the other lighter`);
    }
  }
}

const isText = (value) => typeof value === 'string' && value.trim() !== '';

function checkSlide(where, slide, drawings) {
  const unknown = Object.keys(slide).find((member) => !MEMBERS.includes(member));
  if (unknown) throw new Fault(`${where}: there is no '${unknown}' in a slide; it has ${MEMBERS.join(', ')}`);
  const missing = TEXTS.find((member) => !isText(slide[member]));
  if (missing) throw new Fault(`${where}: the slide has no ${missing}; write ${missing}: '…'`);
  if (!Array.isArray(slide.sentences) || slide.sentences.length === 0 || !slide.sentences.every(isText)) {
    throw new Fault(`${where}: nothing is said, or an empty sentence; write sentences: ['…', '…'], each of which becomes one caption`);
  }
  if (!Object.hasOwn(drawings, slide.picture)) {
    throw new Fault(`${where}: there is no drawing '${slide.picture}'; take one of ${Object.keys(drawings).sort().join(', ')}, or draw it in films.mjs`);
  }
}

function checkFilm(file, film) {
  if (!isText(film.title)) throw new Fault(`${file}: the film has no title; write export const title = '…';`);
  if (!Array.isArray(film.slides) || film.slides.length === 0) throw new Fault(`${file}: the film has no slides; write export const slides = [ … ];`);
  checkColours(file, film.colours);
  for (const [name, drawing] of Object.entries(film.pictures)) {
    if (!isText(drawing.seen) || !isText(drawing.strokes)) {
      throw new Fault(`${file}: the drawing '${name}' needs 'seen', which says what it shows, and 'strokes', an SVG's content`);
    }
  }
  film.slides.forEach((slide, index) => checkSlide(`${file}: slide ${index + 1} ('${slide.heading ?? ''}')`, slide, film.pictures));
  if (film.slides.some(({ chapter }) => chapter) && !film.slides[0].chapter) {
    throw new Fault(`${file}: slide 1 ('${film.slides[0].heading}') begins no chapter, but a later slide does; name the first chapter too`);
  }
}

/**
 * The film of "…/NAME.slides.mjs": { file, stem, title, slides, footer, colours, pictures }. `stem` is "…/NAME", which its files begin with. What
 * the slides file says goes before films.mjs, and that before what this folder gives. A Fault names the file, the slide and what to do.
 */
export async function readFilm(file) {
  if (!file.endsWith(SUFFIX)) throw new Fault(`${file}: what a film is made of is called NAME${SUFFIX}`);
  if (!existsSync(file)) throw new Fault(`${file}: there is no such file`);
  const shared = path.join(path.dirname(file), 'films.mjs');
  const [common, own] = [existsSync(shared) ? await read(shared) : {}, await read(file)];
  const film = {
    file,
    stem: file.slice(0, -SUFFIX.length),
    title: own.title,
    slides: own.slides,
    footer: own.footer ?? common.footer ?? '',
    colours: { ...COLOURS, ...common.colours, ...own.colours },
    pictures: { ...pictures, ...common.pictures, ...own.pictures },
  };
  checkFilm(file, film);
  return film;
}
