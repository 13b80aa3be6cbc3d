// SPDX-License-Identifier: Apache-2.0

// Runs xapi-conform against ibest-lrs for the tests beside this file.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";

const program = process.env.XAPI_CONFORM ?? "build/dev/conformance-tests/xapi/conform/xapi-conform";
export const versions = ["1.0.3", "2.0.0"];

// { code, output, problems } of a run; never throws for an exit code.
export function conform(...argument) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argument);
    let output = "";
    let problems = "";
    child.stdout.on("data", (piece) => (output += piece));
    child.stderr.on("data", (piece) => (problems += piece));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output, problems }));
  });
}

// The flags that a credential ("Basic ...") of lrs.mjs stands for.
export function credentialFlags(authorization) {
  const [key, ...secret] = Buffer.from(authorization.split(" ")[1], "base64").toString().split(":");
  return ["--key", key, "--secret", secret.join(":")];
}

// The rules that are known not to hold in `version` yet: a set of ids. A line is "id" or "id version".
export async function notYet(version) {
  const text = await readFile(new URL("../not_yet.txt", import.meta.url), "utf8");
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  return new Set(lines.map((line) => line.split(/\s+/)).filter(([, only]) => only === undefined || only === version).map(([id]) => id));
}
