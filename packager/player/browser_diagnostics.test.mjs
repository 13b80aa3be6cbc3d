/* SPDX-License-Identifier: Apache-2.0 */

/* The screen for the help desk in Chromium: reached from every screen, harmless to the session, copied and saved under a strict policy. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before } from "node:test";
import { launch, lmsPages } from "./fixtures/lms_page.mjs";
import { makePackage } from "./fixtures/package.mjs";
import { checkScreen, firstVisit, tabTo } from "./fixtures/screen.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

const DIAGNOSTICS = "#/-/diagnostics";

let site;
let browser;

before(async () => {
  site = await serve(makePackage("scorm12"), await lmsPages());
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const valueOf = (frame, name) => frame.locator(".nhsuk-summary-list__row", { hasText: name }).first().locator("dd").textContent();

async function openDetails(frame) {
  await frame.getByRole("link", { name: "Problems saving?" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Details for your help desk");
}

test("the details say which package it is, where the LMS was found, what it said, and how long it took", async () => {
  const { page, frame } = await launch(browser, site.address);
  await goTo(frame, "#/water/fresh");
  await openDetails(frame);
  assert.equal(await valueOf(frame, "LMS interface"), "API found in 1 above this window");
  assert.equal(await valueOf(frame, "Course"), "tea, version 1.0.0");
  assert.equal(await valueOf(frame, "Player"), "player.js");
  assert.match(await valueOf(frame, "Account"), /^le… \(\d+ characters\)$/);
  assert.match(await valueOf(frame, "State"), /^saved, since \d\d:\d\d:\d\d\.\d{3}$/);
  await frame.getByText("as the server's").waitFor();
  const calls = await frame.getByRole("region", { name: "Last calls" }).textContent();
  assert.match(calls, /LMSInitializetrue\d+ ms/);
  assert.match(calls, /LMSSetValuecmi\.core\.lesson_status = "incomplete"true/);
  assert.match(calls, /LMSSetValuecmi\.suspend_data = \d+ characters, check [0-9a-f]{8}true/);
  assert.match(calls, /HEADthe launch pageHTTP 200/);
  await page.context().close();
});

test("a refusal of the LMS is there with its number and words", async () => {
  const { page, frame } = await launch(browser, site.address);
  await page.evaluate(() => {
    window.lms.variant.failCommits = Infinity;
  });
  await goTo(frame, "#/water/fresh");
  await frame.getByText("Not saved: General").waitFor();
  await openDetails(frame);
  assert.match(await valueOf(frame, "State"), /^(unsaved: General exception|saving)/);
  assert.match(await frame.getByRole("region", { name: "Last calls" }).textContent(), /LMSCommiterror 101 General exception \(error 101\)/);
  await page.context().close();
});

test("looking at the details saves nothing, and the place in the course stays", async () => {
  const { page, frame } = await launch(browser, site.address);
  await goTo(frame, "#/water/boiling");
  const commits = () => page.evaluate(() => window.lms.calls.filter(([call]) => call === "LMSCommit").length);
  const before = await commits();
  await openDetails(frame);
  assert.equal(await commits(), before);
  await frame.getByRole("link", { name: "Back to the course" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Boiling");
  await openDetails(frame);
  await page.evaluate(() => window.close());
  assert.equal(await page.evaluate(() => window.lms.stored.get("cmi.core.lesson_location")), "water.boiling");
  await page.context().close();
});

test("the details are reached from the screen that waits for a last save, and lead back to it", async () => {
  const { page, frame } = await launch(browser, site.address);
  await goTo(frame, "#/water/fresh");
  await page.evaluate(() => {
    window.lms.variant.failCommits = Infinity;
  });
  await frame.getByRole("button", { name: "Save and exit" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps are not saved yet");
  await openDetails(frame);
  await frame.getByRole("link", { name: "Back to the course" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps are not saved yet");
  await frame.getByRole("button", { name: "Exit without saving" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps may not be saved");
  await openDetails(frame);
  assert.equal(await valueOf(frame, "Session"), "ended");
  await page.context().close();
});

test("no name, no answer and no secret of the launch is in the text", async () => {
  const { page, frame } = await launch(browser, site.address, {}, "index.html?auth=Basic%20c2VjcmV0");
  await goTo(frame, "#/water/check");
  await frame.getByLabel("60 °C").check();
  await frame.getByLabel("Gravel").check();
  await frame.getByRole("button", { name: "Check my answers" }).click();
  await frame.locator(".player-result").waitFor();
  await openDetails(frame);
  const text = await frame.textContent("main");
  assert.equal(await valueOf(frame, "Launch parameters"), "auth");
  assert.match(text, /cmi\.interactions\.0\.student_response = 1 characters/);
  const learner = await page.evaluate(() => window.API.LMSGetValue("cmi.core.student_id"));
  assert.equal(learner, "learner-7");
  for (const secret of ["c2VjcmV0", learner, "Gravel", "hot"]) {
    assert.ok(!text.includes(secret), secret);
  }
  await page.context().close();
});

async function openPlain(options = {}) {
  const context = await firstVisit(browser, `${site.address}/${options.path ?? ""}`);
  await openDetails(context.page);
  return context;
}

test("the text is saved as a file, under a policy of 'self' alone", async () => {
  const { page, problems } = await openPlain();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as a text file" }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), "course-details.txt");
  const text = await readFile(await file.path(), "utf8");
  assert.match(text, /^Details for the help desk, \d{4}-.*\r\n\r\nCOURSE\r\nTitle: Making tea\r\n/);
  assert.match(text, /\r\nLMS interface: no API was found in any window\r\n/);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("the text is copied by one button", async () => {
  const { page } = await openPlain();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await tabTo(page, "Copy the details");
  await page.keyboard.press("Enter");
  await page.getByText("Copied.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Details for the help desk/);
  await page.context().close();
});

test("where the browser forbids the clipboard, the text is there and selected", async () => {
  const { page, problems } = await openPlain();
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => {
      throw new DOMException("no", "NotAllowedError");
    };
  });
  await page.getByRole("button", { name: "Copy the details" }).click();
  await page.waitForFunction(() => document.activeElement.tagName === "TEXTAREA");
  const { chosen, whole } = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return { chosen: value.slice(selectionStart, selectionEnd), whole: value };
  });
  assert.match(chosen, /^Details for the help desk/);
  assert.equal(chosen, whole);
  await checkScreen(page, "diagnostics-copy");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a course opened at the details says that it is saved, too", async () => {
  const { page } = await firstVisit(browser, `${site.address}/${DIAGNOSTICS}`);
  await page.locator("#player-saving", { hasText: "Saved to this browser only" }).waitFor();
  await page.context().close();
});
