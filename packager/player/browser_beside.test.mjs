/* SPDX-License-Identifier: Apache-2.0 */

/* The screens beside the course in Chromium: glossary and search, and that visiting them leaves the course where it was. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { makePackage } from "./fixtures/package.mjs";
import { checkScreen, firstVisit, tabTo } from "./fixtures/screen.mjs";
import { goTo, openTerm, serve, startBrowser } from "./fixtures/site.mjs";

let site;
let browser;

before(async () => {
  site = await serve(makePackage("web"));
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const openCourse = (address = site.address) => firstVisit(browser, address);
const focused = (page) => page.evaluate(() => `${document.activeElement.tagName} ${document.activeElement.textContent}`);
const waitForHeading = (page, text) => page.waitForFunction((name) => document.querySelector("h1").textContent === name, text);
const resultTitles = (page) => page.locator(".player-results__title").allTextContents();

/* A package of one module. */
function modulePackage() {
  const packed = makePackage("web");
  const [, pot] = packed.modules;
  return { ...packed, activity: { iri: pot.iri, kind: "module", title: pot.title }, modules: [pot] };
}

/* As the package is without what an author may leave out. */
function plainPackage() {
  const packed = makePackage("web");
  delete packed.course.glossary;
  delete packed.course.certificate;
  return packed;
}

async function searchFor(page, words) {
  await goTo(page, "#/search");
  await page.getByLabel("Search for").fill(words);
  await page.keyboard.press("Enter");
  await waitForHeading(page, `Search results for “${words}”`);
  await page.waitForFunction(() => document.querySelector("[role=search] + [role=status]").textContent !== "");
  return page.textContent("[role=search] + [role=status]");
}

test("a link to a term leads to it, and the way back goes on at the link", async () => {
  const { page, problems } = await openCourse();
  for (const leave of [() => page.keyboard.press("Enter"), () => page.goBack()]) {
    await goTo(page, "#/pot/warm");
    await tabTo(page, "infusion");
    await page.keyboard.press("Enter");
    await waitForHeading(page, "Glossary");
    assert.equal(await focused(page), "H3 Infusion");
    assert.equal(await page.title(), "Glossary – Making tea");
    await page.getByRole("link", { name: "Back to Warm the pot" }).focus();
    await leave();
    await waitForHeading(page, "Warm the pot");
    assert.equal(await focused(page), "A infusion");
    await goTo(page, "#/");
  }
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("from one term to another, the way back is still that to the page", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/pot/warm");
  await page.getByRole("link", { name: "infusion" }).click();
  await page.locator(".player-term").getByRole("link", { name: "cosy" }).click();
  await page.waitForFunction(() => document.activeElement.textContent === "Cosy");
  await page.getByRole("link", { name: "Back to Warm the pot" }).click();
  await waitForHeading(page, "Warm the pot");
  assert.equal(await focused(page), "A infusion");
  await page.context().close();
});

test("terms stand in the order of the language, an accent being no letter of its own", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/glossary");
  assert.deepEqual(await page.locator("main h2, main h3").allTextContents(), ["C", "Cosy", "E", "Été", "I", "Infusion"]);
  await tabTo(page, "I");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "H2 I");
  assert.equal(new URL(page.url()).hash, "#/glossary");
  await page.context().close();
});

test("a course without a glossary has no link to one, and its address is the cover", async () => {
  const plain = await serve(plainPackage());
  const { page } = await openCourse(plain.address);
  assert.deepEqual(await page.locator("#player-tools a").allTextContents(), ["Search"]);
  await goTo(page, "#/glossary/infusion");
  assert.equal(await page.textContent("h1"), "Making tea");
  await searchFor(page, "infusion");
  await page.context().close();
  await plain.close();
});

test("search works by keyboard alone, says how many it found, and leads there", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/water/fresh");
  await tabTo(page, "Search");
  await page.keyboard.press("Enter");
  await waitForHeading(page, "Search this course");
  await tabTo(page, "Search for");
  await page.keyboard.type("FRESH  wäter");
  await page.keyboard.press("Enter");
  await waitForHeading(page, "Search results for “FRESH  wäter”");
  assert.equal(await focused(page), "H1 Search results for “FRESH  wäter”");
  assert.equal(await page.title(), "Search results for “FRESH wäter” – Making tea");
  await page.getByText("2 results.").waitFor();
  assert.deepEqual(await resultTitles(page), ["Fresh water", "Water"]);
  assert.deepEqual(await page.locator(".player-results__place").allTextContents(), ["Water > page 1 of 3", "Module"]);
  assert.deepEqual(await page.locator("mark").allTextContents(), ["Fresh", "water", "fresh", "water", "water", "Water", "Fresh", "water"]);
  await tabTo(page, "Fresh water");
  await page.keyboard.press("Enter");
  await waitForHeading(page, "Fresh water");
  await page.goBack();
  await waitForHeading(page, "Search results for “FRESH  wäter”");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a search is its address: it can be linked to and loaded again", async () => {
  const { page } = await openCourse(`${site.address}/#/search?for=reaches+three`);
  await page.getByText("1 result.").waitFor();
  assert.deepEqual(await resultTitles(page), ["Boiling"]);
  await page.reload();
  await page.getByText("1 result.").waitFor();
  await page.context().close();
});

test("transcripts, introductions of quizzes, downloads and terms are searched; questions, answers and feedback never", async () => {
  const { page } = await openCourse();
  for (const [words, found] of [["number counts up", ["Boiling"]], ["two questions", ["Check your knowledge"]], ["sheet wall", ["Boiling"]],
    ["leaves", ["Infusion"]]]) {
    await searchFor(page, words);
    assert.deepEqual(await resultTitles(page), found, words);
  }
  for (const words of ["gravel", "too cold", "black tea wants", "how hot for"]) {
    assert.equal(await searchFor(page, words), "Nothing was found.", words);
  }
  await page.context().close();
});

test("what is searched for is text, whatever it looks like", async () => {
  const { page, problems } = await openCourse();
  await searchFor(page, "<img src=x onerror=alert(1)> & 50% #1");
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a package of one module searches that module", async () => {
  const other = await serve(modulePackage());
  const { page } = await openCourse(other.address);
  await searchFor(page, "kettle");
  assert.deepEqual(await resultTitles(page), []);
  await searchFor(page, "warm");
  assert.deepEqual(await resultTitles(page), ["Warm the pot", "Cosy"]);
  await checkScreen(page, "search-module");
  await goTo(page, "#/search");
  assert.equal(await page.textContent("h1"), "Search this module");
  await page.context().close();
  await other.close();
});

test("screens beside the course leave the learner's place and progress as they were", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/pot/warm");
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  const before = await kept();
  await openTerm(page, "cosy");
  for (const hash of ["#/search?for=tea", "#/certificate", "#/water/print", "#/print"]) {
    await goTo(page, hash);
  }
  assert.equal(await kept(), before);
  await page.goto("about:blank");
  await page.goto(site.address);
  await waitForHeading(page, "Warm the pot");
  await page.context().close();
});

test("opened first, a screen beside the course leads back to where the last visit ended", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/pot/wait");
  await page.goto("about:blank");
  await page.goto(`${site.address}/#/glossary/cosy`);
  await page.getByRole("link", { name: "Back to Wait" }).click();
  await waitForHeading(page, "Wait");
  await page.context().close();
});

test("after Save and exit no link leads back into the course", async () => {
  const { page } = await openCourse();
  await page.getByRole("button", { name: "Save and exit" }).click();
  await waitForHeading(page, "You have left the course");
  assert.equal(await page.locator("#player-tools").isVisible(), false);
  await page.context().close();
});
