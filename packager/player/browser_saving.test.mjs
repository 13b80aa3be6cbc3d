/* SPDX-License-Identifier: Apache-2.0 */

/* The line that says what is saved: in sight on every screen, in small windows too, and never over what somebody reads or uses. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { launch, lmsPages } from "./fixtures/lms_page.mjs";
import { makePackage } from "./fixtures/package.mjs";
import { checkScreen, keepPicture } from "./fixtures/screen.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

const LONG = "the LMS at training.example.nhs.uk does not let courses on content.example.nhs.uk read its answers: it has to send a header "
  + "that allows it, or the course has to lie on the LMS's own server, as whoever runs your LMS can tell you in more words than these";

/* By name: width and height of the course's frame. A phone, a small frame of an LMS, and a large screen at 400 %. */
const FRAMES = { phone: [320, 568], frame: [900, 300], zoom: [320, 256] };

const SCREENS = ["#/", "#/water", "#/water/fresh", "#/water/boiling", "#/water/check", "#/-/finish", "#/-/diagnostics"];

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

async function launchIn([width, height]) {
  const { page, frame } = await launch(browser, site.address);
  await page.setViewportSize({ width: 1000, height: 800 });
  await page.evaluate((size) => Object.assign(document.querySelector("iframe"), size), { width, height });
  return { page, frame };
}

/* An LMS whose commits fail for a reason that takes many words. */
function refuse(page) {
  return page.evaluate((why) => {
    window.lms.variant.failCommits = Infinity;
    window.API.LMSGetErrorString = () => why;
  }, LONG);
}

/* How the line stands in its window: its share of the height, whether all of it is in sight, whether what does not fit can be reached. */
function standing(frame) {
  return frame.evaluate(() => {
    const bar = document.getElementById("player-saving-bar");
    const { top, bottom, height } = bar.getBoundingClientRect();
    return { share: height / window.innerHeight, isInSight: top >= -1 && bottom <= window.innerHeight && height > 20,
      text: bar.textContent.trim(), isReachable: bar.scrollHeight <= bar.clientHeight || bar.tabIndex === 0 };
  });
}

async function scrollDown(frame) {
  await frame.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
}

for (const [name, size] of Object.entries(FRAMES)) {
  test(`${name}: the line is in sight on every screen, scrolled down too, and a long reason leaves three quarters to the course`, async () => {
    const { page, frame } = await launchIn(size);
    await frame.getByText("Saved to your LMS").waitFor();
    await refuse(page);
    for (const hash of SCREENS) {
      await goTo(frame, hash);
      await frame.locator("#player-saving", { hasText: `Not saved: ${LONG}` }).waitFor();
      await scrollDown(frame);
      const { share, isInSight, isReachable } = await standing(frame);
      assert.ok(isInSight, hash);
      assert.ok(isReachable, hash);
      assert.ok(share <= 0.26, `${hash}: ${share}`);
      assert.ok(await frame.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), hash);
    }
    await keepPicture(page, `saving-${name}`);
    await page.context().close();
  });

  test(`${name}: the line is in sight on the screens after Save and exit`, async () => {
    const { page, frame } = await launchIn(size);
    await goTo(frame, "#/water/fresh");
    await refuse(page);
    await frame.getByRole("button", { name: "Save and exit" }).click();
    await frame.getByRole("heading", { name: "Your last steps are not saved yet" }).waitFor();
    await scrollDown(frame);
    assert.ok((await standing(frame)).isInSight);
    await frame.getByRole("button", { name: "Exit without saving" }).click();
    await frame.getByRole("heading", { name: "Your last steps may not be saved" }).waitFor();
    await scrollDown(frame);
    const { isInSight, text } = await standing(frame);
    assert.ok(isInSight);
    assert.match(text, /^Not saved: /);
    await page.context().close();
  });

  test(`${name}: what takes the focus is not under the line`, async () => {
    const { page, frame } = await launchIn(size);
    await refuse(page);
    await goTo(frame, "#/water/check");
    await frame.locator("#player-saving", { hasText: "Not saved" }).waitFor();
    await scrollDown(frame);
    await frame.locator(".player-footer a").focus();
    for (let presses = 0; presses < 14; presses += 1) {
      await page.keyboard.press("Shift+Tab");
      const hidden = await frame.evaluate(() => {
        const element = document.activeElement;
        const bar = document.getElementById("player-saving-bar");
        const isBelow = bar.contains(element) || element.closest("header, .nhsuk-skip-link, body > a") !== null
          || element.getBoundingClientRect().bottom > bar.getBoundingClientRect().bottom + 4;
        return element === document.body || isBelow ? null : element.outerHTML.slice(0, 80);
      });
      assert.equal(hidden, null);
    }
    await page.context().close();
  });
}

test("the line is there before the first answer has come", async () => {
  const { page, frame } = await launch(browser, site.address);
  await frame.getByText("Saved to your LMS").waitFor();
  await page.route("**/index.html", (route) => (route.request().method() === "HEAD" ? new Promise(() => {}) : route.continue()));
  await page.evaluate(() => window.launch({}));
  const again = await (await page.waitForSelector("iframe")).contentFrame();
  await again.locator("#player-saving", { hasText: /^Saving to your LMS$/ }).waitFor();
  await page.context().close();
});

test("a long reason at 320 px breaks no rule of accessibility", async () => {
  const page = await browser.newPage();
  await page.addInitScript((why) => {
    window.API = { LMSInitialize: () => "true", LMSGetValue: () => "", LMSSetValue: () => "true", LMSCommit: () => "false",
      LMSGetLastError: () => "0", LMSGetErrorString: () => why, LMSFinish: () => "true" };
  }, LONG);
  await page.goto(`${site.address}/#/water/fresh`);
  await page.locator("#player-saving", { hasText: "Not saved" }).waitFor();
  await checkScreen(page, "not-saved");
  await page.emulateMedia({ forcedColors: "active" });
  await checkScreen(page, "forced-not-saved");
  await page.context().close();
});

test("on paper there is neither the line nor the way to the help desk", async () => {
  const { page, frame } = await launch(browser, site.address);
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["#player-saving-bar", "#player-help", "#player-exit"]) {
    assert.equal(await frame.locator(hidden).isVisible(), false, hidden);
  }
  assert.equal(await frame.locator("h1").isVisible(), true);
  await page.context().close();
});
