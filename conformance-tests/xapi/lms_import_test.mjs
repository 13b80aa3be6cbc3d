// SPDX-License-Identifier: Apache-2.0

// The reports of LMSs become statements of the profile, count nobody twice, and give the same reports in whatever order they come.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { attempt, client, makeCredential, makeFolder, randomUUID, run, serve } from "./lrs.mjs";
import { assertOneTemplateEach, profileFile } from "./profile.mjs";

const reports = new URL("./lms_reports/", import.meta.url).pathname;
const course = "https://synthetic.invalid/courses/back";
const name = "Managing persistent back pain";
const homePage = "https://lms.synthetic.invalid";
const importedFrom = "https://w3id.org/xapi/ibest/extensions/imported-from";

// A store of its own, and importing into it.
async function begin(t) {
  const folder = await makeFolder(t);
  const store = process.env.IBEST_TEST_STORE ?? `sqlite:${folder}/lrs.db`;
  const take = (file, ...options) =>
    attempt("import", path.resolve(reports, file), "--store", store, "--home-page", homePage, ...options);
  const taken = async (...argument) => {
    const { code, stdout, stderr } = await take(...argument, "--json");
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const write = async (file, content) => {
    await writeFile(path.join(folder, file), content);
    return path.join(folder, file);
  };
  return { folder, store, take, taken, write };
}

async function exported(store) {
  const { stdout } = await run("export", "--store", store);
  return stdout.split("\n").filter((line) => line.startsWith('{"id"')).map((line) => JSON.parse(line));
}

async function funnel(store, by = "total") {
  const { stdout } = await run("report", "funnel", `by=${by}`, "--format", "json", "--store", store);
  return JSON.parse(stdout).map(({ enrolled, started, completed }) => [enrolled, started, completed]);
}

test("whether its registrations follow the profile's patterns is known when a report is taken", async (t) => {
  const { store, taken } = await begin(t);
  assert.equal((await attempt("profile", "load", profileFile, "--store", store)).code, 0);
  await taken("dls.csv", "--from", "dls", "--course", `${name}=${course}`);
  const { stdout } = await run("report", "patterns", "--format", "json", "--store", store);
  assert.deepEqual(JSON.parse(stdout).map(({ outcome, histories, due }) => [outcome, histories, due]), [["success", 3, 0]]);
});

const kinds = [
  { from: "moodle-scorm", file: "moodle-scorm.txt", options: ["--course", course, "--pass", "80"], counts: [4, 3, 2], people: 4,
    verbs: { registered: 1, initialized: 4, completed: 1, passed: 1, failed: 1 } },
  { from: "moodle-course", file: "moodle-course.csv", options: ["--course", course], counts: [2, 1, 1], people: 2,
    verbs: { registered: 1, initialized: 0, completed: 1, passed: 0, failed: 0 } },
  { from: "totara", file: "totara.csv", options: ["--course", `${name}=${course}`], counts: [3, 2, 1], people: 3,
    verbs: { registered: 3, initialized: 2, completed: 1, passed: 0, failed: 0 } },
  { from: "esr", file: "esr.csv", options: ["--course", `${name}=${course}`], counts: [3, 2, 1], people: 3,
    verbs: { registered: 3, initialized: 2, completed: 0, passed: 1, failed: 1 } },
  { from: "learninghub", file: "learninghub.csv", options: ["--course", `${name}=${course}`], counts: [2, 2, 1], people: 2,
    verbs: { registered: 0, initialized: 2, completed: 1, passed: 0, failed: 0 } },
  { from: "dls", file: "dls.csv", options: ["--course", `${name}=${course}`], counts: [3, 2, 1], people: 3,
    verbs: { registered: 3, initialized: 1, completed: 1, passed: 0, failed: 0 } },
];

for (const { from, file, options, counts, people, verbs } of kinds) {
  test(`${from}: each statement matches one template of the profile and keeps its rules`, async (t) => {
    const { store, taken } = await begin(t);
    const told = await taken(file, "--from", from, ...options);
    assert.equal(told.people, people);
    assert.deepEqual(Object.fromEntries(Object.keys(verbs).map((verb) => [verb, told.statements[verb]])), verbs);
    const statements = await exported(store);
    assert.equal(statements.length, told.statements.added);
    const templates = Object.entries(assertOneTemplateEach(statements));
    for (const [verb, count] of Object.entries(verbs)) {
      const ofVerb = templates.filter(([template]) => template.endsWith(`-${verb}`));
      assert.equal(ofVerb.reduce((sum, [, statementsOf]) => sum + statementsOf, 0), count, verb);
    }
    for (const statement of statements) {
      assert.equal(statement.context.extensions[importedFrom], from);
      assert.equal(statement.authority.account.name, `import ${from}`);
      assert.equal(statement.actor.name, undefined);
    }
    assert.deepEqual(await funnel(store), [counts]);
  });

  test(`${from}: the same report again adds nothing, after a dry run that keeps nothing`, async (t) => {
    const { store, taken } = await begin(t);
    const dry = await taken(file, "--from", from, ...options, "--dry-run");
    assert.equal(dry.kept, false);
    assert.deepEqual(await exported(store), []);
    const first = await taken(file, "--from", from, ...options);
    assert.equal(first.kept, true);
    assert.deepEqual(first.statements, dry.statements);
    const again = await taken(file, "--from", from, ...options, "--as-of", "2018-11-30");
    assert.equal(again.statements.added, 0);
    assert.equal(again.statements.contradicting, 0);
  });
}

const live = (account, verb, timestamp, rest = {}) => ({
  id: randomUUID(),
  timestamp,
  actor: { objectType: "Agent", account },
  verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
  object: { id: course, definition: { type: "http://adlnet.gov/expapi/activities/course", name: { "en-GB": name } } },
  ...rest,
});

async function send(t, store, statements) {
  const server = await serve(t, store);
  const call = client(server.url, await makeCredential(store, "all"));
  assert.equal((await call("POST", "/xapi/statements", { body: statements })).status, 200);
  assert.equal(await server.end(), 0);
}

// What the views say, whole.
async function everything(store) {
  const { stdout } = await run("report", "funnel", "by=organisation", "--store", store);
  return [stdout, await funnel(store), await funnel(store, "module")];
}

test("whoever is known live and by the report counts once, whichever comes first", async (t) => {
  const statements = [
    live({ homePage, name: "totara-0001" }, "initialized", "2018-01-04T09:00:00Z"),
    live({ homePage, name: "totara-0002" }, "completed", "2018-02-04T09:00:00Z", { result: { completion: true } }),
    live({ homePage, name: "totara-0009" }, "initialized", "2018-02-04T09:00:00Z"),
  ];
  const options = ["--from", "totara", "--course", `${name}=${course}`, "--organisation", "SYN01"];
  const before = await begin(t);
  await before.taken("totara.csv", ...options);
  await send(t, before.store, statements);
  const after = await begin(t);
  await send(t, after.store, statements);
  await after.taken("totara.csv", ...options);
  assert.deepEqual(await funnel(before.store), [[4, 3, 2]]);
  assert.deepEqual(await everything(after.store), await everything(before.store));
});

test("whom live statements call by another account is one person if the roster says so", async (t) => {
  const { store, taken, write } = await begin(t);
  await send(t, store, [live({ homePage: "https://live.synthetic.invalid", name: "x-1" }, "initialized", "2018-01-04T09:00:00Z")]);
  await taken("totara.csv", "--from", "totara", "--course", `${name}=${course}`);
  assert.deepEqual(await funnel(store), [[4, 3, 1]]);
  const roster = await write("roster.csv", [
    "home_page,account,organisation,profession,registration",
    `${homePage},totara-0001,SYN01,Physiotherapist,SYN0001`,
    "https://live.synthetic.invalid,x-1,SYN01,Physiotherapist,SYN0001",
    "",
  ].join("\n"));
  await run("roster", "import", roster, "--store", store);
  assert.deepEqual(await funnel(store), [[3, 2, 1]]);
  assert.deepEqual((await funnel(store, "organisation")).reduce((sum, [enrolled]) => sum + enrolled, 0), 3);
});

test("a refused row is told by its line, leaves the store as it was, and is left out with --skip-bad", async (t) => {
  const { store, take, write } = await begin(t);
  const content = (await readFile(path.join(reports, "totara.csv"), "utf8")).replace("In progress", "Daydreaming");
  const file = await write("bad.csv", content);
  const options = ["--from", "totara", "--course", `${name}=${course}`];
  const refused = await take(file, ...options);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /bad\.csv:3: status 'Daydreaming' is none of the mapping's 'statuses'/);
  assert.deepEqual(await exported(store), []);
  const skipped = await take(file, ...options, "--skip-bad");
  assert.equal(skipped.code, 1);
  assert.match(skipped.stderr, /1 rows were refused and left out/);
  assert.equal((await exported(store)).length, 4);
});

test("an import that is killed leaves nothing behind", async (t) => {
  const { store, write } = await begin(t);
  const rows = Array.from({ length: 60000 }, (_, i) => `totara-${i},In progress,03 Jan 2018,04 Jan 2018`);
  const file = await write("large.csv", `Username,Completion Status,Date Enrolled,Date Started\n${rows.join("\n")}\n`);
  const options = ["--from", "totara", "--course", course, "--home-page", homePage, "--store", store];
  const child = spawn(process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs", ["import", file, ...options], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal)));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill("SIGKILL");
  assert.equal(await ended, "SIGKILL");
  assert.deepEqual(await exported(store), []);
});

test("names that are not known are told with what is most like them, and columns that mean nothing", async (t) => {
  const { taken, write } = await begin(t);
  const content = await readFile(path.join(reports, "totara.csv"), "utf8");
  const file = await write("report.csv", content.replace("Fire safety", "Managing persistant back pain").replace("Grade", "Shoe size"));
  const told = await taken(file, "--from", "totara", "--course", `${name}=${course}`);
  assert.deepEqual(told.unmatched, [{ name: "Managing persistant back pain", rows: 1, nearest: name }]);
  assert.deepEqual(told.unknown_columns.map((column) => column.name), ["Shoe size"]);
});

test("a report that contradicts the last one is told by line, and ends with 1", async (t) => {
  const { store, take, taken, write } = await begin(t);
  await taken("moodle-scorm.txt", "--from", "moodle-scorm", "--course", course, "--pass", "80");
  const content = (await readFile(path.join(reports, "moodle-scorm.txt"), "utf8")).replaceAll("55", "60");
  const file = await write("later.txt", content);
  const count = (await exported(store)).length;
  const told = await take(file, "--from", "moodle-scorm", "--course", course, "--pass", "80");
  assert.equal(told.code, 1);
  assert.match(told.stderr, /later\.txt:5: warning: says otherwise/);
  assert.equal((await exported(store)).length, count);
});

test("a mapping of one's own is used, and told where it is wrong", async (t) => {
  const { folder, taken, take, write } = await begin(t);
  const own = {
    id: "our-lms", name: "Our LMS", report: "what it gives", source: [{ what: "its headings", mark: "verified", where: "its manual" }],
    home_page: "https://our.synthetic.invalid", columns: { account: ["Who"], status: ["How far"], completed_at: ["When"], duration: ["Time"] },
    statuses: { Done: "completed" }, dates: ["%d.%m.%Y"], durations: ["clock"],
  };
  const mapping = await write("our-lms.json", JSON.stringify(own));
  const file = await write("report.csv", "Who;How far;When;Time\nour-0001;Done;31.01.2018;1:30\n");
  await taken(file, "--mapping", mapping, "--course", course);
  const [statement] = await exported(`sqlite:${folder}/lrs.db`);
  assert.equal(statement.result.duration, "PT5400S");
  assert.equal(statement.context.platform, "Our LMS");
  await write("our-lms.json", JSON.stringify({ ...own, statuses: { Done: "finished" } }));
  const wrong = await take(file, "--mapping", mapping, "--course", course);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /our-lms\.json: statuses\.Done: 'finished' is none of registered, initialized/);
});

test("a line that cannot be meant is refused with what to do", async (t) => {
  const { take } = await begin(t);
  const refused = async (pattern, ...options) => {
    const { code, stderr } = await take("totara.csv", ...options);
    assert.equal(code, 2, stderr);
    assert.match(stderr, pattern);
  };
  await refused(/there are dls, esr/, "--from", "kallidus");
  await refused(/--from NAME or --mapping FILE/, "--course", course);
  await refused(/column 'Course Name' tells/, "--from", "totara", "--course", course);
  await refused(/needs the course that it is part of/, "--from", "totara", "--module", `x=${course}/m`);
  await refused(/is no ODS code/, "--from", "totara", "--course", `${name}=${course}`, "--organisation", "Our Trust");
  await refused(/give FIELD=HEADING/, "--from", "totara", "--column", "shoe=Size");
  await refused(/for lines of JSON/, "--from", "totara", "--define");
});
