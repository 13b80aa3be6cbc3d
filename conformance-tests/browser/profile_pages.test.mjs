// SPDX-License-Identifier: Apache-2.0

// The pages of a profile in Chromium, from a server with a policy that allows nothing but their style: accessible, right from 320
// pixels on, and found by the IRIs of terms.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { startChromium } from "../../packager/player/fixtures/chromium.mjs";
import { violations } from "../../packager/player/fixtures/screen.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const lrs = path.join(process.env.IBEST_BUILD, "lrs/ibest-lrs");
const folder = mkdtempSync(path.join(tmpdir(), "ibest-profile-pages-"));
const WIDTHS = [1280, 320];

/* A profile whose every text tries to be markup, and is as long as a word may be. */
const EVIL = `</title></h1><script>document.title="run"</script><img src="x" onerror="document.title='run'">${"w".repeat(60)}`;
const EVIL_ID = "https://example.org/evil";
const evil = (id, more) => ({ id: EVIL_ID + id, inScheme: `${EVIL_ID}/v1`, prefLabel: { en: EVIL, de: EVIL }, definition: { en: EVIL, de: EVIL }, ...more });
const EVIL_PROFILE = {
  ...evil("", { type: "Profile", conformsTo: "https://w3id.org/xapi/profiles#1.0" }), "@context": "https://w3id.org/xapi/profiles/context",
  versions: [{ id: `${EVIL_ID}/v1`, generatedAtTime: "2026-01-01T00:00:00Z" }], author: { type: "Person", name: EVIL },
  concepts: [evil("#verb", { type: "Verb", deprecated: true })],
  templates: [evil("/t", { type: "StatementTemplate", verb: `${EVIL_ID}#verb`,
    rules: [{ location: `$['${EVIL.replace(/'/g, "")}']`, presence: "included", any: [EVIL, `x://${EVIL}`], scopeNote: { en: EVIL } }] })],
  patterns: [evil("/p", { type: "Pattern", primary: true, sequence: [`${EVIL_ID}/t`, `${EVIL_ID}/t`] })],
};

let browser;
let server;
let origin;

/** Serves the folder, and sends IRIs on as w3id.org does. */
function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname.startsWith("/iri/")) {
    response.writeHead(303, { location: `/${pathname.slice("/iri/".length)}.html` }).end();
    return;
  }
  try {
    const content = readFileSync(path.join(folder, pathname));
    response.writeHead(200, { "content-type": pathname.endsWith(".css") ? "text/css" : "text/html",
      "content-security-policy": "default-src 'none'; style-src 'self'", "x-content-type-options": "nosniff" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

before(async () => {
  writeFileSync(path.join(folder, "evil.jsonld"), JSON.stringify(EVIL_PROFILE));
  for (const [name, file] of [["ibest", path.join(root, "profiles/xapi/ibest/profile.jsonld")], ["evil", path.join(folder, "evil.jsonld")]]) {
    execFileSync(lrs, ["profile", "document", file, "--output", path.join(folder, name)], { stdio: "pipe" });
  }
  server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await startChromium();
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(address) {
  const page = await browser.newPage({ viewport: { width: WIDTHS[0], height: 900 } });
  const requests = [];
  const problems = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(origin + address);
  return { page, requests, problems };
}

/* For people: set PROFILE_PICTURES to a folder to look at each page. */
async function keepPicture(page, name) {
  if (process.env.PROFILE_PICTURES !== undefined) {
    mkdirSync(process.env.PROFILE_PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(process.env.PROFILE_PICTURES, `${name.replaceAll("/", "_")}.png`), fullPage: true });
  }
}

for (const address of ["/ibest/extensions/organisation.html", "/ibest/templates/module-completed.html", "/ibest/patterns/session.html",
  "/evil/index.html", "/evil/t.html"]) {
  test(`${address} is accessible, does not scroll sideways, and asks for its style alone`, async () => {
    const { page, requests, problems } = await open(address);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `${address}-${width}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `at ${width} px`);
    }
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(requests.map((url) => path.posix.basename(url)), [path.posix.basename(address), "style.css"]);
    assert.deepEqual(problems, []);
    assert.doesNotMatch(await page.title(), /^run$/);
    await page.close();
  });
}

test("the IRI of a term leads to its page, whose links go on from there", async () => {
  const { page } = await open("/iri/ibest/templates/course-registered");
  await page.click('h3 a[href$="/organisation.html"]');
  assert.equal(page.url(), `${origin}/ibest/extensions/organisation.html`);
  await page.click("header a");
  assert.equal(await page.textContent("h1 bdi"), "iBeST");
  await page.close();
});

test("an IRI with a fragment leads to the term's row of the index", async () => {
  const { page } = await open("/iri/evil/index#verb");
  assert.equal(await page.evaluate(() => document.querySelector(":target a").getAttribute("href")), "verb.html");
  await page.close();
});
