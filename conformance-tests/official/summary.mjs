// SPDX-License-Identifier: Apache-2.0

// Usage: summary.mjs LOG VERSION. Tells what ADL's suite wrote: figures, and each failed test with its place. Exit code: 0 all passed, 1 not all, 3 no run.
import { readFileSync } from "node:fs";

// A test, or a suite whose hook failed, has the error; suites above them only roll up.
function failures(node, path = []) {
  const here = node.title ? [...path, node.title] : path;
  const below = (node.tests ?? []).flatMap((child) => failures(child, here));
  const failed = node.error || (node.status === "failed" && !node.tests?.length);
  return failed ? [{ path: here, error: node.error }, ...below] : below;
}

const [file, version] = process.argv.slice(2);
const { state, summary, duration, log } = JSON.parse(readFileSync(file, "utf8"));
if (state !== "finished" || !log || !(summary.total > 0)) {
  console.error(`summary.mjs: the suite did not get to its end (${state}): see ${file}`);
  process.exit(3);
}
const { total, passed, failed } = summary;
for (const { path, error } of failures(log)) {
  console.log(`failed: ${path.join(" > ")}`);
  console.log(`        ${String(error ?? "no reason given").split("\n")[0]}`);
}
const left = total - passed - failed;
console.log(`${version}: ${passed} of ${total} passed, ${failed} failed, ${left} not run, ${(duration / 1000).toFixed(1)} seconds`);
if (passed !== total) {
  console.log(`requests and answers: ${file}`);
  process.exitCode = 1;
}
