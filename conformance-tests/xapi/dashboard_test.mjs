// SPDX-License-Identifier: Apache-2.0

// The dashboard in Chromium: signs in, shows the figures by name, is accessible, keeps to its policy, fits 320 px, says what is wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { startChromium } from "../../packager/player/fixtures/chromium.mjs";
import { violations } from "../../packager/player/fixtures/screen.mjs";
import { client, makeCredential, makeFolder, run, start } from "./lrs.mjs";

const course = "https://synthetic.invalid/courses/back-care";
const modules = ["z-one", "moving-well", "a-long-word"].map((name) => `${course}/modules/${name}`); // not in the order of the alphabet
const longWord = "x".repeat(60);
const notice = "Synthetic <learners> & no others";
const verb = (name) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` });
const names = { [course]: { cy: "Gofal cefn", "en-GB": "Back care" }, [modules[0]]: { en: "First steps" }, [modules[2]]: { en: longWord } };
const activity = (id, type) => ({ id, definition: { type: `http://adlnet.gov/expapi/activities/${type}`, name: names[id] } });

function learner(number) {
  return { account: { homePage: "https://synthetic.invalid/lms", name: `synthetic-${String(number).padStart(4, "0")}` } };
}

// Four learners registered, three started the first module, two completed it, two started the second, one the third.
function history() {
  const organisation = { "https://w3id.org/xapi/ibest/extensions/organisation": "SYN01" };
  const inCourse = { contextActivities: { parent: [activity(course, "course")] } };
  const step = (number, name, module) => ({ actor: learner(number), verb: verb(name), object: activity(module, "module"), context: inCourse });
  return [
    ...[1, 2, 3, 4].map((number) => ({
      actor: learner(number),
      verb: verb("registered"),
      object: activity(course, "course"),
      context: { extensions: organisation },
    })),
    ...[1, 2, 3].map((number) => step(number, "initialized", modules[0])),
    ...[1, 2].map((number) => step(number, "completed", modules[0])),
    ...[1, 2].map((number) => step(number, "initialized", modules[1])),
    step(1, "initialized", modules[2]),
  ];
}

async function openBrowser(t) {
  const browser = await startChromium();
  t.after(() => browser.close());
  return browser.newContext({ viewport: { width: 320, height: 640 } });
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const row = (all) => all.map((one) => [...one.cells].map((cell) => cell.lastChild.textContent));

async function signIn(page, key, secret) {
  await page.getByLabel("Key").fill(key);
  await page.getByLabel("Secret").fill(secret);
  await page.keyboard.press("Enter");
}

// What the Tab key reaches from the first link of the page down to the button named `last`.
async function tabStops(page, last) {
  const stops = [];
  await page.getByRole("link", { name: "Skip to main content" }).focus();
  while (stops.at(-1) !== last && stops.length < 40) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => document.activeElement.textContent.trim()));
  }
  return stops;
}

async function isAccessibleAndFits(page) {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 640 });
    await page.waitForFunction(() => [...document.querySelectorAll(".bars")].every((one) => one.firstChild?.clientWidth === one.clientWidth));
    assert.deepEqual(await violations(page), []);
    assert.ok((await overflow(page)) <= 0, `${width} px`);
  }
}

test("dashboard", async (t) => {
  const { url, store, call, end } = await start(t, "--notice", notice, "--disclosure", "none");
  const authorization = await makeCredential(store, "reports/read");
  const [key, secret] = Buffer.from(authorization.slice(6), "base64").toString().split(":");

  const browser = await openBrowser(t);
  const page = await browser.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (problem) => problems.push(String(problem)));
  const foreign = [];
  page.on("request", (request) => !/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(url) && foreign.push(request.url()));

  await t.test("shows the operator's notice before anyone signs in", async () => {
    await page.goto(url);
    assert.equal(await page.getByRole("region", { name: "Notice" }).innerText(), notice);
  });

  await t.test("asks to sign in, and says what is wrong with a wrong secret", async () => {
    await signIn(page, key, "wrong");
    await page.getByText("not known here").waitFor();
    await isAccessibleAndFits(page);
    problems.length = 0; // Chromium reports the 401 asked for here
  });

  await t.test("says that there is no learner yet, and what to do", async () => {
    await signIn(page, key, secret);
    await page.getByRole("heading", { name: "No learner is known yet" }).waitFor();
    await isAccessibleAndFits(page);
  });

  await t.test("shows the same figures as the report, by name, in the order in which learners take the modules", async () => {
    const posted = await call("POST", "/xapi/statements", { body: history() });
    assert.equal(posted.status, 200, posted.text);
    await page.getByRole("button", { name: "Update the figures" }).click();
    await page.getByRole("heading", { name: "Back care" }).waitFor();
    const figures = await client(url, authorization)("GET", "/reports/funnel?by=total");
    const [total] = figures.json();
    assert.deepEqual([total.enrolled, total.started], [4, 3]);
    const overview = await page.locator(".course .figures dd").allInnerTexts();
    assert.deepEqual(overview.map((text) => parseInt(text, 10)), [total.enrolled, total.started, total.completed]);
    assert.deepEqual(await page.locator(".by-module tbody tr").evaluateAll(row), [
      ["First steps", "4", "3", "2", "50%"],
      ["Moving well", "4", "2", "0", "0%"],
      [longWord, "4", "1", "0", "0%"],
    ]);
    assert.equal(await page.getByRole("img", { name: /Learners by module/ }).count(), 1);
    const drawn = await page.locator(".bars text").allTextContents();
    assert.deepEqual(drawn.sort(), ["Completed 0 (0%)", "Completed 0 (0%)", "Completed 2 (50%)", "Started 1 (25%)", "Started 2 (50%)", "Started 3 (75%)"]);
  });

  await t.test("can be used by keyboard", async () => {
    const stops = await tabStops(page, "Sign out");
    for (const stop of ["Download modules as CSV", "Learners of 1 organisation", "Update the figures", "Sign out"]) {
      assert.ok(stops.includes(stop), `${stop} in ${stops}`);
    }
    await page.locator("summary").press("Enter");
    assert.deepEqual(await page.locator(".by-organisation tbody tr").evaluateAll(row), [["SYN01", "4", "3", "0", "0%"]]);
    assert.ok(await page.getByRole("rowheader", { name: "SYN01" }).isVisible());
  });

  await t.test("has no violation that axe finds, and fits 320 px", () => isAccessibleAndFits(page));

  await t.test("gives the report as a file", async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download modules as CSV" }).click()]);
    assert.equal(file.suggestedFilename(), "funnel-module.csv");
    assert.match(await readFile(await file.path(), "utf8"), /^division,course,course_name,module,module_name,.*\r\n/);
  });

  await t.test("breaks none of its own policy and fetches nothing from elsewhere", () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(foreign, []);
  });

  await t.test("says that the server is gone, and keeps what it showed", async () => {
    await end();
    await page.getByRole("button", { name: "Update the figures" }).click();
    await page.getByRole("alert").getByText("does not answer").waitFor();
    assert.ok(await page.getByRole("heading", { name: "Back care" }).isVisible());
    await isAccessibleAndFits(page);
  });

  await t.test("forgets the key and the figures on signing out", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Key").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.equal(await page.locator("#dashboard *").count(), 0);
  });
});

test("under a disclosure profile the dashboard says what is hidden, and draws nothing for it", async (t) => {
  const { url, store, call } = await start(t, "--disclosure", "lt5");
  const authorization = await makeCredential(store, "reports/read");
  await call("POST", "/xapi/statements", { body: history() });
  const browser = await openBrowser(t);
  const page = await browser.newPage();
  await page.goto(url);
  await signIn(page, ...Buffer.from(authorization.slice(6), "base64").toString().split(":"));
  await page.getByRole("heading", { name: "Back care" }).waitFor();
  assert.match(await page.getByRole("status").textContent(), /Small counts are hidden, and shown as \* \(disclosure profile lt5\)/);
  assert.deepEqual((await page.locator(".by-module tbody tr").evaluateAll(row))[0], ["First steps", "*", "*", "*", "*"]);
  assert.equal(await page.getByText("How many enrolled is hidden.").count(), 1);
  assert.deepEqual([...new Set(await page.locator(".bars text").allTextContents())].sort(), ["Completed: hidden", "Started: hidden"]);
  await isAccessibleAndFits(page);
});

test("a notice that is too long is refused", async (t) => {
  const folder = await makeFolder(t);
  await assert.rejects(run("serve", "--listen", "127.0.0.1:0", "--store", `sqlite:${folder}/lrs.db`, "--notice", "x".repeat(501)), /--notice: .*500 bytes/);
});
