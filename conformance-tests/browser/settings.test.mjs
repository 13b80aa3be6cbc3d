// SPDX-License-Identifier: Apache-2.0

// Settings sheets in Chromium: one file that asks for nothing, accessible, right from 320 pixels on and on paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startChromium } from "../../packager/player/fixtures/chromium.mjs";
import { WIDTHS, checkScreen, keepPicture } from "../../packager/player/fixtures/screen.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const pack = path.join(process.env.IBEST_BUILD, "packager/ibest-pack");
const folder = mkdtempSync(path.join(tmpdir(), "ibest-settings-"));

/* Sheets that differ: many settings and faults, few, none; AICC with its own part; an LMS whose limit the package breaks. */
const SHEETS = [["scorm12", "moodle"], ["scorm12", "learninghub"], ["scorm12", "generic"], ["aicc", "esr"]];

let browser;
let page;

before(async () => {
  browser = await startChromium();
  page = await browser.newPage();
  for (const [format, lms] of SHEETS) {
    execFileSync(pack, ["build", path.join(root, "content/ibest"), "--format", format, "--lms", lms, "--output", folder, "--no-cache"]);
  }
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/* Opens a file, the one page for all, on a large screen; yields { address, requests }, what is asked for by and by. */
async function show(name) {
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: WIDTHS[0], height: 800 });
  const requests = [];
  page.removeAllListeners("request");
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(path.join(folder, name)).href;
  await page.goto(address);
  return { requests, address };
}

const open = (format, lms) => show(`ibest-${format}-settings-${lms}.html`);

for (const [format, lms] of SHEETS) {
  test(`the sheet of ${format} for ${lms} is accessible, and does not scroll sideways`, async () => {
    await open(format, lms);
    await checkScreen(page, `${format}-${lms}`);
  });

  test(`the sheet of ${format} for ${lms} asks for no other file`, async () => {
    const { requests, address } = await open(format, lms);
    await page.emulateMedia({ media: "print" });
    await keepPicture(page, `${format}-${lms}-print`);
    assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [address]);
    assert.deepEqual(await page.evaluate(() => document.scripts.length), 0);
  });
}

test("the page of an LMS is accessible, does not scroll sideways, and asks for no other file", async () => {
  writeFileSync(path.join(folder, "lms.html"), execFileSync(pack, ["lms", "esr"]));
  const { requests, address } = await show("lms.html");
  await checkScreen(page, "lms-esr");
  assert.deepEqual(requests, [address]);
});

test("each link of the contents leads to its part", async () => {
  await open("scorm12", "moodle");
  const links = await page.$$eval(".page-contents a", (all) => all.map((link) =>
    [link.textContent, document.querySelector(link.getAttribute("href"))?.textContent]));
  assert.ok(links.length >= 8);
  links.forEach(([link, heading]) => assert.equal(link, heading));
});

test("the sheet is told on paper without what is for the screen only", async () => {
  await open("scorm12", "moodle");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible(".page-contents"), false);
  assert.equal(await page.isVisible("h1"), true);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < 20000, `${height} px`);
});
