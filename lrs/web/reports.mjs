// SPDX-License-Identifier: Apache-2.0

// Asks the server for reports with the visitor's key, which stays in this tab.
const STORAGE = "ibest-lrs-authorization";

export class NotAllowed extends Error {}

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

// Browsers tell a lost connection by a TypeError in words of their own.
async function request(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Error("the server does not answer. Check your connection, or ask the people who run it");
  }
}

// Where the report is; `query` is an object of parameters.
export function reportAddress(name, query) {
  return `reports/${name}?${new URLSearchParams(query)}`;
}

// The report's response. Credentials are omitted so that the browser never opens a sign-in window of its own.
export async function fetchReport(name, query) {
  const response = await request(reportAddress(name, query), {
    headers: { Authorization: sessionStorage.getItem(STORAGE) ?? "" },
    credentials: "omit",
    cache: "no-store",
  });
  if (response.status === 401) {
    throw new NotAllowed("This key and secret are not known here. Check both and try again.");
  }
  if (response.status === 403) {
    throw new NotAllowed("This key may not read reports. Ask for one with the scope reports/read.");
  }
  if (!response.ok) {
    throw new Error(await explain(response));
  }
  return response;
}

// Rows, the time up to which every stored statement is counted, and by which profile small counts are hidden.
export async function readReport(name, query) {
  const response = await fetchReport(name, { ...query, format: "json" });
  return {
    rows: await response.json(),
    through: new Date(response.headers.get("X-Experience-API-Consistent-Through")),
    disclosure: response.headers.get("X-Disclosure-Profile"),
  };
}
