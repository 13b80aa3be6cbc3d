// SPDX-License-Identifier: Apache-2.0

// Stands in for ADL's suite: takes its command line, looks at the LRS, and writes a log of its form. FAKE_SUITE says how it fares.
const fs = require("node:fs");
const path = require("node:path");

const argument = (flag) => process.argv[process.argv.indexOf(flag) + 1];
const [endpoint, user, password, version] = ["-e", "-u", "-p", "-x"].map(argument);
const fate = process.env.FAKE_SUITE;
const folder = path.join(__dirname, "../logs");

async function look() {
  const about = await fetch(`${endpoint}/about`);
  const headers = { "X-Experience-API-Version": version, Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const statements = await fetch(`${endpoint}/statements`, { headers });
  const test = (title, holds) => ({ title, status: holds ? "passed" : "failed", error: holds ? undefined : `not so\nat a line`, tests: [] });
  return [
    test("its default version is that of the suite", about.headers.get("x-experience-api-version") === version),
    test("it knows the credential", statements.status === 200 && process.argv.includes("-a")),
    test("it is fed by the fake", fate !== "fails"),
  ];
}

function write(tests) {
  const passed = tests.filter(({ status }) => status === "passed").length;
  const record = {
    duration: 1234,
    state: fate === "breaks" ? "error" : "finished",
    summary: { total: tests.length + (fate === "leaves-out" ? 1 : 0), passed, failed: tests.length - passed, version },
    log: { title: "", status: passed === tests.length ? "passed" : "failed", tests: [{ title: "Fake section", status: "failed", tests }] },
  };
  const log = path.join(folder, "fake.log");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(log, JSON.stringify(record));
  console.log(`Full run log written to ${log}`);
}

if (fate === "ends") {
  console.log("cannot find module 'synthetic'");
  process.exit(0);
}
// As the true one: whoever waits for it waits for ever.
const waiting = setInterval(() => {}, 1000);
look().then((tests) => {
  fs.writeFileSync(path.join(__dirname, "../seen"), endpoint);
  if (fate !== "hangs") {
    clearInterval(waiting);
    write(tests);
    process.exit(0);
  }
});
