/* SPDX-License-Identifier: Apache-2.0 */

/* The built player in Chromium, without an LMS: a course by keyboard alone, and each screen against WCAG and at two widths. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { makePackage } from "./fixtures/package.mjs";
import { checkScreen, checkScreens, firstVisit, tabTo } from "./fixtures/screen.mjs";
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

/*
 * Goes where `name` leads. Returns what has the focus as soon as the player has dealt with the new address: the address itself
 * changes a moment before, so nothing can be told from that.
 */
async function follow(page, name) {
  await tabTo(page, name);
  await page.evaluate(() => {
    window.arrival = new Promise((resolve) => {
      window.addEventListener("hashchange", () => {
        const { tagName, textContent } = document.activeElement;
        resolve({ focus: `${tagName} ${textContent}`, title: document.title });
      }, { once: true });
    });
  });
  await page.keyboard.press("Enter");
  return page.evaluate(() => window.arrival);
}

/* The focus is on the new screen's heading: what a screen reader reads next, and where Tab goes on. */
async function followTo(page, name, text) {
  const { focus, title } = await follow(page, name);
  assert.equal(focus, `H1 ${text}`);
  assert.ok(title.startsWith(text), title);
}

test("a whole course can be done by keyboard alone, and says where it is saved", async () => {
  const { page, problems } = await openCourse();
  await followTo(page, "Start", "Water");
  await followTo(page, "Go to the next page", "Fresh water");
  await followTo(page, "Next", "Boiling");
  await followTo(page, "Next", "Check your knowledge");
  await tabTo(page, "100 °C");
  await page.keyboard.press("Space");
  await tabTo(page, "Water");
  await page.keyboard.press("Space");
  await tabTo(page, "Tea");
  await page.keyboard.press("Space");
  await tabTo(page, "Check my answers");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "You passed");
  await followTo(page, "Next", "Pot");
  await follow(page, "Go to the next page");
  await follow(page, "Next");
  await follow(page, "Next");
  await page.waitForSelector(".nhsuk-panel");
  assert.equal(await page.textContent(".nhsuk-summary-list__value"), "100%");
  assert.equal(await page.textContent("#player-saving"), "Not tracked by an LMS. Saved to this browser only");
  await tabTo(page, "Save and exit");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("h1").textContent === "You have left the course");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("unanswered questions are named, led to, and cost nothing", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/water/check");
  await page.getByLabel("60 °C").check();
  await page.getByRole("button", { name: "Check my answers" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.className), "nhsuk-error-summary");
  await page.getByRole("link", { name: "Answer question 2" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "question-need-a");
  assert.equal(await page.getByLabel("60 °C").isChecked(), true);
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Check my answers" }).click();
  assert.match(await page.textContent(".player-result"), /Not passed yet.*0 of 2 questions right: 0%/);
  await page.getByRole("button", { name: "Try again" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "question-hot-a");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a relaunch resumes at the page left, with the answers chosen so far", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/water/check");
  await page.getByLabel("60 °C").check();
  await page.goto("about:blank");
  await page.goto(site.address);
  await page.waitForSelector("form");
  assert.equal(await page.textContent("h1"), "Check your knowledge");
  assert.equal(await page.getByLabel("60 °C").isChecked(), true);
  await page.context().close();
});

test("a package for an LMS says so when there is none, and keeps nothing beyond the tab", async () => {
  const scorm = await serve(makePackage("scorm12"));
  const page = await browser.newPage();
  await page.goto(scorm.address);
  await page.waitForSelector(".nhsuk-warning-callout");
  assert.match(await page.textContent(".nhsuk-warning-callout"), /Not tracked.*no LMS was found/);
  assert.equal(await page.textContent("#player-saving"), "Not tracked by an LMS. Saved to this browser only");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.context().close();
  await scorm.close();
});

test("nothing is asked of any other host", async () => {
  const { page } = await openCourse();
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  for (const hash of ["#/", "#/water", "#/water/fresh", "#/water/boiling", "#/water/check"]) {
    await page.goto(`${site.address}/${hash}`);
    await page.reload();
    await page.waitForSelector("h1");
  }
  assert.deepEqual([...hosts], [new URL(site.address).host]);
  await page.context().close();
});

test("the video has captions and plays to its end", async () => {
  const { page, problems } = await openCourse();
  await goTo(page, "#/water/boiling");
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  assert.deepEqual(await page.evaluate(() => {
    const [track] = document.querySelector("video").textTracks;
    return [track.kind, track.mode, track.language];
  }), ["captions", "showing", "en-GB"]);
  await page.evaluate(() => {
    const video = document.querySelector("video");
    video.muted = true;
    return video.play();
  });
  await page.waitForFunction(() => document.querySelector("video").ended);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("everything that takes the focus shows it, also in forced colours", async () => {
  const { page } = await openCourse();
  await goTo(page, "#/water/boiling");
  for (const forcedColors of ["none", "active"]) {
    await page.emulateMedia({ forcedColors });
    for (const name of ["Skip to main content", "Making tea", "Search", "Glossary", "Save and exit", "Transcript", "Sheet", "Previous", "Next"]) {
      await tabTo(page, name);
      assert.ok(await page.evaluate(focusIsVisible), `${name}, forced colours ${forcedColors}`);
    }
  }
  await page.context().close();
});

/* Runs in the page: the focused element differs from itself without the focus, and nothing lies over it. */
function focusIsVisible() {
  const element = document.activeElement;
  const looks = () => {
    const { outlineStyle, outlineColor, outlineWidth, backgroundColor, boxShadow, color } = getComputedStyle(element);
    const { width } = element.getBoundingClientRect();
    return JSON.stringify([outlineStyle, outlineColor, outlineWidth, backgroundColor, boxShadow, color, width]);
  };
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + Math.min(5, box.width / 2), box.top + box.height / 2);
  const focused = looks();
  element.blur();
  const differs = focused !== looks();
  element.focus();
  return differs && (element === top || element.contains(top));
}

/* A learner's way through each state of each screen: how to get there from the one before. */
const screens = {
  cover: async () => {},
  module: (page) => goTo(page, "#/water"),
  text: (page) => goTo(page, "#/water/fresh"),
  video: async (page) => {
    await goTo(page, "#/water/boiling");
    await page.getByText("Transcript of the video").click();
  },
  glossary: (page) => goTo(page, "#/glossary"),
  "glossary-term": (page) => openTerm(page, "infusion"),
  "search-form": (page) => goTo(page, "#/search"),
  "search-results": async (page) => {
    await goTo(page, "#/search?for=water");
    await page.getByText("results.").waitFor();
  },
  "search-nothing": async (page) => {
    await goTo(page, "#/search?for=coffee");
    await page.getByText("Nothing was found.").waitFor();
  },
  "certificate-missing": (page) => goTo(page, "#/certificate"),
  "print-module": (page) => goTo(page, "#/water/print"),
  "print-all": (page) => goTo(page, "#/print"),
  remaining: (page) => goTo(page, "#/-/finish"),
  diagnostics: async (page) => {
    await page.getByRole("link", { name: "Problems saving?" }).click();
    await page.getByText("as the server's").waitFor();
  },
  quiz: (page) => goTo(page, "#/water/check"),
  errors: (page) => page.getByRole("button", { name: "Check my answers" }).click(),
  result: async (page) => {
    await page.getByLabel("100 °C").check();
    await page.getByLabel("Gravel").check();
    await page.getByRole("button", { name: "Check my answers" }).click();
    await page.locator(".player-result").waitFor();
  },
  completion: async (page) => {
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByLabel("100 °C").check();
    await page.getByLabel("Water", { exact: true }).check();
    await page.getByLabel("Tea", { exact: true }).check();
    await page.getByRole("button", { name: "Check my answers" }).click();
    for (const hash of ["#/pot/warm", "#/pot/wait", "#/-/finish"]) {
      await goTo(page, hash);
    }
    await page.waitForSelector(".nhsuk-panel");
  },
  certificate: (page) => goTo(page, "#/certificate"),
  exit: async (page) => {
    await page.getByRole("button", { name: "Save and exit" }).click();
    await page.waitForFunction(() => document.querySelector("h1").textContent === "You have left the course");
  },
};

test("each screen on the way through the course", async (t) => {
  const visit = await openCourse();
  await checkScreens(t, visit, screens);
  await visit.page.context().close();
});

/* The package of the fixture as `build --without-videos` makes it. */
async function serveWithoutVideos(online) {
  const packed = makePackage("web");
  const page = packed.modules[0].pages.find(({ kind }) => kind === "video");
  const { iri, transcript_html } = page.video;
  page.video = { iri, transcript_html, ...online };
  return serve(packed);
}

test("a page whose video is left out shows the transcript and says why, and is done when it was seen", async () => {
  const other = await serveWithoutVideos({ online: "https://videos.example.org/media/counting.mp4" });
  const { page, problems } = await openCourse(other.address);
  await goTo(page, "#/water/boiling");
  assert.equal(await page.locator("video").count(), 0);
  assert.ok(await page.getByText("It reaches three.").isVisible());
  assert.ok(await page.getByText("is not part of this copy").isVisible());
  const link = page.getByRole("link", { name: "Watch the video (opens in a new tab)" });
  assert.equal(await link.getAttribute("href"), "https://videos.example.org/media/counting.mp4");
  await checkScreen(page, "without-video");
  await goTo(page, "#/-/finish");
  assert.equal(await page.getByRole("link", { name: "Boiling" }).count(), 0, "the page is still to be done");
  assert.deepEqual(problems, []);
  assert.deepEqual(other.requests.filter((request) => request.includes("media/")), []);
  await page.context().close();
  await other.close();
});

test("a page whose video lies nowhere has no link to it", async () => {
  const other = await serveWithoutVideos({});
  const { page } = await openCourse(other.address);
  await goTo(page, "#/water/boiling");
  assert.equal(await page.getByText("Watch the video").count(), 0);
  assert.ok(await page.getByText("It reaches three.").isVisible());
  await page.context().close();
  await other.close();
});
