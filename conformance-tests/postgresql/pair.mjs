// SPDX-License-Identifier: Apache-2.0

// A PostgreSQL server and its synchronous standby, of a test's own: on 127.0.0.1, in a temporary folder, not run by root, and
// ended by their process ids.
import { execFile, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = path.dirname(fileURLToPath(import.meta.url));
const programs = execFileSync(path.join(here, "programs.sh"), { encoding: "utf8" }).trim();
const START_LIMIT_MS = 30000;

if (programs === "") {
  console.log("SKIPPED: PostgreSQL is not installed (Debian: postgresql-15)");
  process.exit(77); // ctest: skipped
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// PostgreSQL refuses to be run by root.
function findUser() {
  if (process.getuid() !== 0) {
    return {};
  }
  const number = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
}
const user = findUser();

// The data folder of a new server: a copy of IBEST_TEST_CLUSTER, or made here where that is not set.
function makeCluster(folder) {
  const made = process.env.IBEST_TEST_CLUSTER;
  if (made === undefined) {
    execFileSync(path.join(here, "cluster.sh"), [folder]);
  } else {
    execFileSync("cp", ["-R", "--reflink=auto", made, folder]);
  }
  if (user.uid !== undefined) {
    execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, folder]);
  }
  chmodSync(folder, 0o700);
}

export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const run = (folder, program, ...argument) => promisify(execFile)(path.join(programs, program), argument, { cwd: folder, ...user });

// The processes that belong to a server: each session has one.
function processesOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return [pid, ...children.split(" ").filter(Boolean).map(Number)];
  } catch {
    return []; // it has ended
  }
}

function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

// Whatever ends the test, its servers end with it.
const running = new Set();
process.on("exit", () => running.forEach((pid) => processesOf(pid).forEach(kill)));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit(1));
}

class Server {
  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.log = "";
  }

  url(options = "") {
    return `postgresql://ibest@127.0.0.1:${this.port}/postgres?sslmode=disable${options}`;
  }

  async query(sql) {
    return (await run(this.folder, "psql", "-XqAt", this.url(), "-c", sql)).stdout.trim();
  }

  async start(...settings) {
    const always = { port: this.port, listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", max_connections: 60 };
    const given = [...Object.entries(always).map(([name, value]) => `${name}=${value}`), ...settings];
    const argument = ["-D", this.folder, ...given.flatMap((setting) => ["-c", setting])];
    this.child = spawn(path.join(programs, "postgres"), argument, { cwd: this.folder, ...user });
    this.child.stderr.on("data", (piece) => (this.log += piece));
    running.add(this.child.pid);
    this.ended = new Promise((resolve) => this.child.on("exit", resolve));
    for (const until = Date.now() + START_LIMIT_MS; ; await pause(50)) {
      try {
        await this.query("SELECT 1");
        return;
      } catch (problem) {
        if (Date.now() > until) {
          throw new Error(`${problem.message}\n${this.log}`);
        }
      }
    }
  }

  // As when its machine is gone: nothing of it does anything any more.
  async lose() {
    processesOf(this.child.pid).forEach(kill);
    await this.ended;
    running.delete(this.child.pid);
  }
}

// { primary, standby, url(...ports): of both or through others, promote() }. What the primary has committed, the standby has on disk.
export async function startPair(t) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "ibest-pair-"));
  if (user.uid !== undefined) {
    chownSync(folder, user.uid, user.gid);
  }
  const primary = new Server(path.join(folder, "primary"), await freePort());
  const standby = new Server(path.join(folder, "standby"), await freePort());
  t.after(async () => {
    await Promise.all([primary, standby].filter((server) => server.child).map((server) => server.lose()));
    rmSync(folder, { recursive: true, force: true });
  });
  makeCluster(primary.folder);
  await primary.start("synchronous_standby_names=standby");
  const source = `host=127.0.0.1 port=${primary.port} user=ibest application_name=standby`;
  await run(folder, "pg_basebackup", `--pgdata=${standby.folder}`, `--dbname=${source}`, "--checkpoint=fast", "--write-recovery-conf", "--no-sync");
  await standby.start();
  for (let state = ""; state !== "sync"; await pause(50)) {
    state = await primary.query("SELECT sync_state FROM pg_stat_replication");
  }
  return {
    primary,
    standby,
    url: (...ports) => `postgresql://ibest@${ports.map((port) => `127.0.0.1:${port}`).join(",")}/postgres?sslmode=disable`,
    promote: async () => {
      if ((await standby.query("SELECT pg_promote()")) !== "t") {
        throw new Error(`the standby was not promoted\n${standby.log}`);
      }
    },
  };
}
