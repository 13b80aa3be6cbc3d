// SPDX-License-Identifier: Apache-2.0

// Settings sheets in Chromium: one file that asks for nothing, accessible, right from 320 pixels on and on paper.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startChromium } from "../../packager/player/fixtures/chromium.mjs";
import { violations } from "../../packager/player/fixtures/screen.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const pack = path.join(process.env.IBEST_BUILD, "packager/ibest-pack");
const folder = mkdtempSync(path.join(tmpdir(), "ibest-settings-"));
const WIDTHS = [1280, 320];

/* Sheets that differ: many settings and faults, few, none; AICC with its own part; an LMS whose limit the package breaks. */
const SHEETS = [["scorm12", "moodle"], ["scorm12", "learninghub"], ["scorm12", "generic"], ["aicc", "esr"]];

let browser;

before(async () => {
  browser = await startChromium();
  for (const [format, lms] of SHEETS) {
    execFileSync(pack, ["build", path.join(root, "content/ibest"), "--format", format, "--lms", lms, "--output", folder, "--no-cache"]);
  }
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(format, lms) {
  const page = await browser.newPage({ viewport: { width: WIDTHS[0], height: 900 } });
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const address = pathToFileURL(path.join(folder, `ibest-${format}-settings-${lms}.html`)).href;
  await page.goto(address);
  return { page, requests, address };
}

/* For people: set SHEET_PICTURES to a folder to look at each sheet. */
async function keepPicture(page, name) {
  if (process.env.SHEET_PICTURES !== undefined) {
    mkdirSync(process.env.SHEET_PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(process.env.SHEET_PICTURES, `${name}.png`), fullPage: true });
  }
}

for (const [format, lms] of SHEETS) {
  test(`the sheet of ${format} for ${lms} is accessible, and does not scroll sideways`, async () => {
    const { page } = await open(format, lms);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `${format}-${lms}-${width}`);
      assert.deepEqual(await violations(page), [], `at ${width} px`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `at ${width} px`);
    }
    await page.close();
  });

  test(`the sheet of ${format} for ${lms} asks for no other file`, async () => {
    const { page, requests, address } = await open(format, lms);
    await page.emulateMedia({ media: "print" });
    await keepPicture(page, `${format}-${lms}-print`);
    assert.deepEqual(requests.filter((url) => !url.startsWith("data:")), [address]);
    assert.deepEqual(await page.evaluate(() => document.scripts.length), 0);
    await page.close();
  });
}

test("the page of an LMS is accessible, does not scroll sideways, and asks for no other file", async () => {
  const file = path.join(folder, "lms.html");
  writeFileSync(file, execFileSync(pack, ["lms", "esr"]));
  const page = await browser.newPage({ viewport: { width: WIDTHS[0], height: 900 } });
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `lms-esr-${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `at ${width} px`);
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(requests, [pathToFileURL(file).href]);
  await page.close();
});

test("each link of the contents leads to its part", async () => {
  const { page } = await open("scorm12", "moodle");
  const links = await page.$$eval(".page-contents a", (all) => all.map((link) =>
    [link.textContent, document.querySelector(link.getAttribute("href"))?.textContent]));
  assert.ok(links.length >= 8);
  links.forEach(([link, heading]) => assert.equal(link, heading));
  await page.close();
});

test("the sheet is told on paper without what is for the screen only", async () => {
  const { page } = await open("scorm12", "moodle");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.isVisible(".page-contents"), false);
  assert.equal(await page.isVisible("h1"), true);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < 20000, `${height} px`);
  await page.close();
});
