/* SPDX-License-Identifier: Apache-2.0 */

/* A video's speed, chapters, captions and transcript in Chromium: by keyboard, kept for the visit, and what an LRS hears of them. */
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { makeKindsPackage } from "./fixtures/kinds.mjs";
import { makePackage } from "./fixtures/package.mjs";
import { checkScreen, firstVisit, tabTo } from "./fixtures/screen.mjs";
import { goTo, serve, startBrowser } from "./fixtures/site.mjs";

const SPEED = "https://w3id.org/xapi/video/extensions/speed";

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

/* The page with the video; `statements` are those about it that the LRS got. */
async function openVideo({ address = site.address, packed = makePackage("web"), hash = "#/water/boiling" } = {}) {
  const { page, problems } = await firstVisit(browser, address);
  const statements = [];
  const lrs = { endpoint: `${address}/xapi`, key: "key", secret: "secret" };
  await page.route("**/course.js", (route) => route.fulfill({ contentType: "text/javascript",
    body: `window.ibestPackage = ${JSON.stringify({ ...packed, lrs })};` }));
  await page.route("**/xapi/statements", (route) => {
    const sent = route.request().postDataJSON();
    statements.push(...sent.filter(({ object }) => object.id.endsWith("/video")));
    return route.fulfill({ json: sent.map(({ id }) => id) });
  });
  await page.reload();
  await goTo(page, hash);
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  await page.evaluate(() => {
    document.querySelector("video").muted = true;
  });
  return { page, problems, statements, verbs: () => statements.map(({ verb }) => verb.display.en) };
}

const video = (page, property) => page.evaluate((name) => document.querySelector("video")[name], property);
const play = (page) => page.evaluate(() => document.querySelector("video").play());
const current = (page) => page.locator(".player-chapters__button[aria-current]").allTextContents();

async function until(what, condition) {
  for (const end = Date.now() + 15000; !(await condition());) {
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
    await new Promise((done) => {
      setTimeout(done, 50);
    });
  }
}

test("a chapter chosen by keyboard is gone to and played, marked as it plays, and told as a jump", async () => {
  const { page, problems, statements, verbs } = await openVideo();
  await page.getByRole("navigation", { name: "Chapters" }).waitFor();
  assert.deepEqual(await page.locator(".player-chapters__button").allTextContents(), ["0:00: One", "0:01: Two & more", "0:02: Three"]);
  await tabTo(page, "Two & more");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("video").currentTime > 1.2);
  assert.deepEqual(await current(page), ["0:01: Two & more"]);
  await page.waitForFunction(() => document.querySelector("video").ended);
  assert.deepEqual(await current(page), ["0:02: Three"]);
  await until("the LRS has heard", () => verbs().includes("played"));
  assert.deepEqual(verbs().slice(0, 3), ["initialized", "seeked", "played"]);
  assert.deepEqual(Object.values(statements[1].result.extensions), [0, 1]);
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("a chapter that was skipped over is not counted as watched", async () => {
  const packed = makeKindsPackage("web");
  const other = await serve(packed);
  const { page } = await openVideo({ address: other.address, packed, hash: "#/tasting/watch" });
  await page.getByRole("button", { name: "Three" }).click();
  await page.waitForFunction(() => document.querySelector("video").ended);
  const percent = Number(/so far: (\d+)%/.exec(await page.textContent(".player-video-watched"))[1]);
  assert.ok(percent > 20 && percent < 45, `${percent}%`);
  await page.context().close();
  await other.close();
});

test("the speed is chosen by keyboard, kept for the visit, told, and what plays at double speed counts in full", async () => {
  const packed = makeKindsPackage("web");
  const other = await serve(packed);
  const { page, problems, statements, verbs } = await openVideo({ address: other.address, packed, hash: "#/tasting/watch" });
  await play(page);
  await tabTo(page, "Playback speed");
  await page.keyboard.type("2 times");
  await page.waitForFunction(() => document.querySelector("video").playbackRate === 2);
  await page.getByText("You have watched enough of this video").waitFor();
  await until("the LRS has heard", () => verbs().includes("interacted"));
  assert.equal(statements.find(({ verb }) => verb.display.en === "interacted").context.extensions[SPEED], "2x");
  await goTo(page, "#/tasting");
  await goTo(page, "#/tasting/watch");
  assert.deepEqual([await video(page, "playbackRate"), await page.getByLabel("Playback speed").inputValue()], [2, "2"]);
  assert.deepEqual(problems, []);
  await page.context().close();
  await other.close();
});

test("a speed of the browser's own menu is shown", async () => {
  const { page } = await openVideo();
  await page.evaluate(() => {
    document.querySelector("video").playbackRate = 1.75;
  });
  await page.waitForFunction(() => document.querySelector("select").value === "1.75");
  await page.context().close();
});

test("captions switched off stay off for the visit, and come on at the next", async () => {
  const { page } = await openVideo();
  const mode = () => page.evaluate(() => [...document.querySelector("video").textTracks].find(({ kind }) => kind === "captions").mode);
  assert.equal(await mode(), "showing");
  await page.evaluate(() => {
    [...document.querySelector("video").textTracks].find(({ kind }) => kind === "captions").mode = "disabled";
  });
  await goTo(page, "#/water");
  await goTo(page, "#/water/boiling");
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  assert.notEqual(await mode(), "showing");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("video")?.readyState >= 1);
  assert.equal(await mode(), "showing");
  await page.context().close();
});

/* A package whose video has a long transcript, or chapters that cannot be had. */
async function serveVideo(changes) {
  const packed = makePackage("web");
  Object.assign(packed.modules[0].pages[1].video, changes);
  return { packed, other: await serve(packed) };
}

test("a long transcript opens by keyboard; in a large window the video stays in sight beside it, on a phone nothing scrolls in it", async () => {
  const { packed, other } = await serveVideo({ transcript_html: "<p>A number counts up, and on, and on.</p>".repeat(60) });
  const { page, problems } = await openVideo({ address: other.address, packed });
  await tabTo(page, "Transcript of the video");
  await page.keyboard.press("Enter");
  const scrolls = () => page.locator(".player-transcript").evaluate((element) => element.scrollHeight > element.clientHeight);
  assert.equal(await scrolls(), true);
  await tabTo(page, "A number counts up");
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.scrollTop > 0);
  await checkScreen(page, "transcript");
  assert.equal(await scrolls(), false, "at 320 px");
  assert.deepEqual(problems, []);
  await page.context().close();
  await other.close();
});

test("chapters that cannot be had leave no empty list, and the video plays", async () => {
  const { packed, other } = await serveVideo({ chapters: "media/nowhere.vtt" });
  const { page } = await openVideo({ address: other.address, packed });
  await play(page);
  await page.waitForFunction(() => document.querySelector("video").ended);
  assert.equal(await page.getByRole("navigation", { name: "Chapters" }).count(), 0);
  await page.context().close();
  await other.close();
});

test("a video with all it has is right in forced colours", async () => {
  const { page } = await openVideo();
  await page.emulateMedia({ forcedColors: "active" });
  await page.getByRole("button", { name: "Two & more" }).click();
  await page.waitForFunction(() => document.querySelector("video").ended);
  await page.getByText("Transcript of the video").click();
  await checkScreen(page, "forced-video");
  await page.context().close();
});
