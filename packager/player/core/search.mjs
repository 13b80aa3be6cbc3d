/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Search in a course: all words of the query must occur, each as the beginning of a word, whatever their case and accents.
 *
 * Texts are folded character by character, so that a place in the folded text is the same place in the text itself.
 */

/* What stands between words: ASCII, Latin, general and CJK punctuation, and spaces. */
const BREAKS = /[\s!-/:-@[-`{-~\u00a0-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+/;

const ACCENTS = /[\u0300-\u036f]/g;

/* Of a text that is shown: characters before and behind the place that matters. */
const BEFORE = 60;
const BEHIND = 140;

/* Of so many hits in a text the best is shown. */
const HITS_WEIGHED = 100;

/**
 * Makes an entry ready to be searched. `entry` = { title, parts: [{ name, text }] } and what else the caller wants back; the name of a
 * part ("Transcript") is shown and not searched.
 */
export function searchable(entry) {
  return { ...entry, title: foldable(entry.title), parts: entry.parts.map(({ name, text }) => ({ name, ...foldable(text) })) };
}

/** The words that a query asks for, folded, each once. */
export function wordsOf(query) {
  return [...new Set(fold(query.normalize("NFC")).split(BREAKS).filter((word) => word !== ""))];
}

/**
 * What of `entries` (of searchable()) holds all words of the query: those with most of them in the title first, then those with most hits,
 * then in their own order. A result is { entry, title, name, snippet }: title and snippet as pieces [{ text, isHit }], name that of
 * the snippet's part.
 */
export function search(entries, query) {
  const words = wordsOf(query);
  const found = words.length === 0 ? [] : entries.map((entry) => resultOf(entry, words)).filter((result) => result !== null);
  return found.sort((left, right) => right.inTitle - left.inTitle || right.hits - left.hits);
}

function foldable(text) {
  const shown = text.normalize("NFC");
  return { text: shown, folded: fold(shown) };
}

function fold(text) {
  return Array.from({ length: text.length }, (_, place) => plain(text[place])).join("");
}

const plainOf = new Map();

/* One character for one; what would become several, or none, stays as it is. */
function plain(character) {
  if (!plainOf.has(character)) {
    const simple = character.normalize("NFD").replace(ACCENTS, "").toLowerCase();
    plainOf.set(character, simple.length === 1 ? simple : character);
  }
  return plainOf.get(character);
}

function resultOf(entry, words) {
  const title = hitsIn(entry.title, words);
  const parts = entry.parts.map((part) => hitsIn(part, words));
  const hits = [title, ...parts].flat();
  if (countWords(hits) < words.length) {
    return null;
  }
  const best = parts.reduce((chosen, part, order) => (countWords(part) > countWords(parts[chosen]) ? order : chosen), 0);
  return {
    entry,
    inTitle: countWords(title),
    hits: hits.length,
    title: piecesOf(entry.title.text, title, 0, entry.title.text.length),
    name: entry.parts[best]?.name ?? "",
    snippet: entry.parts.length === 0 ? [] : snippetOf(entry.parts[best], parts[best]),
  };
}

/* Where the words begin and end in a text: [{ word, start, end }], by place; of those at one place the longest first. */
function hitsIn({ folded }, words) {
  return words.flatMap((word) => placesOf(folded, word).map((start) => ({ word, start, end: start + word.length })))
    .sort((left, right) => left.start - right.start || right.end - left.end);
}

function placesOf(folded, word) {
  const places = [];
  for (let place = folded.indexOf(word); place >= 0; place = folded.indexOf(word, place + 1)) {
    if (place === 0 || BREAKS.test(folded[place - 1])) {
      places.push(place);
    }
  }
  return places;
}

function countWords(hits) {
  return new Set(hits.map(({ word }) => word)).size;
}

/* The stretch of the text that has most of the words; its beginning, where it has none. */
function snippetOf({ text }, hits) {
  const within = (place) => countWords(hits.filter(({ start }) => start >= place && start < place + BEHIND));
  const best = hits.slice(0, HITS_WEIGHED).reduce((chosen, { start }) => (chosen < 0 || within(start) > within(chosen) ? start : chosen), -1);
  const middle = Math.max(best, 0);
  const from = middle <= BEFORE ? 0 : startOfWord(text, middle - BEFORE, middle);
  const end = middle + BEHIND >= text.length ? text.length : endOfWord(text, middle, middle + BEHIND);
  return [...ellipsis(from > 0), ...piecesOf(text, hits, from, end), ...ellipsis(end < text.length)];
}

/* A word may be longer than the stretch: then it is cut. */
function startOfWord(text, from, to) {
  const space = text.indexOf(" ", from);
  return space < 0 || space >= to ? to : space + 1;
}

function endOfWord(text, from, to) {
  const space = text.lastIndexOf(" ", to);
  return space > from ? space : to;
}

function ellipsis(isCut) {
  return isCut ? [{ text: "…", isHit: false }] : [];
}

function piecesOf(text, hits, from, to) {
  const pieces = [];
  let place = from;
  hits.filter(({ start, end }) => start >= from && end <= to).forEach(({ start, end }) => {
    if (start >= place) {
      pieces.push({ text: text.slice(place, start), isHit: false }, { text: text.slice(start, end), isHit: true });
      place = end;
    }
  });
  return [...pieces, { text: text.slice(place, to), isHit: false }].filter((piece) => piece.text !== "");
}
