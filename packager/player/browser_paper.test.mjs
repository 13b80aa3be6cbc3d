/* SPDX-License-Identifier: Apache-2.0 */

/* Paper: any screen printed, the print view, and the certificate on its one sheet with the day of completion. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { makeKindsPackage } from "./fixtures/kinds.mjs";
import { makePackage } from "./fixtures/package.mjs";
import { printed, printedText } from "./fixtures/paper.mjs";
import { checkScreen, firstVisit, tabTo } from "./fixtures/screen.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

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

function holds(text, present, absent) {
  present.forEach((words) => assert.ok(text.includes(words), `'${words}' is missing in: ${text}`));
  absent.forEach((words) => assert.ok(!text.includes(words), `'${words}' stands in: ${text}`));
}

const CONTROLS = ["Save and exit", "Search", "Skip to", "Previous", "Next", "Saved to"];

test("a page is printed without what only works on a screen, and with the addresses of outside links", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/water/fresh");
  holds(await printedText(page), ["Making tea", "Fresh water", "a page about water (https://example.org/)", "Rinse the kettle."],
    [...CONTROLS, "opens in a new tab", "Pages in this module"]);
  await page.context().close();
});

test("what can be opened is printed open, and is closed again afterwards", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/pot/warm");
  holds(await printedText(page), ["A cold pot cools it.", "infusion"], ["#/glossary"]);
  assert.equal(await page.locator("main details[open]").count(), 0);
  await page.locator("main summary").click();
  await printedText(page);
  assert.equal(await page.locator("main details[open]").count(), 1);
  await page.context().close();
});

test("a page with a video prints its title and transcript", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/water/boiling");
  holds(await printedText(page), ["Boiling", "Transcript of the video", "It reaches three.", "Sheet for the wall"], CONTROLS);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("video").isVisible(), false);
  await page.context().close();
});

test("a quiz is printed without buttons and lists to choose from, with what can be matched", async () => {
  const other = await serve(makeKindsPackage("web"));
  const { page } = await openCourse(other.address);
  await goTo(page, "#/tasting/types");
  holds(await printedText(page), ["Milk goes in first.", "Matches: Unoxidised leaf; Mint leaf; Oxidised leaf", "Pour the tea"],
    ["Check my answers", "Move up"]);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByLabel("Black tea").isVisible(), false);
  await page.context().close();
  await other.close();
});

test("the print view has a whole module: texts, transcripts, and questions without their answers", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/water");
  await tabTo(page, "Print this module");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.textContent === "Water" && document.querySelector(".player-print") !== null);
  assert.equal(await page.title(), "Water – Making tea");
  holds(await printedText(page), ["This is an example course for tests.", "Use fresh water.", "A number counts up.", "How hot for black tea?", "100 °C",
    "60 °C", "Gravel", "Downloads: Sheet for the wall."], ["Too cold", "Yes: boiling", "Black tea wants", "Warm the pot", ...CONTROLS]);
  await page.evaluate(() => {
    window.print = () => {
      window.isPrinted = true;
    };
  });
  await page.getByRole("button", { name: "Print", exact: true }).click();
  assert.equal(await page.evaluate(() => window.isPrinted), true);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("the print view has every type of question, and scenarios as text", async () => {
  const other = await serve(makeKindsPackage("web"));
  const { page, problems } = await openCourse(other.address);
  await goTo(page, "#/tasting/print");
  await checkScreen(page, "print-kinds");
  holds(await printedText(page), ["0: Not at all. 10: Completely.", "Matches:", "Number these in their order:", "Your answer: minutes",
    "Step 1", "Offer tea (go to step 3)", "The guest smiles.", "Step 5: the end", "What would help you?"],
  ["Only in cheap cups", "Three to five", "Oxygen makes"]);
  assert.equal(await page.locator("section", { hasText: "Where you start" }).last().locator(".player-paper__question").count(), 2, "those drawn");
  assert.deepEqual(problems, []);
  await page.context().close();
  await other.close();
});

test("all modules are printed with headings one below the other, each module on a sheet of its own", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/print");
  assert.deepEqual(await page.locator("main :is(h1, h2, h3, h4)").evaluateAll((titles) => titles.map((title) => `${title.tagName} ${title.textContent}`)),
    ["H1 Making tea", "H2 Water", "H3 Fresh water", "H4 Temperatures", "H3 Boiling", "H3 Check your knowledge", "H2 Pot", "H3 Warm the pot", "H3 Wait"]);
  const sheets = await printed(page);
  assert.match(sheets[sheets.length - 1].trim(), /^Pot\b/);
  await page.context().close();
});

/* Does all of the course on a day. */
async function complete(page, day) {
  await page.clock.setFixedTime(new Date(day));
  await goTo(page, "#/water/check");
  await page.getByLabel("100 °C").check();
  await page.getByLabel("Water", { exact: true }).check();
  await page.getByLabel("Tea", { exact: true }).check();
  await page.getByRole("button", { name: "Check my answers" }).click();
  for (const hash of ["#/water/fresh", "#/water/boiling", "#/pot/warm", "#/pot/wait"]) {
    await goTo(page, hash);
  }
}

test("before completion the certificate says what is missing, and leads there", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/certificate");
  assert.equal(await page.locator(".player-certificate").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Print or save as PDF" }).count(), 0);
  await page.getByRole("link", { name: "Warm the pot" }).last().click();
  await page.waitForFunction(() => document.querySelector("h1").textContent === "Warm the pot");
  await page.context().close();
});

test("the certificate is one sheet with name, modules, score, notice, and the day of completion, not of printing", async () => {
  const { page, problems } = await openCourse();
  await complete(page, "2026-01-05T12:00:00");
  await page.goto("about:blank");
  await page.clock.setFixedTime(new Date("2026-03-09T12:00:00"));
  await page.goto(`${site.address}/#/-/finish`);
  await page.getByRole("link", { name: "Show my certificate" }).click();
  await page.waitForFunction(() => document.activeElement.textContent === "Certificate of tea");
  assert.equal(await page.title(), "Certificate of tea – Making tea");
  await page.getByLabel("Your name").fill("Synthetic Learner");
  const sheets = await printed(page);
  assert.equal(sheets.length, 1);
  holds(sheets[0].replace(/\s+/g, " "), ["Certificate of tea", "Synthetic Learner", "has learnt to make a pot of tea. It counts as one hour of study.",
    "Making tea", "Water", "Pot", "5 January 2026", "100%", "This is an example course for tests."],
  ["9 March", "Your name", "Print or save", "Back to", ...CONTROLS]);
  await page.reload();
  assert.equal(await page.getByLabel("Your name").inputValue(), "", "the name is kept nowhere");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("the certificate of as many modules as it lists is one sheet of A4", async () => {
  const packed = makePackage("web");
  const [, pot] = packed.modules;
  packed.modules = Array.from({ length: 30 }, (_, order) => ({ ...pot, id: `m${order}`, title: `Module ${order} with a title of a usual length`,
    pages: pot.pages.slice(0, 1) }));
  const other = await serve(packed);
  const { page } = await openCourse(other.address);
  for (const { id } of packed.modules) {
    await goTo(page, `#/${id}/warm`);
  }
  await goTo(page, "#/certificate");
  const sheets = await printed(page);
  assert.equal(sheets.length, 1);
  holds(sheets[0].replace(/\s+/g, " "), ["Module 0 with", "Module 29 with", "This is an example course for tests."], []);
  await page.context().close();
  await other.close();
});

test("in a package of one module the certificate is of that module, without what the author says of the course", async () => {
  const packed = makePackage("web");
  const [, pot] = packed.modules;
  const other = await serve({ ...packed, activity: { iri: pot.iri, kind: "module", title: pot.title }, modules: [pot] });
  const { page } = await openCourse(other.address);
  for (const hash of ["#/pot/warm", "#/pot/wait", "#/certificate"]) {
    await goTo(page, hash);
  }
  await checkScreen(page, "certificate-module");
  holds(await printedText(page), ["has completed the module Pot of the course Making tea."], ["has learnt", "Quiz score"]);
  await page.context().close();
  await other.close();
});

test("a course without a certificate has no way to one", async () => {
  const packed = makePackage("web");
  delete packed.course.certificate;
  const other = await serve(packed);
  const { page } = await openCourse(other.address);
  await complete(page, "2026-01-05T12:00:00");
  await goTo(page, "#/-/finish");
  await page.waitForSelector(".nhsuk-panel");
  assert.equal(await page.getByRole("link", { name: "certificate" }).count(), 0);
  await goTo(page, "#/certificate");
  assert.equal(await page.textContent("h1"), "Making tea");
  await page.context().close();
  await other.close();
});
