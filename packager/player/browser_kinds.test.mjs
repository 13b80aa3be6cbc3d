/* SPDX-License-Identifier: Apache-2.0 */

/* Each type of question, surveys, scenarios and videos to be watched in Chromium: by keyboard, after a break, and against WCAG. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { makeKindsPackage } from "./fixtures/kinds.mjs";
import { checkScreen, checkScreens, firstVisit, tabTo } from "./fixtures/screen.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

let site;
let browser;

before(async () => {
  site = await serve(makeKindsPackage("web"));
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

const openCourse = (address = site.address) => firstVisit(browser, address);
const send = (page, name) => page.getByRole("button", { name, exact: true }).click();
const focused = (page) => page.evaluate(() => document.activeElement.textContent.replace(/\s+/g, " ").trim());
const stateOf = (page, title) => page.locator(".nhsuk-task-list__item", { hasText: title }).locator(".nhsuk-task-list__status").textContent();

/* Answers the quiz of every type by its labels; right but for the number, so that it passes. */
async function answerTypes(page) {
  await page.getByLabel("False").check();
  await page.getByLabel("Black tea").selectOption("Oxidised leaf");
  await page.getByLabel("Green tea").selectOption("Unoxidised leaf");
  await page.getByRole("button", { name: "Move up Boil the water" }).click();
  await page.getByRole("button", { name: "Move down Pour the tea" }).click();
  await page.getByLabel("Your answer (minutes)").fill("7");
  await page.getByRole("textbox", { name: "Your answer", exact: true }).fill("tea  Cosy");
}

async function answerSurvey(page) {
  await page.getByLabel("10: Completely").check();
  await page.getByLabel("A mug").check();
}

/* Lives through a break: the tab goes elsewhere and comes back. */
async function comeBack(page) {
  await page.goto("about:blank");
  await page.goto(site.address);
  await page.waitForSelector("h1");
}

test("a question of each type can be answered by keyboard alone", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/tasting/types");
  await tabTo(page, "True");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "Black tea");
  await page.keyboard.type("Oxi");
  await tabTo(page, "Green tea");
  await page.keyboard.type("Uno");
  await tabTo(page, "Move down Pour the tea");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "Move down Pour the tea");
  assert.equal(await page.locator("[role=status]", { hasText: "is now" }).textContent(), "Pour the tea is now 2 of 3.");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[role=status]", { hasText: "already" }).textContent(), "Pour the tea is already last.");
  await tabTo(page, "Your answer (minutes)");
  await page.keyboard.type("4.5");
  await tabTo(page, "Your answer");
  await page.keyboard.type("cosy");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "You passed");
  assert.match(await page.textContent(".player-result"), /5 of 5 questions right: 100%/);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("what is missing is named by type, led to, and described at its place", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/tasting/types");
  await page.getByLabel("Your answer (minutes)").fill("four");
  await page.getByLabel("Black tea").selectOption("Oxidised leaf");
  await send(page, "Check my answers");
  assert.deepEqual(await page.locator(".nhsuk-error-summary__list a").allTextContents(), ["Answer question 1: choose an answer",
    "Answer question 2: choose a match for each: 1 left", "Answer question 3: move at least one of these",
    "Answer question 4: enter a number in figures, such as 12 or 3.5", "Answer question 5: enter an answer"]);
  await page.getByRole("link", { name: "Answer question 4" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-invalid")), "true");
  assert.match(await page.locator("fieldset[aria-describedby~=question-minutes-error]").textContent(), /Error: Enter a number in figures/);
  assert.equal(await page.getByLabel("Black tea").getAttribute("aria-invalid"), "false");
  assert.equal(await page.getByLabel("Green tea").getAttribute("aria-invalid"), "true");
  await page.context().close();
});

test("answers of every type are there again after a break", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/tasting/types");
  await answerTypes(page);
  await comeBack(page);
  assert.equal(await page.getByLabel("False").isChecked(), true);
  assert.equal(await page.getByLabel("Green tea").inputValue(), "a");
  assert.deepEqual(await page.locator(".player-ordering__text").allTextContents(), ["Boil the water", "Wait", "Pour the tea"]);
  assert.equal(await page.getByLabel("Your answer (minutes)").inputValue(), "7");
  assert.equal(await page.getByRole("textbox", { name: "Your answer", exact: true }).inputValue(), "tea  Cosy");
  await send(page, "Check my answers");
  assert.match(await page.textContent(".player-result"), /4 of 5 questions right: 80%.*Three to five minutes/);
  await page.context().close();
});

test("a quiz before the course draws the same questions after a break, and tells a score but no answers", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/tasting/start");
  const asked = await page.locator("legend").allTextContents();
  assert.equal(asked.length, 2);
  await comeBack(page);
  assert.deepEqual(await page.locator("legend").allTextContents(), asked);
  for (const label of await page.getByLabel("True").all()) {
    await label.check();
  }
  await send(page, "Check my answers");
  assert.equal(await focused(page), "Your score: 100%");
  assert.equal(await page.locator(".player-result__item").count(), 0);
  await goTo(page, "#/tasting");
  assert.equal(await stateOf(page, "Where you start"), "Done");
  await goTo(page, "#/tasting/start");
  assert.ok(await page.getByText("100% were right").isVisible());
  await page.context().close();
});

test("when the attempts are used up there is no form, and whom to ask is told", async () => {
  const packed = makeKindsPackage("web");
  Object.assign(packed.modules[0].pages[3].quiz, { attempts: 1, after_attempts_html: "<p>Ask the tea lady.</p>" });
  const other = await serve(packed);
  const { page } = await openCourse(other.address);
  await goTo(page, "#/tasting/types");
  assert.ok(await page.getByText("You can try once; your best result counts.").isVisible());
  await answerTypes(page);
  await page.getByLabel("True").check();
  await page.getByLabel("Black tea").selectOption("Mint leaf");
  await send(page, "Check my answers");
  assert.ok(await page.getByText("Ask the tea lady.").isVisible());
  assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
  await goTo(page, "#/tasting");
  assert.equal(await stateOf(page, "What you know"), "No attempts left");
  await goTo(page, "#/tasting/types");
  assert.equal(await page.locator("form").count(), 0);
  await checkScreen(page, "no-attempts");
  await page.context().close();
  await other.close();
});

test("a survey is sent once, without what may be left out", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/tasting/feel-before");
  await send(page, "Send my answers");
  assert.deepEqual(await page.locator(".nhsuk-error-summary__list a").allTextContents(),
    ["Answer question 1: choose a number", "Answer question 2: choose an answer"]);
  await answerSurvey(page);
  await send(page, "Send my answers");
  assert.equal(await focused(page), "Thank you");
  await comeBack(page);
  assert.equal(await page.locator("form").count(), 0);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a scenario goes where its choices lead, back, on after a break, and to an end", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/tasting/guest");
  await send(page, "Continue");
  assert.equal(await page.getByRole("link", { name: "Choose an answer" }).count(), 1);
  await tabTo(page, "Offer tea");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "Step 2");
  assert.ok(await page.getByText("The guest smiles.").isVisible());
  await comeBack(page);
  assert.ok(await page.getByText("The guest asks for milk.").isVisible());
  await page.getByRole("button", { name: "Go back to step 1" }).click();
  assert.equal(await focused(page), "Step 1");
  await page.getByLabel("Offer ice").check();
  await send(page, "Continue");
  await page.getByLabel("Say goodbye").check();
  await send(page, "Continue");
  assert.equal(await focused(page), "Step 3: the end");
  assert.ok(await page.getByText("The guest leaves.").isVisible());
  await goTo(page, "#/tasting");
  assert.equal(await stateOf(page, "A guest comes"), "Done");
  assert.deepEqual(problems, []);
  await page.context().close();
});

async function playFor(page, seconds) {
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  await page.evaluate(() => {
    const video = document.querySelector("video");
    video.muted = true;
    return video.play();
  });
  await page.waitForFunction((time) => document.querySelector("video").currentTime >= time || document.querySelector("video").ended, seconds);
  await page.evaluate(() => document.querySelector("video").pause());
}

test("a video counts what was played, not what was skipped, and goes on after a break where it was left", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/tasting/watch");
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  await page.evaluate(() => {
    document.querySelector("video").currentTime = document.querySelector("video").duration - 0.4;
  });
  await playFor(page, Infinity);
  const skipped = Number(/so far: (\d+)%/.exec(await page.textContent(".player-video-watched"))[1]);
  assert.ok(skipped < 40, `${skipped}%`);
  await page.evaluate(() => {
    document.querySelector("video").currentTime = 0;
  });
  await playFor(page, 1);
  await comeBack(page);
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1 && !document.querySelector("video").seeking);
  const place = await page.evaluate(() => document.querySelector("video").currentTime);
  assert.ok(place > 0.5 && place < 2, `${place} s`);
  await playFor(page, Infinity);
  await page.getByText("You have watched enough of this video").waitFor();
  assert.equal(await page.locator(".player-side [aria-current] .player-side__mark").count(), 1);
  assert.deepEqual(problems, []);
  await page.context().close();
});

/* A learner's way through each state of each screen: how to get there from the one before. */
const screens = {
  "kinds-contents": async () => {},
  "survey": (page) => goTo(page, "#/tasting/feel-before"),
  "survey-errors": (page) => send(page, "Send my answers"),
  "survey-sent": async (page) => {
    await answerSurvey(page);
    await send(page, "Send my answers");
  },
  "before": (page) => goTo(page, "#/tasting/start"),
  "before-result": async (page) => {
    for (const label of await page.getByLabel("True").all()) {
      await label.check();
    }
    await send(page, "Check my answers");
  },
  "watch": (page) => goTo(page, "#/tasting/watch"),
  "types": (page) => goTo(page, "#/tasting/types"),
  "types-errors": (page) => send(page, "Check my answers"),
  "types-result": async (page) => {
    await answerTypes(page);
    await send(page, "Check my answers");
  },
  "scenario": (page) => goTo(page, "#/tasting/guest"),
  "scenario-step": async (page) => {
    await page.getByLabel("Offer tea").check();
    await send(page, "Continue");
  },
  "scenario-end": async (page) => {
    await page.getByLabel("Give milk").check();
    await send(page, "Continue");
  },
  "kinds-remaining": (page) => goTo(page, "#/-/finish"),
};

test("each screen on the way through the course", async (t) => {
  const visit = await openCourse();
  await checkScreens(t, visit, screens);
  await visit.page.context().close();
});

test("forced colours keep fields, buttons and results readable", async () => {
  const { page } = await openCourse();
  await page.emulateMedia({ forcedColors: "active" });
  await goTo(page, "#/tasting/types");
  await checkScreen(page, "forced-types");
  await answerTypes(page);
  await send(page, "Check my answers");
  await checkScreen(page, "forced-result");
  await page.context().close();
});
