// SPDX-License-Identifier: Apache-2.0

// A proxy in front of a good LRS that misbehaves in one named way, so that rules can be seen to fail.
import http from "node:http";
import { faults } from "./faults.mjs";

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function readAll(stream) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    stream.on("data", (piece) => pieces.push(piece));
    stream.on("end", () => resolve(Buffer.concat(pieces)));
    stream.on("error", reject);
  });
}

// Sends {method, path, headers, body} to the good LRS and gives {status, headers, body}.
function forward(target, request) {
  return new Promise((resolve, reject) => {
    const headers = { ...request.headers, host: new URL(target).host };
    delete headers["transfer-encoding"];
    if (request.body.length > 0 || "content-length" in headers) {
      headers["content-length"] = request.body.length;
    }
    const sent = http.request(target + request.path, { method: request.method, headers, agent }, async (answer) => {
      try {
        resolve({ status: answer.statusCode, headers: answer.headers, body: await readAll(answer) });
      } catch (error) {
        reject(error);
      }
    });
    sent.on("error", reject);
    sent.end(request.body);
  });
}

// Patterns of faults, so that a status, a parameter or a header needs no row of its own.
function find(name) {
  const status = /^answers-(\d{3})-for-(\d{3})$/.exec(name);
  if (status) {
    const [, wrong, right] = status.map(Number);
    return { response: (answer) => (answer.status === right ? { ...answer, status: wrong } : answer) };
  }
  const parameter = /^ignores-(\w+)$/.exec(name);
  if (parameter && !faults[name]) {
    return { request: (request) => ({ ...request, path: withoutParameter(request.path, parameter[1]) }) };
  }
  const header = /^hides-(request-)?([a-z-]+)$/.exec(name);
  if (header) {
    return { [header[1] ? "request" : "response"]: (message) => withoutHeader(message, header[2]) };
  }
  return faults[name];
}

function withoutParameter(path, name) {
  const [place, query] = path.split("?");
  const kept = (query ?? "").split("&").filter((pair) => pair !== "" && pair.split("=")[0] !== name);
  return kept.length > 0 ? `${place}?${kept.join("&")}` : place;
}

function withoutHeader(message, name) {
  const headers = { ...message.headers };
  delete headers[name];
  return { ...message, headers };
}

function reply(response, answer, method) {
  const headers = { ...answer.headers };
  for (const name of ["content-length", "transfer-encoding", "connection", "keep-alive"]) {
    delete headers[name];
  }
  const hasBody = answer.status !== 204 && answer.status !== 304 && method !== "HEAD";
  if (hasBody) {
    headers["content-length"] = answer.body.length;
  }
  response.writeHead(answer.status, headers);
  response.end(hasBody ? answer.body : undefined);
}

async function serve(fault, context, incoming, response) {
  let request = { method: incoming.method, path: incoming.url, headers: incoming.headers, body: await readAll(incoming) };
  const changed = fault.request ? await fault.request(request, context) : request;
  if ("status" in changed) {
    return reply(response, { headers: { "content-type": "application/json" }, body: Buffer.alloc(0), ...changed }, incoming.method);
  }
  let answer = await forward(context.target, changed);
  answer = fault.response ? await fault.response(answer, request, context) : answer;
  return reply(response, answer, incoming.method);
}

// Starts the faulty LRS of that name in front of `target` ("http://127.0.0.1:8080") and gives its origin and how to end it.
export async function startFaulty(name, target, authorization) {
  const fault = find(name);
  if (!fault) {
    throw new Error(`there is no fault '${name}': add it to faults.mjs`);
  }
  const context = { target, authorization, state: {}, forward: (request) => forward(target, request) };
  const server = http.createServer((incoming, response) => {
    serve(fault, context, incoming, response).catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const closeAgent = () => agent.destroy();
