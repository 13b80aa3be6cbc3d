// SPDX-License-Identifier: Apache-2.0

// Asks the server for reports with the visitor's key, which stays in this tab.
const STORAGE = "ibest-lrs-authorization";

// The key is not known, or reads no reports at all: the visitor must sign in with another.
export class NotAllowed extends Error {}

// The key may read reports, but not this one.
export class Refused extends Error {}

export function signedIn() {
  return sessionStorage.getItem(STORAGE) !== null;
}

export function signIn(key, secret) {
  const bytes = new TextEncoder().encode(`${key}:${secret}`);
  sessionStorage.setItem(STORAGE, `Basic ${btoa(String.fromCharCode(...bytes))}`);
}

export function signOut() {
  sessionStorage.removeItem(STORAGE);
}

async function explain(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return `the server answered ${response.status}`;
  }
}

// Browsers tell a lost connection by a TypeError in words of their own. Credentials are omitted so that the browser never opens a
// sign-in window of its own.
async function request(address, method = "GET") {
  const headers = { Authorization: sessionStorage.getItem(STORAGE) ?? "" };
  let response;
  try {
    response = await fetch(address, { method, headers, credentials: "omit", cache: "no-store" });
  } catch {
    throw new Error("the server does not answer. Check your connection, or ask the people who run it");
  }
  if (response.status === 401) {
    throw new NotAllowed("This key and secret are not known here. Check both and try again.");
  }
  if (response.status === 403) {
    throw new Refused(await explain(response));
  }
  if (!response.ok) {
    throw new Error(await explain(response));
  }
  return response;
}

async function askForReports(method) {
  try {
    return await request("reports", method);
  } catch (problem) {
    throw problem instanceof Refused ? new NotAllowed("This key may not read reports. Ask for one with the scope reports/read.") : problem;
  }
}

// What holds for all figures, as the server writes it: when the last statement was stored (null: none is), and how many percent of the
// statements that claim a loaded profile keep to it (null: none claims one).
const stateIn = ({ headers }) => ({ stored: headers.get("X-Last-Statement-Stored"), conformance: headers.get("X-Conformance-Percent") });

export async function currentState() {
  return stateIn(await askForReports("HEAD"));
}

// { list, state }: which reports there are, and what holds for all of them.
export async function listReports() {
  const response = await askForReports("GET");
  return { list: await response.json(), state: stateIn(response) };
}

// Where the report is; `query` is an object of parameters.
function reportAddress(name, query) {
  return `reports/${name}?${new URLSearchParams(query)}`;
}

export function fetchReport(name, query) {
  return request(reportAddress(name, query));
}

// Rows, and by which profile small counts are hidden.
async function readReport(name, query) {
  const response = await fetchReport(name, { ...query, format: "json" });
  return { rows: await response.json(), disclosure: response.headers.get("X-Disclosure-Profile") };
}

// Reads each report once however many ask for it: the panels and choices of one round.
export function createReader() {
  const answers = new Map();
  return (name, query) => {
    const address = reportAddress(name, query);
    if (!answers.has(address)) {
      answers.set(address, readReport(name, query));
    }
    return answers.get(address);
  };
}
