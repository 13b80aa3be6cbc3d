// SPDX-License-Identifier: Apache-2.0

// xapi-conform as a program: exit codes, reports, and servers that hang, never end or are not there.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { conform, versions } from "./conform.mjs";

const CREDENTIAL = ["--key", "k", "--secret", "s3cret"];

async function listen(t, server) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

// A folder with one rule, and the flags that choose it.
async function ruleFolder(t, rule) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "xapi-conform-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, "rule.rule"), rule);
  return ["--cases", folder];
}

test("--list tells of every rule its id, clause, versions and level", async () => {
  const { code, output } = await conform("--list", "--report", "json");
  assert.equal(code, 0);
  const rules = JSON.parse(output);
  assert.ok(rules.length > 150);
  for (const rule of rules) {
    assert.match(rule.id, /^[a-z0-9-]+\/[a-z0-9-]+$/);
    assert.match(rule.clause, /^(Data|Communication|2\.0) ?[^:]*: \S/, rule.id);
    assert.match(rule.level, /^(must|should|beyond)$/);
    assert.ok(rule.versions.split(" ").every((version) => versions.includes(version)));
  }
  const text = await conform("--list", "--only", "about/versions");
  assert.match(text.output, /^about\/versions\t1\.0\.3 2\.0\.0\tmust\tCommunication 2\.8: [^\n]+\n$/);
});

test("each hard corner of the list has a rule of its own", async () => {
  const lists = await Promise.all(versions.map((version) => conform("--list", "--report", "json", "--version", version)));
  const corners = new Set(lists.flatMap(({ output }) => JSON.parse(output).map(({ corner }) => Number(corner))));
  for (let corner = 1; corner <= 30; corner++) {
    assert.ok(corners.has(corner), `corner ${corner}`);
  }
});

test("a wrong command line or rule file is exit code 2, with what to do", async (t) => {
  const wrong = [
    [["http://127.0.0.1:1/xapi"], /--key and --secret are needed/],
    [["ftp://lrs.example", ...CREDENTIAL], /must start with http/],
    [[...CREDENTIAL], /URL of the LRS is needed/],
    [["http://127.0.0.1:1", ...CREDENTIAL, "--version", "1.1"], /must be 1\.0\.3 or 2\.0\.0/],
    [["http://127.0.0.1:1", ...CREDENTIAL, "--report", "xml"], /text or json or junit/],
    [["http://127.0.0.1:1", ...CREDENTIAL, "--jobs", "0"], /from 1 to 64/],
    [["http://127.0.0.1:1", ...CREDENTIAL, "--only", "nothing/*"], /no rule fits/],
    [["http://127.0.0.1:1", ...CREDENTIAL, "--colour"], /--colour/],
    [["--list", "--cases", "/nonexistent"], /cannot be opened/],
    [["--list", ...(await ruleFolder(t, "clause c\nGET /about\nexpect colour\n"))], /rule:3: 'colour' is none of/],
  ];
  for (const [line, message] of wrong) {
    const { code, problems } = await conform(...line);
    assert.equal(code, 2, line.join(" "));
    assert.match(problems, message);
  }
});

test("an LRS that is not there is exit code 3", async (t) => {
  const server = net.createServer();
  const url = await listen(t, server);
  await new Promise((resolve) => server.close(resolve));
  const { code, problems } = await conform(`${url}/xapi`, ...CREDENTIAL);
  assert.equal(code, 3);
  assert.match(problems, /does not answer/);
});

// Answers /about, so that it is reached, and everything else by `answer`.
const server = (answer) =>
  http.createServer((request, response) => (request.url === "/xapi/about" ? response.end("{}") : answer(response)));

const RULE = "clause Data 1: x\nGET /statements\nexpect status 200\n";

test("an LRS that hangs, or never ends its answer, is a finding and no more", async (t) => {
  const cases = [
    [() => {}, /[Tt]imeout/],
    [(response) => response.write("x"), /[Tt]imeout/],
    [(response) => response.socket.destroy(), /no answer/],
    [(response) => endless(response), /longer than 16 MiB|[Tt]imeout/],
  ];
  const flags = await ruleFolder(t, RULE);
  for (const [answer, message] of cases) {
    const running = server(answer);
    const url = await listen(t, running);
    const { code, output } = await conform(`${url}/xapi`, ...CREDENTIAL, ...flags, "--timeout", "2");
    running.closeAllConnections();
    assert.equal(code, 1);
    assert.match(output, message);
  }
});

function endless(response) {
  const piece = Buffer.alloc(1 << 20, "x");
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}

test("a finding tells what was sent, came and was expected, without the secret, in each report", async (t) => {
  const url = await listen(t, server((response) => response.writeHead(500, { "X-Why": "broken <&>" }).end("no")));
  const flags = await ruleFolder(t, RULE);
  const run = (form) => conform(`${url}/xapi/`, ...CREDENTIAL, ...flags, "--report", form);
  const text = await run("text");
  assert.equal(text.code, 1);
  for (const line of [/BROKEN rule \(must, line 3\)/, /clause +Data 1: x/, /sent +GET http/, /came +status 500/, /expected +status 200/, /differs +the status is 500/, /repeat +curl -i -X GET -u "\$KEY:\$SECRET"/, /1 rules, 0 hold, 1 broken \(1 must, 0 should, 0 beyond\)/]) {
    assert.match(text.output, line);
  }
  const json = JSON.parse((await run("json")).output);
  assert.equal(json.broken, 1);
  assert.equal(json.rules[0].finding.line, 3);
  const junit = await run("junit");
  assert.match(junit.output, /<testsuite name="xapi-conform 1.0.3" tests="1" failures="1">/);
  assert.match(junit.output, /X-Why: broken &lt;&amp;&gt;/);
  for (const output of [text.output, JSON.stringify(json), junit.output]) {
    assert.doesNotMatch(output, /s3cret|azpzM2NyZXQ/);
  }
});

test("rules that hold are exit code 0", async (t) => {
  const url = await listen(t, server((response) => response.end("{}")));
  const { code, output } = await conform(`${url}/xapi`, ...CREDENTIAL, ...(await ruleFolder(t, RULE)), "--report", "junit");
  assert.equal(code, 0);
  assert.match(output, /failures="0"[^]*name="rule"\/>/);
});
