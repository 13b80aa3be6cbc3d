// SPDX-License-Identifier: Apache-2.0

// The dashboard in Chromium: signs in, shows the figures, is accessible, keeps to its policy, fits 320 px.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { client, makeCredential, makeFolder, start } from "./lrs.mjs";

const course = "https://synthetic.invalid/courses/back-care";
const modules = [`${course}/modules/first-steps`, `${course}/modules/moving-well`];
const verb = (name) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` });
const activity = (id, type) => ({ id, definition: { type: `http://adlnet.gov/expapi/activities/${type}` } });

function learner(number) {
  return { account: { homePage: "https://synthetic.invalid/lms", name: `synthetic-${String(number).padStart(4, "0")}` } };
}

// Four learners registered, three started the first module, two completed it, one started the second.
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
    step(1, "initialized", modules[1]),
  ];
}

async function openBrowser(t) {
  const profile = await makeFolder(t);
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
    viewport: { width: 320, height: 640 },
    bypassCSP: false,
  });
  t.after(() => browser.close());
  return browser;
}

// axe by the debugger, which the page's policy does not concern.
async function violations(page) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const result = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("dashboard", async (t) => {
  const { url, store, call } = await start(t);
  const posted = await call("POST", "/xapi/statements", { body: history() });
  assert.equal(posted.status, 200, posted.text);
  const authorization = await makeCredential(store, "reports/read");
  const [key, secret] = Buffer.from(authorization.slice(6), "base64").toString().split(":");
  const figures = await client(url, authorization)("GET", "/reports/funnel?by=total");
  assert.equal(figures.status, 200, figures.text);

  const browser = await openBrowser(t);
  const page = await browser.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (problem) => problems.push(String(problem)));
  const foreign = [];
  page.on("request", (request) => !/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(url) && foreign.push(request.url()));

  await t.test("asks to sign in, and says what is wrong with a wrong secret", async () => {
    await page.goto(url);
    await page.getByLabel("Key").fill(key);
    await page.getByLabel("Secret").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("not known here").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok((await overflow(page)) <= 0);
    problems.length = 0; // Chromium reports the 401 asked for here
  });

  await t.test("shows the same figures as the report, in words a screen reader reads", async () => {
    await page.getByLabel("Key").fill(key);
    await page.getByLabel("Secret").fill(secret);
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText("count every statement stored by").waitFor();
    const [total] = figures.json();
    assert.deepEqual([total.enrolled, total.started, total.completed].map(Number).slice(0, 2), [4, 3]);
    const overview = await page.locator("#overview dd").allInnerTexts();
    assert.deepEqual(overview.map((text) => parseInt(text, 10)), [total.enrolled, total.started, total.completed].map(Number));
    const rows = await page.locator("#by-module tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual(rows, [
      ["First steps", "4", "3", "2", "50%"],
      ["Moving well", "4", "1", "0", "0%"],
    ]);
    const organisations = await page.locator("#by-organisation tbody tr th").allInnerTexts();
    assert.deepEqual(organisations, ["SYN01"]);
    assert.equal(await page.getByRole("img", { name: /Learners by module/ }).count(), 1);
  });

  await t.test("has no violation that axe finds, and fits 320 px", async () => {
    assert.deepEqual(await violations(page), []);
    assert.ok((await overflow(page)) <= 0);
  });

  await t.test("gives the report as a file", async () => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download modules as CSV" }).click()]);
    assert.equal(file.suggestedFilename(), "funnel-module.csv");
    assert.match(await readFile(await file.path(), "utf8"), /^course,course_name,module,module_name,.*\r\n/);
  });

  await t.test("forgets the key on signing out", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Key").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  });

  await t.test("breaks none of its own policy and fetches nothing from elsewhere", () => {
    assert.deepEqual(problems, []);
    assert.deepEqual(foreign, []);
  });
});
