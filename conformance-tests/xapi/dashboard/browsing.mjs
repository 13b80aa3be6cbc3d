// SPDX-License-Identifier: Apache-2.0

// Visits to the dashboard, and what must hold of it in every state: no rule of axe's is broken, nothing scrolls sideways, headings and
// ids are in order, nothing breaks the page's policy or comes from elsewhere.
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { keepPicture, violations } from "../../../packager/player/fixtures/screen.mjs";

const NARROW = 320; // as on a phone, or on a large screen at 400 %
const WIDE = 1280;
export const WIDTHS = [NARROW, WIDE];

export function keyOf(authorization) {
  const [key, secret] = Buffer.from(authorization.slice(6), "base64").toString().split(":");
  return { key, secret };
}

export async function signIn(page, { key, secret }) {
  await page.getByLabel("Key").fill(key);
  await page.getByLabel("Secret").fill(secret);
  await page.keyboard.press("Enter");
}

// Each plot that can be seen is drawn for the width that it has.
function drawn(page) {
  const isDrawn = () =>
    [...document.querySelectorAll(".plot")].every((plot) => !plot.checkVisibility() || Number(plot.firstChild?.getAttribute("width")) === plot.clientWidth);
  return page.waitForFunction(isDrawn);
}

// All panels have been answered, and the form has been filled.
export async function settle(page) {
  await page.waitForFunction(() => {
    const panels = [...document.querySelectorAll(".panel")];
    return panels.length > 0 && panels.every(({ dataset }) => dataset.state !== "loading") && !document.getElementById("filters").ariaBusy;
  });
  await drawn(page);
}

// A visitor with a context of his own: { page, problems, open(search) }. `problems` are errors, breaches of the policy, requests elsewhere.
// With an authorization he has signed in at `search`, else at a page that asks for little.
export async function visitor(browser, url, authorization, search = "?page=quality") {
  const context = await browser.newContext({ viewport: { width: WIDE, height: 800 } });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (problem) => problems.push(String(problem)));
  page.on("request", (request) => !/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(url) && problems.push(request.url()));
  // As Back and Forward lead to an address: without loading the page, which takes longer than showing another one.
  const open = async (search) => {
    await page.evaluate((address) => {
      history.pushState(null, "", address);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }, search);
    await settle(page);
  };
  if (authorization) {
    await page.goto(`${url}/${search}`);
    await signIn(page, keyOf(authorization));
    await settle(page);
  }
  return { page, problems, open };
}

async function checkOrder(page) {
  const { levels, ids } = await page.evaluate(() => ({
    levels: [...document.querySelectorAll("h1,h2,h3")].filter((each) => each.checkVisibility()).map(({ tagName }) => Number(tagName[1])),
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
  }));
  assert.equal(levels.filter((level) => level === 1).length, 1);
  assert.ok(levels.every((level, place) => place === 0 || level <= levels[place - 1] + 1), String(levels));
  assert.deepEqual(ids.filter((id, place) => ids.indexOf(id) !== place), []);
}

// The state fits at each width, and is in order; IBEST_SCREENS=all keeps a picture of it.
export async function checkLook(page, name, widths = [NARROW], hasPicture = process.env.IBEST_SCREENS === "all") {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await drawn(page);
    if (hasPicture) {
      await keepPicture(page, `dashboard-${name}-${width}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${name} at ${width} px`);
  }
  await checkOrder(page);
  await page.setViewportSize({ width: WIDE, height: 800 });
}

// It has a picture, and axe looks at it, too, once: these take longer than all else, and what stands in the page is the same at each
// width. A state that has no part which another one has not is left to checkLook().
export async function checkState(page, name, widths = WIDTHS) {
  await checkLook(page, name, widths, true);
  assert.deepEqual(await violations(page), [], name);
}

export const checkNarrow = (page, name) => checkState(page, name, [NARROW]);

// The texts of a panel's table, row by row.
export async function rowsIn(page, panel) {
  return page.locator(`[data-panel=${panel}] tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.lastChild.textContent)));
}

export async function titleOf(page, panel) {
  return page.locator(`[data-panel=${panel}] h2`).textContent();
}

// Lets half a minute after half a minute pass until something is so: the next one counts from when all was read.
export async function passTimeUntil(page, isSo) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.clock.fastForward(31000);
    await setTimeout(200);
    if (await isSo()) {
      return;
    }
  }
  assert.fail("it did not come about");
}
