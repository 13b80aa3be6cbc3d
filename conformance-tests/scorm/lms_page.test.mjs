// SPDX-License-Identifier: Apache-2.0

// `ibest-pack lms` from outside: every value of every profile is told, with its source, its note and how sure it is.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../profiles/lms/", import.meta.url);
const profiles = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const TABLES = ["formats", "limits", "characters", "switches", "behaviour"];

function lms(...argument) {
  const { status, stdout, stderr } = spawnSync(process.env.IBEST_PACK, ["lms", ...argument], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** The page as rows of cells without markup; the headings that stacked rows repeat are left out. */
const rowsOf = (html) => [...html.matchAll(/<tr role="row"[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
  [...row.matchAll(/<t[hd] role="(?:rowheader|cell)"[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
    cell.replace(/<span class="nhsuk-table-responsive__heading".*?<\/span>/, "").replace(/<[^>]*>/g, "")
      .replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]))).filter((cells) => cells.length > 0);

const sourceOf = ({ source = "none", note }) => note === undefined ? source : `${source}. Note: ${note}`;

for (const profile of profiles) {
  test(`the page of ${profile.id} has a row for each of its values, and links its sources`, () => {
    const { status, stdout, stderr } = lms(profile.id);
    assert.equal(status, 0, stderr);
    const facts = [...TABLES.flatMap((table) => Object.values(profile[table])), ...profile.settings, ...profile.faults];
    const rows = rowsOf(stdout);
    assert.deepEqual(rows.map((cells) => cells.slice(-2)), facts.map((fact) => [fact.mark, sourceOf(fact)]));
    for (const { words, address } of profile.links ?? []) {
      assert.ok(stdout.includes(`<a href="${address}">${words}</a>`), words);
    }
    for (const domain of profile.domains.values) {
      assert.ok(stdout.includes(`<li>${domain}</li>`), domain);
    }
    assert.match(stdout, new RegExp(`Of ${facts.length + 1} values `));
  });
}

test("without a name all LMSs stand beside each other in each value", () => {
  const rows = rowsOf(lms().stdout);
  const expected = TABLES.flatMap((table) => Object.keys(profiles[0][table]).flatMap((name) =>
    profiles.map((profile) => [profile.name, profile[table][name].mark, sourceOf(profile[table][name])])));
  assert.deepEqual(rows.map((cells) => [cells[0], ...cells.slice(-2)]), expected);
});

test("a wrong line ends with 2, and says which LMSs there are", () => {
  for (const [line, message] of [[["modle"], /no LMS 'modle'; give one of aicc-relay, .*totara/], [["esr", "--format", "pdf"], /give one of html, text/],
    [["esr", "dls"], /--help/]]) {
    const { status, stderr } = lms(...line);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
  assert.match(lms("--help").stdout, /NAME is one of aicc-relay, /);
});
