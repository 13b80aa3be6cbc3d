// SPDX-License-Identifier: Apache-2.0

// Sends large attachments to a server of its own, reads them back, compares them, and tells how much memory the server took.
// Usage: IBEST_LRS=build/release/lrs/ibest-lrs node attachments.mjs [--megabytes 1024] [--limit 64] [--folder DIR]
import { createCipheriv, createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { makeCredential, randomUUID, serve, statement } from "../xapi/lrs.mjs";
import { boundary, type } from "../xapi/multipart.mjs";

const MEGABYTE = 1 << 20;
const zeros = Buffer.alloc(MEGABYTE);

// Megabytes that no disk and no network makes smaller, the same for the same seed.
function* generate(megabytes, seed) {
  const key = createHash("sha256").update(`attachment ${seed}`).digest();
  const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  for (let i = 0; i < megabytes; i++) {
    yield cipher.update(zeros);
  }
}

function describe(megabytes, seed) {
  const hash = createHash("sha256");
  for (const piece of generate(megabytes, seed)) {
    hash.update(piece);
  }
  return {
    usageType: "https://synthetic.invalid/usage", display: { en: "A large attachment" }, contentType: "application/octet-stream",
    length: megabytes * MEGABYTE, sha2: hash.digest("hex"),
  };
}

function request(server, method, target, headers) {
  return http.request(server.url + target, {
    method, headers: { Authorization: server.authorization, "X-Experience-API-Version": "1.0.3", ...headers },
  });
}

const answered = (sent) => new Promise((resolve, reject) => sent.on("response", resolve).on("error", reject));

async function send(server, id, attachment, seed) {
  const head = `\r\n--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(statement({ id, attachments: [attachment] }))}`
    + `\r\n--${boundary}\r\nContent-Type: ${attachment.contentType}\r\nContent-Transfer-Encoding: binary\r\n`
    + `X-Experience-API-Hash: ${attachment.sha2}\r\n\r\n`;
  const end = `\r\n--${boundary}--\r\n`;
  const length = head.length + attachment.length + end.length;
  const sent = request(server, "POST", "/xapi/statements", { "Content-Type": type, "Content-Length": length });
  const answer = answered(sent);
  sent.write(head);
  for (const piece of generate(attachment.length / MEGABYTE, seed)) {
    if (!sent.write(piece)) {
      await new Promise((resolve) => sent.once("drain", resolve));
    }
  }
  sent.end(end);
  const response = await answer;
  response.resume();
  if (response.statusCode !== 200) {
    throw new Error(`POST was answered ${response.statusCode}`);
  }
}

// Hashes what stands behind the head of the second part.
async function receive(server, id, attachment) {
  const sent = request(server, "GET", `/xapi/statements?statementId=${id}&attachments=true`, {});
  const answer = answered(sent);
  sent.end();
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let left = -1;
  for await (const piece of await answer) {
    let data = piece;
    if (left < 0) {
      head = Buffer.concat([head, piece]);
      const at = head.indexOf("\r\n\r\n", head.indexOf("X-Experience-API-Hash"));
      if (at < 0 || !head.includes("X-Experience-API-Hash")) {
        continue;
      }
      data = head.subarray(at + 4);
      left = attachment.length;
    }
    const taken = data.subarray(0, left);
    hash.update(taken);
    left -= taken.length;
  }
  if (left !== 0 || hash.digest("hex") !== attachment.sha2) {
    throw new Error("what came back is not what was sent");
  }
}

async function memory(pid, name) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) / 1024;
}

async function seconds(work) {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

// Times in seconds, memory in megabytes: { place, atOnce, megabytes, in, out, before, peak }.
export async function measure({ folder, place, atOnce, megabytes }) {
  const ends = [];
  const scratch = await mkdtemp(path.join(folder, "attachments-"));
  try {
    const store = `sqlite:${scratch}/lrs.db`;
    const server = await serve({ after: (end) => ends.push(end) }, store, "--attachments", place, "--log-level", "error");
    server.authorization = await makeCredential(store, "all");
    const before = await memory(server.pid, "VmRSS");
    const attachments = Array.from({ length: atOnce }, (_, seed) => describe(megabytes, seed));
    const ids = attachments.map(() => randomUUID());
    const all = (work) => seconds(() => Promise.all(attachments.map((one, i) => work(server, ids[i], one, i))));
    const result = { place, atOnce, megabytes, in: await all(send), out: await all(receive), before };
    result.peak = await memory(server.pid, "VmHWM");
    await server.end();
    return result;
  } finally {
    await Promise.all(ends.map((end) => end()));
    await rm(scratch, { recursive: true, force: true });
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      megabytes: { type: "string", default: "1024" }, limit: { type: "string", default: "64" }, folder: { type: "string", default: "." },
    },
  });
  let highest = 0;
  console.log("place     at once  MB each    in s   MB/s   out s   MB/s  memory before  peak (VmHWM)");
  for (const place of ["folder", "database"]) {
    for (const atOnce of [1, 2]) {
      const one = await measure({ folder: values.folder, place, atOnce, megabytes: Number(values.megabytes) });
      const rate = (time) => (atOnce * one.megabytes) / time;
      const columns = [[place, -9], [atOnce, 7], [one.megabytes, 8], [one.in.toFixed(1), 7], [rate(one.in).toFixed(0), 6], [one.out.toFixed(1), 7],
        [rate(one.out).toFixed(0), 6], [`${one.before.toFixed(1)} MB`, 14], [`${one.peak.toFixed(1)} MB`, 13]];
      console.log(columns.map(([text, width]) => (width < 0 ? String(text).padEnd(-width) : String(text).padStart(width))).join(" "));
      highest = Math.max(highest, one.peak);
    }
  }
  if (highest > Number(values.limit)) {
    console.error(`the server took ${highest.toFixed(1)} MB, more than ${values.limit} MB`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main();
}
