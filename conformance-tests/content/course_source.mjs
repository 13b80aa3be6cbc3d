// SPDX-License-Identifier: Apache-2.0

// An independent reader of course sources: finds what is wrong with a course folder, to hold ibest-pack's reader against.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { readMp4 } from './mp4.mjs';
import { readWebVtt } from './webvtt.mjs';

const content = new URL('../../content/', import.meta.url);
const ajv = new Ajv({ allErrors: true });
const compile = (kind) => ajv.compile(JSON.parse(readFileSync(new URL(`${kind}.schema.json`, content), 'utf8')));
export const schemas = Object.fromEntries(['course', 'quiz', 'bank', 'survey', 'scenario'].map((kind) => [kind, compile(kind)]));

const PAGE_KEYS = ['title', 'video', 'captions', 'chapters', 'transcript', 'poster', 'downloads'];
const CALLOUTS = ['NOTE', 'IMPORTANT', 'WARNING', 'DO', 'DONT', 'DETAILS'];
const HANDOUT_KEYS = ['title', 'subject', 'notice'];
/* Signs that the fonts of printed documents do not have, or whose direction they do not follow; the packager knows each. */
const UNPRINTED = /[\p{Emoji_Presentation}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Han}]/u;
const QUESTIONS_ASKED_MAX = 50;
const PATH = /^(\.\.\/)*(?!.*[^/]\.\.)([a-z0-9_-][a-z0-9._-]*\/)*[a-z0-9_-][a-z0-9._-]*$/;

function decode(bytes) {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** JSON.parse keeps the last of two members of one name; a course author must be told instead. */
function refuseDuplicateKeys(text) {
  const open = [];
  for (const [token, , colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon) {
      const key = token.slice(0, -colon.length);
      if (open.at(-1).has(key)) throw new Error(`the member ${key} stands twice in one object`);
      open.at(-1).add(key);
    }
  }
}

function parseJson(bytes) {
  const text = decode(bytes);
  const value = JSON.parse(text);
  refuseDuplicateKeys(text);
  return value;
}

function scalar(text) {
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}

/** Takes one line of front matter into values; it needs only the part of YAML that content/README.md shows. */
function readFrontMatterLine(line, values, keys) {
  const member = /^([a-z]+):(?: +(.*))?$/.exec(line);
  const item = /^ +- file: +(.*)$/.exec(line);
  const title = /^ +title: +(.*)$/.exec(line);
  if (member && !keys.includes(member[1])) throw new Error(`'${member[1]}' is no key here`);
  if (member) values[member[1]] = member[1] === 'downloads' ? [] : scalar(member[2] ?? '');
  else if (item && values.downloads) values.downloads.push({ file: scalar(item[1]) });
  else if (title && values.downloads?.length) values.downloads.at(-1).title = scalar(title[1]);
  else throw new Error(`'${line}' is no front matter`);
}

/** { values, body } of a Markdown page. */
export function readPage(text, keys = PAGE_KEYS) {
  const parts = /^---\n((?:.*\n)*?)---\n([^]*)$/.exec(text);
  if (!parts) throw new Error('the page does not begin with front matter between two lines of ---');
  const values = {};
  for (const line of parts[1].split('\n').slice(0, -1)) readFrontMatterLine(line, values, keys);
  if (!values.title) throw new Error('the page has no title');
  return { values, body: parts[2] };
}

/** The ids under which pages link to the terms of a glossary; it must begin with one, and explain each. */
function readGlossary(text) {
  const [before, ...parts] = text.replace(/^(\S.*)\n-{3,}$/gm, '## $1').split(/^##[ \t]+/m);
  if (before.trim() || !parts.length) throw new Error('the glossary does not begin with a term');
  return parts.map((part) => {
    const [term, ...lines] = part.split('\n');
    if (!lines.join('').trim()) throw new Error(`the term '${term}' is not explained`);
    return term.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  });
}

/** The block quotations of a text: the lines of each, without their '>'. */
function quotations(body) {
  return [...body.matchAll(/(?:^>.*\n?)+/gm)].map(([quotation]) => quotation.trimEnd().split('\n').map((line) => line.replace(/^> ?/, '')));
}

/** What is wrong with a block quotation as a callout; undefined when nothing is, or it is none. */
function calloutFault([first, ...lines]) {
  const [, kind, title] = /^\[!([^\]]*)\][ \t]*(.*)$/.exec(first) ?? [];
  const text = lines.filter((line) => line.trim());
  if (kind === undefined) return undefined;
  if (!CALLOUTS.includes(kind)) return `there is no callout '${kind}'`;
  if (!text.length) return `the callout '${kind}' holds nothing`;
  if (kind === 'DETAILS' && !title) return 'details without a title';
  if (/^DO/.test(kind) && !text.every((line) => /^(?:[-*+] |  )/.test(line))) return `'${kind}' holds more than a list`;
  return undefined;
}

/** The elements that can be got to from those of `from` over `steps`, a function to the next ones. */
function reach(from, steps) {
  const reached = new Set(from);
  for (const each of reached) steps(each).forEach((next) => reached.add(next));
  return reached;
}

/** One walk over a course folder; `problems` collects { file, message }, never throws. */
class Check {
  constructor(folder) {
    this.folder = folder;
    this.problems = [];
    this.terms = undefined;
    this.meanings = new Map();
  }

  problem(file, message) {
    this.problems.push({ file, message });
  }

  attempt(file, action) {
    try {
      return action();
    } catch (error) {
      this.problem(file, error.message);
      return undefined;
    }
  }

  /** The path, from the course folder, of what `from` calls `name`; undefined, with a problem, when it can't be used. */
  resolve(from, name) {
    const target = path.posix.join(path.posix.dirname(from), name);
    if (!PATH.test(name) || target.startsWith('../')) this.problem(from, `the path '${name}' leaves the course`);
    else if (!existsSync(path.join(this.folder, target))) this.problem(from, `the file '${name}' is missing`);
    else return target;
    return undefined;
  }

  read(file) {
    return readFileSync(path.join(this.folder, file));
  }

  unique(file, what, ids) {
    ids.filter((id, index) => ids.indexOf(id) !== index).forEach((id) => this.problem(file, `${what} '${id}' stands twice`));
  }

  /** The parsed file when it is JSON by its schema. */
  json(file, validate) {
    const value = this.attempt(file, () => parseJson(this.read(file)));
    if (value === undefined || validate(value)) return value;
    this.problem(file, ajv.errorsText(validate.errors));
    return undefined;
  }

  course() {
    const course = this.json('course.json', schemas.course);
    if (!course) return;
    this.unique('course.json', 'module', course.modules.map((module) => module.id));
    if (course.glossary) this.glossary(this.resolve('course.json', course.glossary));
    if (course.certificate) this.links('course.json', course.certificate.text);
    course.modules.forEach((module) => this.module(module));
  }

  module(module) {
    this.unique('course.json', 'page', module.pages.map((page) => path.posix.basename(page).split('.')[0]));
    for (const page of module.pages) {
      const file = this.resolve('course.json', page);
      const kind = /\.(quiz|survey|scenario)\.json$/.exec(page)?.[1] ?? 'page';
      if (file) this[kind](file);
    }
  }

  glossary(file) {
    if (!file) return;
    const text = decode(this.read(file));
    this.terms = this.attempt(file, () => readGlossary(text));
    this.unique(file, 'term', this.terms ?? []);
    this.links(file, text);
  }

  /** Names that pages far apart share must mean the same. */
  claim(file, name, meaning) {
    if ((this.meanings.get(name) ?? meaning) !== meaning) this.problem(file, `'${name}' means something else elsewhere`);
    this.meanings.set(name, meaning);
  }

  questions(file, questions) {
    this.unique(file, 'question', questions.map((question) => question.id));
    for (const { choices, pairs, items, distractors } of questions) {
      this.unique(file, 'id', (choices ?? pairs ?? items ?? []).map(({ id }) => id));
      for (const { text, match = '' } of choices ?? pairs ?? items ?? []) {
        if (/\n\s*\n/.test(text + match)) this.problem(file, `'${text}' is more than a paragraph`);
      }
      this.unique(file, 'match', [...(pairs ?? []).map(({ match }) => match), ...(distractors ?? [])]);
    }
    this.links(file, JSON.stringify(questions));
  }

  quiz(file) {
    const quiz = this.json(file, schemas.quiz);
    if (!quiz) return;
    const from = quiz.bank && this.resolve(file, quiz.bank);
    const bank = from && this.json(from, schemas.bank);
    if (bank) this.claim(from, `bank ${bank.id}`, from);
    const questions = quiz.questions ?? bank?.questions ?? [];
    this.questions(bank ? from : file, questions);
    if (questions.length && (quiz.draw ?? 0) > questions.length) this.problem(file, 'more are drawn than there are');
    if (!quiz.draw && questions.length > QUESTIONS_ASKED_MAX) this.problem(file, 'more questions than a quiz may ask');
  }

  survey(file) {
    const survey = this.json(file, schemas.survey);
    if (!survey) return;
    this.questions(file, survey.questions);
    for (const { id, type, min, max, choices } of survey.questions) {
      if (type === 'scale' && min >= max) this.problem(file, `the scale '${id}' has no length`);
      this.claim(file, `${survey.instrument}/${id}`, JSON.stringify([type, min, type === 'scale' && max, choices?.map((choice) => choice.id)]));
    }
  }

  scenario(file) {
    const scenario = this.json(file, schemas.scenario);
    if (!scenario) return;
    const { steps } = scenario;
    const ids = steps.map((step) => step.id);
    const next = new Map(steps.map((step) => [step.id, (step.choices ?? []).map((choice) => choice.to)]));
    this.unique(file, 'step', ids);
    steps.forEach((step) => this.unique(file, 'choice', (step.choices ?? []).map((choice) => choice.id)));
    [...next.values()].flat().filter((to) => !next.has(to)).forEach((to) => this.problem(file, `there is no step '${to}'`));
    const reached = reach([ids[0]], (id) => next.get(id) ?? []);
    const ending = reach(ids.filter((id) => !next.get(id).length), (id) => ids.filter((other) => next.get(other).includes(id)));
    for (const id of ids) {
      if (!reached.has(id)) this.problem(file, `nobody reaches the step '${id}'`);
      if (!ending.has(id)) this.problem(file, `no end can be reached from the step '${id}'`);
    }
    this.links(file, JSON.stringify(scenario));
  }

  page(file) {
    const page = this.attempt(file, () => readPage(decode(this.read(file))));
    if (!page) return;
    this.body(file, page.body);
    if (/^[ >]*(?:[-*+]|\d+[.)]) +\[[ x]\] /m.test(page.body)) this.problem(file, 'a box to tick, which only handouts have');
    if (page.values.video) this.video(file, page.values);
    else for (const key of ['captions', 'chapters', 'transcript', 'poster']) if (page.values[key]) this.problem(file, `${key} without a video`);
    for (const download of page.values.downloads ?? []) {
      this.resolve(file, download.file);
      if (!download.title) this.problem(file, `the download '${download.file}' has no title`);
      if (download.file.endsWith('.md')) this.handout(file, this.resolve(file, download.file));
    }
  }

  /** A download that is written in Markdown: it becomes a PDF and a web page. */
  handout(from, file) {
    if (!file) return;
    for (const made of ['.pdf', '.html'].map((suffix) => file.replace(/\.md$/, suffix))) {
      if (existsSync(path.join(this.folder, made))) this.problem(from, `'${file}' would take the place of '${made}'`);
    }
    const page = this.attempt(file, () => readPage(decode(this.read(file)), HANDOUT_KEYS));
    if (!page) return;
    this.body(file, page.body);
    for (const [, name] of page.body.matchAll(/^ *> *\[!(\w*)\]/gm)) {
      if (!CALLOUTS.includes(name)) this.problem(file, `there is no callout '${name}'`);
    }
    const [sign] = UNPRINTED.exec(page.body) ?? [];
    if (sign) this.problem(file, `'${sign}' cannot be printed`);
  }

  body(file, body) {
    if (/^ {0,3}#[ \t]/m.test(body)) this.problem(file, 'a level-1 heading: the title is the only one');
    for (const [, alternative, target] of body.matchAll(/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)) {
      if (!alternative.trim()) this.problem(file, `the image '${target}' has no alternative text`);
      this.resolve(file, target);
    }
    quotations(body).map(calloutFault).filter(Boolean).forEach((fault) => this.problem(file, fault));
    this.links(file, body);
  }

  /** The links of a text to the glossary. */
  links(file, text) {
    for (const [, id] of text.matchAll(/\]\(glossary:([^)]*)\)/g)) {
      if (!this.terms?.includes(id)) this.problem(file, `the glossary has no term '${id}'`);
    }
  }

  video(file, values) {
    for (const key of ['captions', 'transcript']) if (!values[key]) this.problem(file, `the video has no ${key}`);
    const keys = ['video', 'captions', 'transcript', 'poster'];
    const [video, captions] = keys.map((key) => values[key] && this.resolve(file, values[key]));
    if (!video || !captions) return;
    const movie = this.attempt(video, () => readMp4(this.read(video)));
    const cues = this.attempt(captions, () => readWebVtt(decode(this.read(captions))));
    const chapters = values.chapters && this.resolve(file, values.chapters);
    if (chapters) this.attempt(chapters, () => readWebVtt(decode(this.read(chapters))));
    if (!movie || !cues) return;
    if (cues.at(-1).end > movie.seconds) this.problem(captions, `the last cue ends after the video's ${movie.seconds} s`);
    if (!movie.startsWhileLoading) this.problem(video, 'the video can start only when all of it is loaded (no faststart)');
  }
}

/** What is wrong with the course in `folder`: [{ file, message }], file relative to the folder; empty when nothing is. */
export function checkCourse(folder) {
  const check = new Check(folder);
  if (!existsSync(path.join(folder, 'course.json'))) return [{ file: 'course.json', message: 'the file is missing' }];
  check.course();
  return check.problems;
}
