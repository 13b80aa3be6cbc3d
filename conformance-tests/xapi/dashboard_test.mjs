// SPDX-License-Identifier: Apache-2.0

// The dashboard in Chromium, over the synthetic cohort: its pages, filters in the address, files, print, news, what is hidden, refused,
// empty or wrong; each against axe, the page's own policy, and 320 px.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startChromium } from "../../packager/player/fixtures/chromium.mjs";
import { WIDTHS, checkLook, checkNarrow, checkState, keyOf, passTimeUntil, rowsIn, settle, signIn, titleOf, visitor } from "./dashboard/browsing.mjs";
import { course, makeCohortStore, module, quiz } from "./dashboard/cohort_store.mjs";
import { client, makeCredential, makeCredentialWith, makeFolder, run, serve, start } from "./lrs.mjs";
import { profileFile } from "./profile.mjs";

const notice = "Synthetic <learners> & no others";
const organisation = "SYN03"; // a hospital that evaluates, too
const encoded = encodeURIComponent;
const question = `?page=question&quiz=${encoded(quiz)}&question=${encoded(`${quiz}/questions/results`)}`;

let browser;
before(async () => {
  browser = await startChromium();
});
after(() => browser.close());

test("over a cohort", async (t) => {
  const folder = await makeFolder(t);
  const store = await makeCohortStore(folder);
  const { url } = await serve(t, store, "--notice", notice, "--disclosure", "none");
  const authorization = await makeCredential(store, "reports/read");
  const ask = client(url, authorization);
  const { page, problems, open } = await visitor(browser, url, authorization, "?page=programme");

  await t.test("the programme shows the figures of the reports, in plot and table alike", async () => {
    const [total] = (await ask("GET", "/reports/funnel?by=total")).json();
    assert.deepEqual([total.enrolled, total.started, total.completed], [1270, 744, 462]);
    assert.equal(await titleOf(page, "funnel"), "Of 1,270 enrolled, 744 started (59%) and 462 completed (36%)");
    assert.deepEqual(await rowsIn(page, "funnel"), [["A small course", "1,270", "744", "59%", "462", "36%"]]);
    assert.deepEqual(await page.locator("[data-panel=funnel] svg text").allTextContents(), ["1,270", "Enrolled", "744 (59%)", "Started", "462 (36%)", "Completed"]);
    assert.equal(await page.getByRole("img", { name: /^Plot: Of 1,270 enrolled/ }).count(), 1);
    assert.equal(await titleOf(page, "evaluation"), "36 hospitals evaluating, 628 patients counted");
    const organisations = (await ask("GET", "/reports/funnel?breakdown=organisation")).json();
    assert.ok(organisations.length > 50);
    const expected = organisations.map(({ division, enrolled }) => [division ?? "Not known", String(enrolled)]);
    assert.deepEqual((await rowsIn(page, "organisations")).map((row) => row.slice(0, 2)).sort(), expected.sort());
    assert.equal(await page.getByRole("region", { name: "Notice" }).innerText(), notice);
    await checkState(page, "programme");
  });

  await t.test("tables that are opened fit their panels, at each width from which two stand side by side", async () => {
    await page.locator("#panels details").evaluateAll((all) => all.forEach((each) => (each.open = true)));
    for (const width of [1280, 1248, 992, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.locator(".panel").evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).map(({ dataset }) => dataset.panel));
      assert.deepEqual(wide, [], `${width} px`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await t.test("a page of one module, one question, one organisation is reached by the rows of tables", async () => {
    const leads = [
      ["Module", "modules", "First module", "First module"],
      ["Question", "hardest", /^Which of these/, "Which of these did the trial find after twelve months?"],
      ["Organisation", "organisations", organisation, organisation],
    ];
    for (const [link, panel, row, heading] of leads) {
      await page.getByRole("navigation").getByRole("link", { name: link }).click();
      await settle(page);
      await checkLook(page, `${link.toLowerCase()}-to-choose`);
      await page.locator(`[data-panel=${panel}] summary`).click();
      await page.locator(`[data-panel=${panel}]`).getByRole("link", { name: row }).click();
      await settle(page);
      assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), `${link}: ${heading}`);
      assert.equal(await page.evaluate(() => document.activeElement.id), "heading");
      assert.deepEqual(await page.locator("nav [aria-current=page]").allTextContents(), [link]);
    }
  });

  await t.test("a module shows who starts and finishes, where they stop, what they score", async () => {
    await open(`?page=module&module=${encoded(module)}`);
    const rows = (await ask("GET", `/reports/drop-off?module=${encoded(module)}`)).json();
    assert.deepEqual((await rowsIn(page, "pages")).map(([, , , stopped]) => Number(stopped)), rows.map(({ stopped }) => stopped));
    const [own] = (await ask("GET", "/reports/funnel?by=module")).json().filter((row) => row.module === module);
    const share = Math.round((100 * own.completed) / own.started);
    assert.equal(await titleOf(page, "module"), `${own.started} started this module, ${own.completed} completed it (${share}% of them)`);
    assert.match(await titleOf(page, "scores"), /^Scores rise from \d+% at first to \d+% at best$/);
    await checkState(page, "module");
  });

  await t.test("a question shows its answers, how hard it is, and what it tells", async () => {
    await open(question);
    const [item] = (await ask("GET", "/reports/items?by=question")).json().filter((row) => row.question === `${quiz}/questions/results`);
    assert.equal(await titleOf(page, "item"), `${Math.round(item.facility_percent)}% answered right at first`);
    const given = await rowsIn(page, "answers");
    assert.equal(given.reduce((sum, row) => sum + Number(row[3]), 0), item.learners);
    assert.ok((await page.locator("[data-panel=answers] svg text").allTextContents()).some((text) => text.endsWith("✓ right")));
    await checkState(page, "question");
  });

  await t.test("an organisation shows its own figures alone", async () => {
    await open(`?page=trust&organisation=${organisation}`);
    const [own] = (await ask("GET", `/reports/funnel?organisation=${organisation}`)).json();
    const shares = [own.enrolled, own.started, `${Math.round(own.started_percent)}%`, own.completed, `${Math.round(own.completed_percent)}%`];
    assert.deepEqual((await rowsIn(page, "trust"))[0].slice(1), shares.map(String));
    const activity = (await ask("GET", `/reports/activity?organisation=${organisation}`)).json();
    assert.deepEqual((await rowsIn(page, "activity")).map(([, enrolled]) => Number(enrolled)), activity.map(({ enrolled }) => enrolled));
    assert.equal(await page.locator(".ignored").filter({ visible: true }).count(), 0);
    await checkState(page, "organisation");
  });

  await t.test("an organisation shows who responded after the course, what ran out, for whom, and what it evaluates", async () => {
    const read = async (name, more = "") => (await ask("GET", `/reports/${name}?organisation=${organisation}${more}`)).json();
    const followUps = (await read("follow-up")).map(({ due, answered, implementing }) => [due, answered, implementing].map(String));
    assert.deepEqual((await rowsIn(page, "followUp")).map((row) => [row[2], row[3], row[6]]), followUps);
    assert.deepEqual((await rowsIn(page, "expiry")).map(([, learners]) => Number(learners)), (await read("expiry")).map(({ learners }) => learners));
    const late = await read("overdue");
    assert.ok(late.length > 0 && late.every(({ learner }) => learner.startsWith("p-")));
    assert.deepEqual((await rowsIn(page, "overdue")).map(([learner]) => learner), late.map(({ learner }) => learner));
    const patients = (await read("sites", "&by=total&period=month")).map((row) => String(row.patients));
    assert.deepEqual((await rowsIn(page, "evaluationOverTime")).map((row) => row.at(-1)), patients);
    await page.getByLabel("A completion counts for").selectOption("60");
    await page.getByRole("button", { name: "Show" }).click();
    await settle(page);
    assert.deepEqual((await rowsIn(page, "expiry")).map(([month]) => month.slice(-4)), (await read("expiry", "&months=60")).map((row) => row.expires_month.slice(0, 4)));
  });

  await t.test("the period before stands beside the figures, in table and plot, and needs whole months", async () => {
    const before = "from=2017-04-01&to=2018-03-31&compare=previous";
    await open(`?page=trust&organisation=${organisation}&${before}`);
    const rows = (await ask("GET", `/reports/activity?organisation=${organisation}&${before}`)).json();
    assert.ok(rows.some(({ enrolled, enrolled_before: was }) => was !== enrolled));
    assert.deepEqual((await rowsIn(page, "activity")).map((row) => row[1]), rows.map(({ enrolled, enrolled_before: was }) => `${enrolled} (${was}\u00a0before)`));
    assert.match(await page.locator("[data-panel=activity] .about").textContent(), /outline around a column is the period before: Apr 2016 to Mar 2017\.$/);
    const outlined = await page.locator("[data-panel=activity] svg [fill=none] > rect").count();
    assert.equal(outlined, rows.flatMap((row) => [row.enrolled_before, row.started_before, row.completed_before]).filter((was) => was > 0).length);
    await checkLook(page, "compared", WIDTHS);
    await page.getByLabel("To", { exact: true }).fill("2018-03-30");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByText("Compare with: the period before needs From on the first day of a month").waitFor();
    await settle(page);
    assert.equal(await page.getByLabel("Compare with").inputValue(), "");
  });

  await t.test("what is odd about the data has a page of its own", async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Data quality" }).click();
    await settle(page);
    assert.match(page.url(), /\?page=quality$/); // the period of learning is none of storing
    const rows = (await ask("GET", "/reports/data-quality")).json();
    const odd = rows.filter(({ problem }) => problem).map(({ statements }) => statements);
    assert.deepEqual((await rowsIn(page, "quality")).map((row) => Number(row[5].replace(",", ""))), odd.sort((one, other) => other - one));
    const [{ learners }] = (await ask("GET", "/reports/data-quality?problem=not-in-roster")).json();
    assert.equal(await titleOf(page, "strangers"), `${learners.toLocaleString("en-GB")} accounts are not in the staff list`);
    await checkState(page, "quality");
  });

  await t.test("filters go into the address and come from it; back and reload keep them", async () => {
    await open("?page=programme");
    await page.getByLabel("Over time by").selectOption("financial-year");
    await page.getByLabel("From", { exact: true }).fill("2016-04-01");
    await page.getByLabel("From", { exact: true }).press("Enter");
    await page.waitForURL(/\?page=programme&period=financial-year&from=2016-04-01$/);
    await settle(page);
    assert.deepEqual((await rowsIn(page, "activity")).map(([period]) => period), ["2016/17", "2017/18"]);
    assert.match(await page.locator("[data-panel=modules] .ignored").textContent(), /^Not narrowed by period/);
    const [funnel] = (await ask("GET", "/reports/funnel?from=2016-04-01")).json();
    assert.equal((await rowsIn(page, "funnel"))[0][1].replace(",", ""), String(funnel.enrolled));
    await page.reload();
    await settle(page);
    assert.equal(await page.getByLabel("From", { exact: true }).inputValue(), "2016-04-01");
    await page.getByRole("link", { name: /^Remove From/ }).click();
    await page.waitForURL(/\?page=programme&period=financial-year$/);
    await page.goBack();
    await settle(page);
    assert.equal(await page.getByLabel("From", { exact: true }).inputValue(), "2016-04-01");
    assert.ok(!page.url().includes(keyOf(authorization).key) && !page.url().includes(keyOf(authorization).secret));
  });

  await t.test("what is wrong in an address is told, the rest is shown", async () => {
    await open("?page=trust&from=yesterday&colour=red");
    assert.deepEqual(await page.locator("#filter-problems li").allTextContents(), [
      "From: “yesterday” is not a day, written as 2026-04-01. It was left out.",
      "“colour” is no filter. It was left out.",
    ]);
    await checkNarrow(page, "wrong-address");
    await open(`?page=trust&organisation=${organisation}`);
    await page.getByLabel("From", { exact: true }).pressSequentially("01");
    await page.getByLabel("From", { exact: true }).press("Enter");
    await page.getByText("From: what was entered is not a whole day").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "filter-from");
  });

  await t.test("can be used by keyboard alone: skip link, pages, filters, tables, files", async () => {
    await open(`?page=trust&organisation=${organisation}`);
    await page.reload(); // so that nothing has the focus
    await settle(page);
    await page.keyboard.press("Tab");
    const stops = [];
    while (!stops.at(-1)?.startsWith("Print") && stops.length < 40) {
      stops.push(await page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent.trim()));
      await page.keyboard.press("Tab");
    }
    const expected = ["Skip to main content", "Programme", "Organisation", "Module", "Question", "Data quality", "Pause updating", "Update now", "Sign out", "Course", "From", "Show"];
    assert.deepEqual(stops.filter((stop) => expected.includes(stop)).filter((stop, place, all) => all.indexOf(stop) === place), expected);
    await page.locator("[data-panel=trust] summary").press("Enter");
    assert.ok(await page.getByRole("rowheader", { name: "A small course" }).first().isVisible());
    const looks = (each) => [getComputedStyle(each).backgroundColor, getComputedStyle(each).boxShadow].join();
    const [focused, other] = ["trust", "modules"].map((panel) => page.locator(`[data-panel=${panel}] summary`));
    assert.notEqual(await focused.evaluate(looks), await other.evaluate(looks));
  });

  await t.test("a panel's CSV is the report's own, its PNG a picture of the plot", async () => {
    await open(`?page=module&course=${encoded(course)}`);
    const saved = async (name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).press("Enter")]);
      return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
    };
    const csv = await saved("Save CSV of Modules");
    assert.equal(csv.name, "funnel-module-small.csv");
    assert.equal(csv.bytes.toString(), (await ask("GET", `/reports/funnel?by=module&course=${encoded(course)}&format=csv`)).text);
    const png = await saved("Save PNG of Where learners stop");
    assert.equal(png.name, "drop-off-small.png");
    assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
    assert.equal(png.bytes.readUInt32BE(16), 1920);
    assert.ok(png.bytes.length > 20000, `${png.bytes.length} bytes`);
  });

  await t.test("on paper tables are open, one panel can stand alone, and all is as before behind it", async () => {
    await page.evaluate(() => {
      window.print = () => {
        window.dispatchEvent(new Event("beforeprint"));
        window.printed = { alone: document.querySelectorAll("[data-printed] > h2").length, open: document.querySelectorAll("#panels details[open]").length };
      };
    });
    await page.emulateMedia({ media: "print" });
    await page.locator("[data-panel=modules]").getByText("Print").evaluate((button) => button.click());
    assert.deepEqual(await page.evaluate(() => window.printed), { alone: 1, open: await page.locator(".panel").count() });
    assert.deepEqual(await page.locator(".panel").evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ dataset }) => dataset.panel)), ["modules"]);
    assert.equal(await page.getByRole("button").filter({ visible: true }).count(), 0);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    assert.equal(await page.locator("#panels details[open]").count(), 0);
    assert.equal(await page.locator(".panel").filter({ visible: true }).count(), 2);
  });

  await t.test("where colours are forced, bars differ from their frame and from each other; nothing moves", async () => {
    await open("?page=module");
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    const fills = await page.locator("[data-panel=modules] svg rect").evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).fill))]);
    assert.equal(fills.length, 3, String(fills));
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await checkLook(page, "forced-colours");
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
  });

  await t.test("while figures are read, and when they can't be, the panel says so", async () => {
    let answer;
    await page.route("**/reports/activity?*", async (route) => {
      await new Promise((resolve) => (answer = resolve));
      await route.fulfill({ status: 503, contentType: "application/json", body: JSON.stringify({ error: { message: "the store does not answer" } }) });
    });
    await page.goto(`${url}/?page=trust&organisation=${organisation}`);
    await page.locator("[data-panel=trust][data-state=shown]").waitFor();
    assert.equal(await page.locator("[data-panel=activity] .words").textContent(), "Reading the figures…");
    await checkLook(page, "reading");
    answer();
    await page.getByText("These figures can’t be read: the store does not answer.").waitFor();
    await page.unroute("**/reports/activity?*");
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes("503"))); // Chromium reports the one asked for here
    await page.getByRole("button", { name: "Update now" }).click();
    await page.locator("[data-panel=activity][data-state=shown]").waitFor();
  });

  await t.test("groups of learners are compared, chosen from a list, and told where they narrow nothing", async () => {
    const regions = (await ask("GET", "/reports/funnel?breakdown=region")).json();
    await open("?page=programme");
    assert.match(await titleOf(page, "divisions"), /^Completed by region: from \d+% to \d+% where 20 or more enrolled$/);
    const expected = regions.map(({ division, enrolled }) => [division ?? "Not known", String(enrolled)]);
    assert.deepEqual((await rowsIn(page, "divisions")).map((row) => row.slice(0, 2)).sort(), expected.sort());
    await page.getByText("More filters").click();
    await page.getByLabel("Region", { exact: true }).selectOption(regions[1].division);
    await page.getByLabel("Compare by").selectOption("profession");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(new RegExp(`\\?page=programme&region=${regions[1].division}&breakdown=profession$`));
    await settle(page);
    assert.ok((await titleOf(page, "funnel")).startsWith(`Of ${regions[1].enrolled} enrolled`));
    assert.ok((await rowsIn(page, "divisions")).length > 1);
    const [site] = (await ask("GET", `/reports/sites?by=total&region=${regions[1].division}`)).json();
    assert.equal(await titleOf(page, "evaluation"), `${site.sites} hospitals evaluating, ${site.patients} patients counted`);
    assert.ok(await page.getByLabel("Region", { exact: true }).isVisible());
    await checkLook(page, "groups");
  });

  await t.test("breaks none of its own policy and fetches nothing from elsewhere", () => assert.deepEqual(problems, []));

  await t.test("small counts that are hidden are told with the profile, and drawn as nothing", async () => {
    const careful = await visitor(browser, url, await makeCredentialWith(store, "--scope", "reports/read", "--disclosure", "lt10"));
    await careful.open("?page=trust");
    assert.match(await careful.page.locator("[data-panel=organisations] .hidden-figures").textContent(), /^Figures in \d+ of \d+ rows are hidden and shown as \*.*lt10/);
    const stars = (await rowsIn(careful.page, "organisations")).flat().filter((text) => text === "*").length;
    assert.ok(stars > 0);
    assert.ok((await careful.page.locator("[data-panel=organisations] svg text").allTextContents()).includes("hidden"));
    await checkLook(careful.page, "hidden");
    assert.deepEqual(careful.problems, []);
  });

  await t.test("figures that a key may not see are told in words, beside those that it may", async () => {
    const own = await visitor(browser, url, await makeCredentialWith(store, "--scope", "reports/read", "--disclosure", "none", "--organisation", organisation));
    const message = "progress is kept of all learners together";
    await own.page.route("**/reports/activity?*", (route) => route.fulfill({ status: 403, contentType: "application/json", body: JSON.stringify({ error: { message } }) }));
    await own.open(`?page=trust&organisation=${organisation}`);
    assert.match(await titleOf(own.page, "trust"), /^Of \d+ enrolled/);
    const words = own.page.locator("[data-panel=activity][data-state=refused] .words");
    assert.equal(await words.textContent(), `The key that you signed in with may not see these figures. The server says: ${message}.`);
    await checkLook(own.page, "refused");
  });
});

function learner(number) {
  return { account: { homePage: "https://synthetic.invalid/lms", name: `synthetic-${number}` } };
}

// `count` learners register on a course that is called by a very long word.
function registrations(count) {
  const object = { id: course, definition: { type: "http://adlnet.gov/expapi/activities/course", name: { en: `Back ${"x".repeat(60)}` } } };
  const context = { extensions: { "https://w3id.org/xapi/ibest/extensions/organisation": "SYN01" } };
  return Array.from({ length: count }, (_, number) => ({ actor: learner(number), verb: { id: "http://adlnet.gov/expapi/verbs/registered" }, object, context }));
}

test("from an empty store on", async (t) => {
  const { url, store, call, end } = await start(t, "--disclosure", "none");
  const { page, problems } = await visitor(browser, url);
  const key = keyOf(await makeCredential(store, "reports/read"));
  await page.clock.install();

  await t.test("says what is wrong with a wrong secret, and with a key that reads no reports", async () => {
    await page.goto(url);
    await signIn(page, { ...key, secret: "wrong" });
    await page.getByText("not known here").waitFor();
    await checkNarrow(page, "sign-in");
    await signIn(page, keyOf(await makeCredential(store, "state")));
    await page.getByText("may not read reports").waitFor();
    problems.length = 0; // Chromium reports the 401 and 403 asked for here
  });

  await t.test("says that nobody is known yet, and how fresh that is", async () => {
    await signIn(page, key);
    await page.locator("[data-panel=funnel][data-state=empty]").getByText("No learner is known yet").waitFor();
    assert.match(await page.locator("#as-of").textContent(), /^As of \d\d:\d\d\.$/);
    assert.equal(await page.locator("#stored").textContent(), "No statement is stored yet.");
    assert.equal(await page.locator("#conformance").textContent(), "");
    await checkLook(page, "empty");
  });

  await t.test("figures come by themselves, where the reader stands nothing moves", async () => {
    assert.equal((await call("POST", "/xapi/statements", { body: registrations(3) })).status, 200);
    await passTimeUntil(page, () => page.getByRole("heading", { name: /^Of 3 enrolled/ }).isVisible());
    assert.match(await page.locator("#stored").textContent(), /^Last statement stored on /);
    await passTimeUntil(page, async () => (await rowsIn(page, "organisations")).length > 0);
    await page.locator("[data-panel=organisations] summary").press("Enter");
    await page.getByRole("link", { name: "SYN01" }).focus();
    const place = await page.evaluate(() => window.scrollY);
    await call("POST", "/xapi/statements", { body: registrations(4) });
    await passTimeUntil(page, async () => (await rowsIn(page, "organisations"))[0][1] === "4");
    assert.deepEqual(await page.evaluate(() => [document.activeElement.textContent, window.scrollY]), ["SYN01", place]);
    assert.match(await page.getByRole("status").textContent(), /^Figures as of \d\d:\d\d\.$/);
    await checkLook(page, "long-words");
  });

  await t.test("how far statements keep to their profile stands beside how fresh the figures are", async () => {
    await run("profile", "load", profileFile, "--store", store);
    const { versions } = JSON.parse(await readFile(profileFile, "utf8"));
    const [again] = registrations(1);
    const claiming = { ...again, context: { ...again.context, contextActivities: { category: [{ id: versions[0].id }] } } };
    await call("POST", "/xapi/statements", { body: [claiming, { ...claiming, verb: { id: "https://example.org/verbs/danced" } }] });
    await passTimeUntil(page, async () => (await page.locator("#conformance").textContent()) === "50% of the statements that claim a profile keep to it.");
    assert.ok(await page.locator(".freshness #conformance").isVisible());
  });

  await t.test("without news only one question is asked, and none while the reader has paused it", async () => {
    const asked = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await passTimeUntil(page, () => asked.length > 0); // what was being read is read
    asked.length = 0;
    await passTimeUntil(page, () => asked.length > 0);
    assert.deepEqual(asked, ["HEAD /reports"]);
    await page.getByRole("button", { name: "Pause updating" }).click();
    assert.equal(await page.locator("#updating").textContent(), "Updating is paused.");
    await page.clock.fastForward(600000);
    assert.deepEqual(asked, ["HEAD /reports"]);
    await page.getByRole("button", { name: "Go on updating" }).click();
  });

  await t.test("breaks none of its own policy and fetches nothing from elsewhere", () => assert.deepEqual(problems, []));

  await t.test("says that the server is gone, and keeps what it showed", async () => {
    await end();
    await page.getByRole("button", { name: "Update now" }).click();
    await page.getByRole("alert").getByText("does not answer").waitFor();
    assert.ok(await page.getByRole("heading", { name: /^Of 4 enrolled/ }).isVisible());
    await checkNarrow(page, "server-gone");
  });

  await t.test("forgets the key and the figures on signing out", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Key").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.equal(await page.locator("#panels *").count(), 0);
    assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
  });
});

test("a notice that is too long is refused", async (t) => {
  const folder = await makeFolder(t);
  await assert.rejects(run("serve", "--listen", "127.0.0.1:0", "--store", `sqlite:${folder}/lrs.db`, "--notice", "x".repeat(501)), /--notice: .*500 bytes/);
});
