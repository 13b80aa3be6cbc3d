/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The few requests that the player makes of a Learning Record Store.
 *
 * Cookies are never sent (credentials: "omit"): an LRS that answers Access-Control-Allow-Origin: * refuses them, and the
 * credential is in the Authorization header.
 */
import { digest } from "../core/discreet.mjs";
import { fetchInTime } from "../core/in_time.mjs";

const VERSION = "1.0.3";

/** A request that was never answered would hold up all that follow it. */
const ANSWER_MS = 20000;

/**
 * `options` = { endpoint (with or without trailing '/'), authorization, fetch, setTimeout, clearTimeout, trace, AbortController? }. Each
 * call returns a promise of { status, body }, where status 0 means that no answer came in time; body is text. None throws.
 */
export function createLrs({ endpoint, authorization, trace, ...browser }) {
  const base = endpoint.replace(/\/+$/, "");
  const headers = { "Authorization": authorization, "X-Experience-API-Version": VERSION };
  const send = (resource, query, options, shown) => noted(trace, `${options.method} ${resource}`, shown,
    request(browser, address(base, resource, query), headers, options));
  return {
    /** One batch. keepalive: it outlives the page; browsers allow 64 KiB of that at a time. */
    postStatements: (statements, keepalive) =>
      send("statements", {}, { method: "POST", body: JSON.stringify(statements), keepalive }, verbsOf(statements)),
    getStatements: (query) => send("statements", query, { method: "GET" }, lastPart(query.verb)),
    getState: (query) => send("activities/state", query, { method: "GET" }, ""),
    putState: (query, value, keepalive) =>
      send("activities/state", query, { method: "PUT", body: JSON.stringify(value), keepalive }, digest(JSON.stringify(value))),
  };
}

/* Neither the query nor a body: both have the learner in them. */
async function noted(trace, call, shown, promise) {
  const end = trace.begin(call, shown);
  const answer = await promise;
  const { status } = answer;
  end(status >= 200 && status < 400 ? { result: `HTTP ${status}` }
    : { error: status === 0 ? "0" : `HTTP ${status}`, text: status === 0 ? "no answer" : "" });
  return answer;
}

function verbsOf(statements) {
  return `${statements.length}: ${statements.map(({ verb }) => lastPart(verb?.id)).join(", ")}`;
}

function lastPart(iri = "") {
  return iri.split("/").pop();
}

/** "Basic …" of a key and secret, as the Authorization header has it. */
export function basicAuthorization(key, secret) {
  const bytes = new TextEncoder().encode(`${key}:${secret}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

export function isStored(status) {
  return status === 200 || status === 204;
}

function address(base, resource, query) {
  const text = new URLSearchParams(query).toString();
  return `${base}/${resource}${text === "" ? "" : `?${text}`}`;
}

function request(browser, url, headers, options) {
  const type = options.body === undefined ? {} : { "Content-Type": "application/json" };
  const read = async (response) => ({ status: response.status, body: await response.text() });
  return fetchInTime(browser, url, { ...options, headers: { ...headers, ...type }, mode: "cors", credentials: "omit" }, ANSWER_MS,
    { read, otherwise: { status: 0, body: "" } });
}
