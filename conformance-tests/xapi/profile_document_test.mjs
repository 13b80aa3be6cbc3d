// SPDX-License-Identifier: Apache-2.0

// `ibest-lrs profile document` from outside: which files it writes, that all links lead somewhere, and that it is all or nothing.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { attempt, makeFolder } from "./lrs.mjs";

const own = new URL("../../profiles/xapi/ibest/profile.jsonld", import.meta.url).pathname;
const examples = new URL("../../profiles/profile/", import.meta.url).pathname;
const document = (...argument) => attempt("profile", "document", ...argument);

const filesIn = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.path, entry.name))).sort();

async function write(t, profile) {
  const folder = path.join(await makeFolder(t), "pages");
  const result = await document(profile, "--output", folder);
  assert.equal(result.code, 0, result.stderr);
  return { folder, files: filesIn(folder), ...result };
}

// The rules for w3id.org as the README gives them, without those that ask what the browser accepts.
const SITE = "https://pages.example.org/ibest/";
const rules = [...readFileSync(new URL("../../profiles/README.md", import.meta.url), "utf8")
  .matchAll(/^ {4}RewriteRule (\^\S*\$) (\S+) \[R=303,L\]$/gm)].map(([, pattern, target]) => [new RegExp(pattern), target]);

/** The file that an IRI is sent on to. */
function fileFor(iri) {
  const asked = iri.slice("https://w3id.org/xapi/ibest/".length);
  const [pattern, target] = rules.find(([rule]) => rule.test(asked));
  return asked.replace(pattern, target).slice(SITE.length);
}

test("each IRI of iBeST's profile is a file with the same path, beside the profile itself", async (t) => {
  const { folder, files, stdout, stderr } = await write(t, own);
  const profile = JSON.parse(readFileSync(own, "utf8"));
  const iris = [profile, ...profile.versions, ...profile.concepts, ...profile.templates, ...profile.patterns].map(({ id }) => id);
  assert.deepEqual(files, [...iris.map(fileFor), "profile.jsonld", "style.css"].sort());
  assert.equal(readFileSync(path.join(folder, "profile.jsonld"), "utf8"), readFileSync(own, "utf8"));
  assert.equal(stdout, `${folder}: ${iris.length} pages\n`);
  assert.equal(stderr, "");
});

test("each link of each page leads to a page, and each address within a page to a place", async (t) => {
  for (const profile of [own, path.join(examples, "valid/every-kind-of-concept.jsonld"), path.join(examples, "valid/patterns.jsonld")]) {
    const { folder, files } = await write(t, profile);
    for (const file of files.filter((name) => name.endsWith(".html"))) {
      const html = readFileSync(path.join(folder, file), "utf8");
      for (const [, address] of html.matchAll(/href="([^"]*)"/g)) {
        if (/^https?:/.test(address)) continue;
        const [target, fragment] = address.split("#");
        assert.ok(existsSync(path.join(folder, path.dirname(file), target)), `${file}: ${address}`);
        if (target === "") assert.ok(html.includes(`id="${fragment}"`), `${file}: ${address}`);
      }
    }
  }
});

test("no page has a script, a style of its own or an event handler", async (t) => {
  const { folder, files } = await write(t, own);
  for (const file of files.filter((name) => name.endsWith(".html"))) {
    assert.doesNotMatch(readFileSync(path.join(folder, file), "utf8"), /<script|<style|\sstyle=|\son[a-z]+=|src=/, file);
  }
  assert.doesNotMatch(readFileSync(path.join(folder, "style.css"), "utf8"), /url\((?!["']?data:)|@import/);
});

test("the same profile gives the same bytes", async (t) => {
  const [one, two] = [await write(t, own), await write(t, own)];
  assert.deepEqual(one.files, two.files);
  for (const file of one.files) {
    assert.deepEqual(readFileSync(path.join(one.folder, file)), readFileSync(path.join(two.folder, file)), file);
  }
});

const FAULTY = ["id-repeated.concept", "path-extensions", "pattern-cycle.itself", "pattern-operator.none", "schema-form.json"];

test("examples are documented, whatever is wrong with them, and their faults are told", async (t) => {
  for (const name of readdirSync(path.join(examples, "valid"))) {
    assert.equal((await write(t, path.join(examples, "valid", name))).stderr, "", name);
  }
  for (const name of FAULTY) {
    const { stderr } = await write(t, path.join(examples, "invalid", `${name}.jsonld`));
    assert.match(stderr, /has (1 error and 0 warnings|0 errors and 1 warning); see 'ibest-lrs profile check'\n$/, name);
  }
});

test("a folder with files is left alone, and one that is empty is filled", async (t) => {
  const folder = await makeFolder(t);
  mkdirSync(path.join(folder, "empty"));
  assert.equal((await document(own, "--output", path.join(folder, "empty"))).code, 0);
  mkdirSync(path.join(folder, "used"));
  writeFileSync(path.join(folder, "used/mine"), "mine");
  const { code, stderr } = await document(own, "--output", path.join(folder, "used"));
  assert.notEqual(code, 0);
  assert.match(stderr, /used' is not empty; name one that is empty or not there yet\n$/);
  assert.deepEqual([readdirSync(folder).sort(), readdirSync(path.join(folder, "used"))], [["empty", "used"], ["mine"]]);
});

test("pages that would take too much room are refused, and nothing is left of them", async (t) => {
  const folder = await makeFolder(t);
  const large = path.join(folder, "large.jsonld");
  const profile = JSON.parse(readFileSync(path.join(examples, "valid/head-alone.jsonld"), "utf8"));
  const word = "<".repeat(200);
  const id = (number) => `${profile.id}/${number}`;
  const part = (number, more) => ({ id: id(number), inScheme: profile.versions[0].id, prefLabel: { en: word }, definition: { en: "x" }, ...more });
  const many = Array.from({ length: 9000 }, (_, number) => id(number % 50));
  profile.concepts = Array.from({ length: 50 }, (_, number) => part(number, { type: "Verb" }));
  profile.templates = [part("t", { type: "StatementTemplate", rules: Array(3).fill({ location: "$.verb.id", any: many }) })];
  writeFileSync(large, JSON.stringify(profile));
  const { code, stderr } = await document(large, "--output", path.join(folder, "pages"));
  assert.notEqual(code, 0);
  assert.match(stderr, / t\.html /);
  assert.deepEqual(readdirSync(folder), ["large.jsonld"]);
});

test("what is no profile, cannot be read or has no id is refused, and nothing is written", async (t) => {
  const folder = await makeFolder(t);
  const broken = path.join(folder, "broken.jsonld");
  const nameless = path.join(folder, "nameless.jsonld");
  writeFileSync(broken, '{\n"id": \n}');
  writeFileSync(nameless, "{}");
  for (const [file, message] of [[broken, /broken\.jsonld:3:1: /], [nameless, /has no id/], [path.join(folder, "absent"), /absent/]]) {
    const { code, stderr } = await document(file, "--output", path.join(folder, "pages"));
    assert.notEqual(code, 0);
    assert.match(stderr, message);
  }
  assert.deepEqual(readdirSync(folder).sort(), ["broken.jsonld", "nameless.jsonld"]);
});

test("a wrong command line ends with 2 and says what is missing", async () => {
  for (const line of [[], [own], ["--output", "x"], [own, own, "--output", "x"], [own, "--out", "x"]]) {
    const { code, stderr } = await document(...line);
    assert.equal(code, 2, line.join(" "));
    assert.match(stderr, /--help/);
  }
});
