/* SPDX-License-Identifier: Apache-2.0 */

/* Search finds what holds all words, best first, and shows where. */
import assert from "node:assert/strict";
import test from "node:test";
import { search, searchable, wordsOf } from "./search.mjs";

const entry = (title, ...texts) => searchable({ title, parts: texts.map((text, order) => ({ name: `part ${order}`, text })) });
const titles = (entries, query) => search(entries, query).map(({ entry: { title } }) => title.text);
const shown = (pieces) => pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("");

const PAGES = [
  entry("Warm the pot", "Pour hot water into the pot, and swirl it.", "A pot that is warm keeps the tea hot."),
  entry("Tea", "Take one spoon for each cup."),
  entry("Café society", "Tea is drunk in company. Tea, and again tea."),
];

test("all words must occur, in whichever part of the same entry", () => {
  assert.deepEqual(titles(PAGES, "swirl keeps"), ["Warm the pot"]);
  assert.deepEqual(titles(PAGES, "swirl spoon"), []);
});

test("case and accents make no difference, on either side", () => {
  assert.deepEqual(titles(PAGES, "cafe"), ["Café society"]);
  assert.deepEqual(titles(PAGES, "CAFÉ"), ["Café society"]);
  assert.deepEqual(titles(PAGES, "cafe\u0301 SOCIÉTY"), ["Café society"]);
  assert.equal(shown(search([entry("x", "Un cafe\u0301 noir")], "cafe")[0].snippet), "Un [café] noir");
});

test("a word is found by its beginning, and not in the middle of another", () => {
  assert.deepEqual(titles(PAGES, "compan"), ["Café society"]);
  assert.deepEqual(titles(PAGES, "ompany"), []);
  assert.deepEqual(titles([entry("Self-management", "")], "management"), ["Self-management"]);
});

test("hits in a title come first, then the most hits, then the order of the course", () => {
  assert.deepEqual(titles(PAGES, "tea"), ["Tea", "Café society", "Warm the pot"]);
  assert.deepEqual(titles([entry("b", "oak"), entry("a", "oak")], "oak"), ["b", "a"]);
});

test("a query without a word finds nothing", () => {
  for (const query of ["", "   ", "?!", "“”"]) {
    assert.deepEqual(search(PAGES, query), [], query);
  }
});

test("signs of the query are no part of it, and no pattern", () => {
  assert.deepEqual(wordsOf("  (Low) back-pain: back .* "), ["low", "back", "pain"]);
  assert.deepEqual(titles(PAGES, ".*"), []);
});

test("words that begin alike are each found, and the longest is marked", () => {
  const [result] = search([entry("Pacing", "Pacing is a pace.")], "pac pacing");
  assert.equal(shown(result.title), "[Pacing]");
  assert.equal(shown(result.snippet), "[Pacing] is a [pac]e.");
});

test("the snippet shows where most of the words stand together, cut between words", () => {
  const filler = "nothing of note ".repeat(30);
  const [result] = search([entry("x", `A kettle. ${filler}The kettle sings when the water boils. ${filler}`)], "kettle boils");
  const text = shown(result.snippet);
  assert.match(text, /^….*The \[kettle\] sings when the water \[boils\]\..*…$/);
  assert.ok(text.length < 250, `${text.length} characters`);
  assert.ok(text.startsWith("…nothing") || text.startsWith("…of") || text.startsWith("…note"), text);
});

test("the snippet is of the part that has most of the words, and says which", () => {
  const [result] = search(PAGES, "keeps warm");
  assert.equal(result.name, "part 1");
  assert.equal(shown(result.snippet), "A pot that is [warm] [keeps] the tea hot.");
});

test("what is found by its title alone shows how it begins", () => {
  assert.equal(shown(search([entry("Kettle", "It sings.")], "kettle")[0].snippet), "It sings.");
  assert.deepEqual(search([entry("Kettle")], "kettle")[0].snippet, []);
});

test("a text of one long word is shown, cut or not", () => {
  const [result] = search([entry("x", `${"y".repeat(400)} tea${"z".repeat(400)}`)], "tea");
  assert.match(shown(result.snippet), /\[tea\]/);
});

test("a text that is full of hits is searched in a moment", () => {
  const many = Array.from({ length: 50 }, () => entry("a", "a ".repeat(5000)));
  const before = process.cpuUsage();
  assert.equal(search(many, "a").length, 50);
  assert.ok(process.cpuUsage(before).user < 3e6, "three seconds of processor time");
});
