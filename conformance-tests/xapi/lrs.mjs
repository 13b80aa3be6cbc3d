// SPDX-License-Identifier: Apache-2.0

// Starts ibest-lrs for a test, and speaks to it.
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export const program = process.env.IBEST_LRS ?? "build/dev/lrs/ibest-lrs";
const START_LIMIT_MS = 30000;

export async function makeFolder(t) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ibest-lrs-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function run(...argument) {
  return promisify(execFile)(program, argument);
}

// Runs a command that may fail: { code, stdout, stderr }.
export async function attempt(...argument) {
  try {
    return { code: 0, ...(await run(...argument)) };
  } catch (error) {
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

// Waits for the line that tells the address; fails with what the program said if it ends before.
function readAddress(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    let problems = "";
    const timer = setTimeout(() => reject(new Error(`no address after ${START_LIMIT_MS} ms: ${problems}`)), START_LIMIT_MS);
    child.stderr.on("data", (piece) => (problems += piece));
    child.stdout.on("data", (piece) => {
      output += piece;
      const found = /listens on (http:\/\/\S+)\/\n/.exec(output);
      if (found) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      reject(Object.assign(new Error(`ended with ${code}: ${problems}`), { code, problems }));
    });
  });
}

// A running server: { url, store, child, end(signal) -> exit code }. `t` ends it if the test does not.
export async function serve(t, store, ...options) {
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--store", store, ...options]);
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  const end = async (signal = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  t.after(() => end("SIGKILL"));
  let log = "";
  child.stderr.on("data", (piece) => (log += piece));
  const url = await readAddress(child);
  return { url, store, pid: child.pid, end, ended, log: () => log };
}

export async function makeCredential(store, ...scopes) {
  return makeCredentialWith(store, ...scopes.flatMap((scope) => ["--scope", scope]));
}

export async function makeCredentialWith(store, ...flags) {
  const { stdout } = await run("credential", "create", "--store", store, "--name", "Test client", "--json", ...flags);
  const { key, secret } = JSON.parse(stdout);
  return `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
}

// A client that sends what every xAPI request needs; `headers` with value null take one away.
export function client(url, authorization) {
  return async (method, target, { body, headers = {} } = {}) => {
    const all = { "X-Experience-API-Version": "1.0.3", Authorization: authorization };
    if (body !== undefined) {
      all["Content-Type"] = "application/json";
    }
    Object.assign(all, headers);
    for (const name of Object.keys(all)) {
      if (all[name] === null) {
        delete all[name];
      }
    }
    const content = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    const response = await fetch(url + target, { method, headers: all, body: content });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text),
      message: () => JSON.parse(text).error.message,
      place: () => JSON.parse(text).error.place,
    };
  };
}

// A server with a store of its own (IBEST_TEST_STORE, else a file) and a client that may do everything.
export async function start(t, ...options) {
  const folder = await makeFolder(t);
  const server = await serve(t, process.env.IBEST_TEST_STORE ?? `sqlite:${folder}/lrs.db`, ...options);
  const authorization = await makeCredential(server.store, "all");
  return { ...server, folder, authorization, call: client(server.url, authorization) };
}

export function statement(changes = {}) {
  return {
    actor: { objectType: "Agent", account: { homePage: "https://synthetic.invalid/lms", name: "synthetic-0001" } },
    verb: { id: "http://adlnet.gov/expapi/verbs/experienced" },
    object: { id: "https://synthetic.invalid/activities/page" },
    ...changes,
  };
}

export function query(parameters) {
  return new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  ).toString();
}

export { randomUUID };
