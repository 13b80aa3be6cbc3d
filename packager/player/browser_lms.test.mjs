/* SPDX-License-Identifier: Apache-2.0 */

/* The built player in Chromium inside an LMS's page: what the LMS has got after every way of leaving, and what is on screen. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import * as lmsPage from "./fixtures/lms_page.mjs";
import { makePackage } from "./fixtures/package.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

let site;
let browser;

before(async () => {
  site = await serve(makePackage("scorm12"), await lmsPage.lmsPages());
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const { relaunch } = lmsPage;
const launch = (variant) => lmsPage.launch(browser, site.address, variant);

/* The durable values of the LMS, the faults it noted, and whether the session was ended. */
function lmsOf(page) {
  return page.evaluate(() => ({ ...Object.fromEntries(window.lms.stored), faults: window.lms.faults, state: window.lms.state }));
}

/* The page is on screen before the LMS has been told of it. */
async function goToAndSave(page, frame, hash) {
  await goTo(frame, hash);
  await page.waitForFunction((location) => window.lms.stored.get("cmi.core.lesson_location") === location, hash.slice(2).replace("/", "."));
}

async function passQuiz(frame) {
  await goTo(frame, "#/water/check");
  await frame.getByLabel("100 °C").check();
  await frame.getByLabel("Water", { exact: true }).check();
  await frame.getByLabel("Tea", { exact: true }).check();
  await frame.getByRole("button", { name: "Check my answers" }).click();
}

/* Each way in which a course gets closed. */
const waysToLeave = {
  "the frame is removed": (page) => page.evaluate(() => window.close()),
  "the frame goes elsewhere": async (page) => {
    await page.evaluate(() => {
      document.querySelector("iframe").src = "about:blank";
    });
    await page.waitForFunction(() => window.lms.state === "finished");
  },
  "Save and exit": async (page, frame) => {
    await frame.getByRole("button", { name: "Save and exit" }).click();
    await frame.waitForFunction(() => document.querySelector("h1").textContent === "Saved");
  },
};

for (const [name, leave] of Object.entries(waysToLeave)) {
  test(`half-way, ${name}: the LMS has everything, and the next launch goes on there`, async () => {
    const { page, frame } = await launch();
    await goTo(frame, "#/water/fresh");
    await goTo(frame, "#/water/boiling");
    await frame.locator("#player-saving", { hasText: /^Saved to your LMS$/ }).waitFor();
    await leave(page, frame);
    const lms = await lmsOf(page);
    assert.deepEqual(lms.faults, []);
    assert.deepEqual([lms.state, lms["cmi.core.lesson_status"], lms["cmi.core.exit"], lms["cmi.core.lesson_location"]],
      ["finished", "incomplete", "suspend", "water.boiling"]);
    assert.match(lms["cmi.core.session_time"], /^0000:00:\d\d\.\d\d$/);
    const again = await relaunch(page);
    assert.equal(await again.textContent("h1"), "Boiling");
    await page.context().close();
  });
}

test("a course in a window of its own finds the LMS in the window that opened it, and leaves everything there when it is closed", async () => {
  const page = await lmsPage.openLms(browser, site.address);
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.evaluate(() => window.launchPopup())]);
  await popup.waitForSelector("h1");
  await goTo(popup, "#/water/fresh");
  await popup.locator("#player-saving", { hasText: /^Saved to your LMS$/ }).waitFor();
  await popup.getByRole("link", { name: "Problems saving?" }).click();
  await popup.getByText("API found in the window that opened this one").waitFor();
  await popup.close({ runBeforeUnload: true });
  await page.waitForFunction(() => window.lms.state === "finished");
  const lms = await lmsOf(page);
  assert.deepEqual([lms.faults, lms["cmi.core.lesson_location"], lms["cmi.core.exit"]], [[], "water.fresh", "suspend"]);
  await page.context().close();
});

test("a frame without the right to open windows or to download keeps the course and its saving", async () => {
  const page = await lmsPage.openLms(browser, site.address);
  await page.evaluate(() => {
    window.begin({});
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    Object.assign(frame, { title: "Course", src: "index.html", width: 800, height: 600 });
    document.body.append(frame);
  });
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector("h1");
  await goTo(frame, "#/water/fresh");
  await frame.locator("#player-saving", { hasText: /^Saved to your LMS$/ }).waitFor();
  await frame.getByRole("link", { name: "Problems saving?" }).click();
  await frame.getByRole("button", { name: "Copy the details" }).click();
  await frame.getByText(/^(Copied\.|The browser does not let the course copy\.)/).waitFor();
  assert.equal((await lmsOf(page))["cmi.core.lesson_location"], "water.fresh");
  await page.context().close();
});

test("a completion is durable before the learner leaves, with its score, and a relaunch keeps it", async () => {
  const { page, frame } = await launch();
  await passQuiz(frame);
  for (const hash of ["#/water/fresh", "#/water/boiling", "#/pot/warm", "#/pot/wait"]) {
    await goToAndSave(page, frame, hash);
  }
  const before = await lmsOf(page);
  assert.deepEqual([before["cmi.core.lesson_status"], before["cmi.core.score.raw"]], ["completed", "100"]);
  await page.evaluate(() => window.close());
  const again = await relaunch(page);
  await goTo(again, "#/");
  assert.match(await again.textContent("main"), /already has you down as having completed/);
  await page.evaluate(() => window.close());
  const after = await lmsOf(page);
  assert.deepEqual([after["cmi.core.lesson_status"], after["cmi.core.exit"], after.faults], ["completed", "", []]);
  await page.context().close();
});

test("a commit that fails is on screen, is tried again, and Save and exit waits for it", async () => {
  const { page, frame } = await launch();
  await page.evaluate(() => {
    window.lms.variant.failCommits = 2;
  });
  await goTo(frame, "#/water/fresh");
  await frame.waitForFunction(() => document.getElementById("player-saving").textContent.startsWith("Not saved: General"));
  await frame.getByRole("button", { name: "Save and exit" }).click();
  await frame.waitForFunction(() => document.querySelector("h1").textContent === "Your last steps are not saved yet");
  assert.equal((await lmsOf(page)).state, "running");
  await frame.getByRole("button", { name: "Try again now" }).click();
  await frame.waitForFunction(() => document.querySelector("h1").textContent === "Saved");
  const lms = await lmsOf(page);
  assert.deepEqual([lms.state, lms["cmi.core.lesson_location"]], ["finished", "water.fresh"]);
  await page.context().close();
});

test("commits that always fail keep the session open until the learner gives up, and the screen says what was not saved", async () => {
  const { page, frame } = await launch();
  await goTo(frame, "#/water/fresh");
  await page.clock.install();
  await page.evaluate(() => {
    window.lms.variant.failCommits = Infinity;
  });
  await frame.getByRole("button", { name: "Save and exit" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps are not saved yet");
  await frame.evaluate(() => {
    window.location.hash = "#/water";
  });
  await page.clock.runFor(600000);
  assert.equal((await lmsOf(page)).state, "running");
  await frame.getByRole("button", { name: "Exit without saving" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps may not be saved");
  assert.match(await frame.textContent("main"), /could not be saved to your LMS because General exception/);
  assert.match(await frame.textContent("#player-saving"), /^Not saved: General exception \(error 101\)\.$/);
  assert.equal((await lmsOf(page)).state, "finished");
  await page.context().close();
});

test("what an LMS never confirmed is kept in the browser, the screen says so, and the next launch sends it", async () => {
  const { page, frame } = await launch({ sends: "changes" });
  await goTo(frame, "#/water/fresh");
  await page.evaluate(() => Object.assign(window.lms.variant, { failCommits: Infinity, loseWrites: Infinity }));
  await goTo(frame, "#/water/boiling");
  await frame.getByRole("button", { name: "Save and exit" }).click();
  await frame.getByRole("button", { name: "Exit without saving" }).click();
  await frame.waitForFunction(() => document.activeElement.textContent === "Your last steps may not be saved");
  assert.match(await frame.textContent("main"), /They are kept in this browser\. Open the course again .* to send them/);
  assert.equal((await lmsOf(page))["cmi.core.lesson_location"], "water.fresh");
  const again = await relaunch(page, { failCommits: 0, loseWrites: 0 });
  await goTo(again, "#/");
  assert.match(await again.textContent("main"), /had not confirmed your last steps\. They were kept in this browser/);
  await page.waitForFunction(() => document.querySelector("iframe").contentDocument.getElementById("player-saving").textContent === "Saved to your LMS");
  await page.evaluate(() => window.close());
  const third = await relaunch(page);
  await goTo(third, "#/");
  assert.doesNotMatch(await third.textContent("main"), /had not confirmed/);
  assert.match(await third.textContent("main"), /40% done/);
  await page.context().close();
});

test("a double click on Save and exit ends the session once", async () => {
  const { page, frame } = await launch();
  await goTo(frame, "#/water/fresh");
  await frame.getByRole("button", { name: "Save and exit" }).dblclick();
  await frame.waitForFunction(() => document.activeElement.textContent === "Saved");
  assert.equal(await page.evaluate(() => window.lms.calls.filter(([call]) => call === "LMSFinish").length), 1);
  assert.deepEqual((await lmsOf(page)).faults, []);
  await page.context().close();
});

test("a course loaded again after its skip link was used begins where it was", async () => {
  const { page, frame } = await launch();
  await goTo(frame, "#/water/fresh");
  await page.evaluate(() => window.launch({}, "index.html#main"));
  const again = await (await page.waitForSelector("iframe")).contentFrame();
  await again.waitForFunction(() => document.querySelector("h1")?.textContent === "Fresh water");
  await again.getByRole("button", { name: "Save and exit" }).click();
  await again.waitForFunction(() => document.activeElement.textContent === "Saved");
  await page.context().close();
});

test("an LMS like ESR, without interactions, keeps the rest", async () => {
  const { page, frame } = await launch({ unsupported: ["cmi.interactions", "cmi.core.score.m"] });
  await passQuiz(frame);
  await page.evaluate(() => window.close());
  const lms = await lmsOf(page);
  assert.equal(lms.faults.filter((fault) => !fault.startsWith("401")).length, 0);
  assert.equal(lms["cmi.core.lesson_status"], "incomplete");
  await page.context().close();
});

test("screens beside the course tell the LMS nothing, and the certificate has the name that it knows", async () => {
  const { page, frame } = await launch();
  await passQuiz(frame);
  for (const hash of ["#/water/fresh", "#/water/boiling", "#/pot/wait", "#/pot/warm"]) {
    await goToAndSave(page, frame, hash);
  }
  const before = await lmsOf(page);
  for (const hash of ["#/search?for=tea", "#/water/print", "#/glossary", "#/certificate"]) {
    await goTo(frame, hash);
  }
  assert.equal(await frame.textContent(".player-certificate__name"), "Synthetic Learner");
  assert.equal(await frame.getByLabel("Your name").count(), 0);
  assert.deepEqual(await lmsOf(page), before);
  await page.evaluate(() => window.close());
  const after = await lmsOf(page);
  assert.deepEqual([after["cmi.core.lesson_location"], after["cmi.suspend_data"], after.faults],
    ["pot.warm", before["cmi.suspend_data"], []]);
  await page.context().close();
});
