// SPDX-License-Identifier: Apache-2.0

// run.sh with a fake suite: what it prints, its exit codes, that nothing hangs, and that its server is gone after it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../xapi/lrs.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const lrs = path.resolve(process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs");
const build = path.dirname(path.dirname(lrs));

async function makeCheckout(t) {
  const folder = await makeFolder(t);
  await cp(`${here}/fake_suite`, folder, { recursive: true });
  await mkdir(`${folder}/node_modules`);
  return folder;
}

function start(argument, environment = {}) {
  const child = spawn(`${here}/run.sh`, argument, { env: { ...process.env, ...environment } });
  const said = { out: "", problems: "" };
  child.stdout.on("data", (piece) => (said.out += piece));
  child.stderr.on("data", (piece) => (said.problems += piece));
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said }))) };
}

const run = (argument, environment) => start(argument, environment).ended;

async function serverIsGone(checkout) {
  const endpoint = await readFile(`${checkout}/seen`, "utf8");
  await assert.rejects(fetch(`${endpoint}/about`), (error) => error.cause.code === "ECONNREFUSED");
}

const fates = {
  passes: { code: 0, out: /^VERSION: 3 of 3 passed, 0 failed, 0 not run, 1\.2 seconds\n$/ },
  fails: {
    code: 1,
    out: /^failed: Fake section > it is fed by the fake\n +not so\nVERSION: 2 of 3 passed, 1 failed, 0 not run, 1\.2 seconds\nrequests and answers: \S+fake\.log\n$/,
  },
  "leaves-out": { code: 1, out: /^VERSION: 3 of 4 passed, 0 failed, 1 not run/ },
  breaks: { code: 3, problems: /did not get to its end \(error\)/ },
  ends: { code: 3, problems: /ended without a log: cannot find module 'synthetic'/ },
  hangs: { code: 3, problems: /stopped after 3 seconds/ },
};

// The version is handed through: one that passes and one that fails show that, so only one version meets every fate.
for (const [version, met] of [["1.0.3", Object.keys(fates)], ["2.0.0", ["passes", "fails"]]]) {
  test(`${version}: exit code and words say how the suite fared`, async (t) => {
    for (const [fate, expected] of met.map((name) => [name, fates[name]])) {
      const checkout = await makeCheckout(t);
      const limit = fate === "hangs" ? "3" : "60";
      const { code, out, problems } = await run([checkout, version, build], { FAKE_SUITE: fate, SUITE_SECONDS: limit });
      assert.equal(code, expected.code, `${fate}: ${out}${problems}`);
      assert.match(out.replaceAll(version, "VERSION"), expected.out ?? /^$/, fate);
      assert.match(problems, expected.problems ?? /^$/, fate);
      if (fate !== "ends") {
        await serverIsGone(checkout);
      }
    }
  });
}

test("a server that dies ends the run at once", async (t) => {
  const [checkout, mortal] = [await makeCheckout(t), await makeFolder(t)];
  await mkdir(`${mortal}/lrs`);
  await writeFile(`${mortal}/lrs/ibest-lrs`, `#!/bin/sh\n[ "$1" = serve ] || exec "${lrs}" "$@"\nexec timeout 5 "${lrs}" "$@"\n`);
  await chmod(`${mortal}/lrs/ibest-lrs`, 0o755);
  const { code, problems } = await run([checkout, "1.0.3", mortal], { FAKE_SUITE: "hangs", SUITE_SECONDS: "60" });
  assert.equal(code, 3);
  assert.match(problems, /the server ended while the suite ran/);
});

test("a run that is interrupted takes its server along", async (t) => {
  const checkout = await makeCheckout(t);
  const { child, ended } = start([checkout, "1.0.3", build], { FAKE_SUITE: "hangs", SUITE_SECONDS: "60" });
  while ((await readFile(`${checkout}/seen`).catch(() => "")).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGTERM");
  assert.equal((await ended).code, 143);
  await serverIsGone(checkout);
});

test("what is missing is named", async (t) => {
  const checkout = await makeCheckout(t);
  const bare = await makeFolder(t);
  const usage = /^Usage: run\.sh CHECKOUT/;
  const cases = [
    [[], 2, usage],
    [[checkout], 2, usage],
    [[checkout, "1.0.2"], 2, usage],
    [[checkout, "1.0.3", build, "more"], 2, usage],
    [[bare, "1.0.3", build], 3, /no bin\/console_runner\.js/],
    [[`${here}/fake_suite`, "1.0.3", build], 3, /no node_modules: run npm install/],
    [[checkout, "1.0.3", bare], 3, /is not built; run: cmake/],
  ];
  for (const [argument, code, problems] of cases) {
    const result = await run(argument);
    assert.equal(result.code, code, argument.join(" "));
    assert.match(result.problems, problems);
  }
});
