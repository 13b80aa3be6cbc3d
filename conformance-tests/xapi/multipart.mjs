// SPDX-License-Identifier: Apache-2.0

// multipart/mixed bodies with statements and attachments, made and read byte by byte.
import { createHash } from "node:crypto";

export const boundary = "synthetic_boundary-1";
export const type = `multipart/mixed; boundary=${boundary}`;

export const sha2 = (data, algorithm = "sha256") => createHash(algorithm).update(data).digest("hex");

// What a statement says of an attachment with this data.
export function describe(data, changes = {}) {
  return {
    usageType: "https://synthetic.invalid/usage",
    display: { en: "An attachment" },
    contentType: "text/plain",
    length: Buffer.byteLength(data),
    sha2: sha2(data),
    ...changes,
  };
}

// A part with this data; a header with value null is left out.
export function part(data, headers = {}) {
  const all = {
    "Content-Type": "text/plain",
    "Content-Transfer-Encoding": "binary",
    "X-Experience-API-Hash": sha2(data),
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`);
  return { head: lines.join(""), data: Buffer.from(data) };
}

export function body(statements, ...parts) {
  const first = part(JSON.stringify(statements), {
    "Content-Type": "application/json", "Content-Transfer-Encoding": null, "X-Experience-API-Hash": null,
  });
  const pieces = [first, ...parts].flatMap(({ head, data }) => [Buffer.from(`\r\n--${boundary}\r\n${head}\r\n`), data]);
  return Buffer.concat([...pieces, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

function readPart(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  const headers = Object.fromEntries(
    bytes.subarray(0, end).toString("latin1").split("\r\n").filter(Boolean).map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, data: bytes.subarray(end + 4) };
}

// { statements, parts: [{ headers, data }] } of an answer in multipart/mixed; throws if it is none.
export function read(contentType, bytes) {
  const found = /^multipart\/mixed; boundary="?([^"]+)"?$/.exec(contentType);
  if (!found) {
    throw new Error(`not multipart/mixed: ${contentType}`);
  }
  const delimiter = Buffer.from(`\r\n--${found[1]}`);
  const all = Buffer.concat([Buffer.from("\r\n"), bytes]);
  const starts = [];
  for (let at = all.indexOf(delimiter); at >= 0; at = all.indexOf(delimiter, at + 1)) {
    starts.push(at);
  }
  const last = starts.at(-1);
  if (last === undefined || all.subarray(last + delimiter.length, last + delimiter.length + 2).toString() !== "--") {
    throw new Error("the answer is not whole");
  }
  const parts = starts.slice(0, -1).map((start, i) => readPart(all.subarray(start + delimiter.length, starts[i + 1])));
  return { statements: JSON.parse(parts[0].data), first: parts[0], parts: parts.slice(1) };
}
