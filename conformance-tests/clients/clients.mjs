// SPDX-License-Identifier: Apache-2.0

// The client libraries, made to speak to a server of the test, and the statements that both ask for in the same ways.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { randomUUID, statement } from "../xapi/lrs.mjs";

const require = createRequire(import.meta.url);
const XAPI = require("@xapi/xapi");
const TinCan = require("tincanjs");

export function xapiClient({ url, authorization }, options = {}) {
  return new XAPI({ endpoint: `${url}/xapi/`, auth: authorization, ...options });
}

// @xapi/xapi speaks both versions, by axios and by fetch.
export const variants = ["1.0.3", "2.0.0"].flatMap((version) =>
  ["axios", "fetch"].map((adapter) => ({ name: `${version} by ${adapter}`, options: { version, adapter } })),
);

// The message of the failure that @xapi/xapi rejects with; axios gives the answer, fetch its text.
export async function refusal(promise) {
  const problem = await promise.then(
    ({ status }) => {
      throw new Error(`was not refused: ${status}`);
    },
    (reason) => reason,
  );
  const body = problem.response?.data ?? JSON.parse(problem.message);
  return body.error.message;
}

export function tincanClient(library, { url, authorization }, options = {}) {
  return new library.LRS({ endpoint: `${url}/xapi/`, auth: authorization, allowFail: false, version: "1.0.2", ...options });
}

// A method of TinCan.LRS as a promise of what its callback is given; `problem` is the HTTP status of a failure. The callback goes into the last
// argument, the configuration, which a call may leave out.
export function ask(lrs, method, ...argument) {
  const places = lrs[method].length;
  const configuration = argument[places - 1] ?? {};
  return new Promise((resolve) => {
    const callback = (problem, result) => resolve({ problem, result });
    lrs[method](...argument.slice(0, places - 1), { ...configuration, callback });
  });
}

// XMLHttpRequest as far as TinCanJS uses it, by fetch.
class ModernRequest {
  withCredentials = false;
  headers = {};

  open(method, url) {
    Object.assign(this, { method, url });
  }

  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  getResponseHeader(name) {
    return this.answer.headers.get(name);
  }

  async send(body) {
    this.sent.push(this.method);
    this.answer = await fetch(this.url, { method: this.method, headers: this.headers, body });
    const bytes = await this.answer.arrayBuffer();
    const text = new TextDecoder().decode(bytes);
    Object.assign(this, { status: this.answer.status, responseText: text, response: this.responseType === "arraybuffer" ? bytes : text });
    this.readyState = 4;
    this.onreadystatechange();
  }
}

// XDomainRequest of Internet Explorer 8 and 9: only POST, no header either way but a Content-Type of the answer, no status.
class OldRequest {
  open(method, url) {
    Object.assign(this, { method, url });
  }

  async send(text) {
    this.sent.push(this.method);
    const answer = await fetch(this.url, { method: this.method, body: new TextEncoder().encode(text) });
    Object.assign(this, { responseText: await answer.text(), contentType: answer.headers.get("content-type") });
    return answer.ok ? this.onload() : this.onerror();
  }
}

// TinCanJS as a page of another host gets it; `sent` is told the methods of its requests.
export function browserTinCan({ old = false, sent = [] } = {}) {
  const file = require.resolve("tincanjs/build/tincan.js");
  const names = ["window", "self", "location", "module", "XMLHttpRequest", "XDomainRequest"];
  const page = { protocol: "http:", hostname: "lms.synthetic.invalid", port: "" };
  const load = vm.compileFunction(`${readFileSync(file, "utf8")}\nreturn TinCan;`, names, { filename: file });
  // What its polyfills would add to the globals stays in here.
  const window = Object.create(globalThis, { location: { value: page } });
  const Request = class extends (old ? OldRequest : ModernRequest) {
    sent = sent;
  };
  return load.call(window, window, window, page, undefined, old ? undefined : Request, old ? Request : undefined);
}

// TinCanJS in Node in each version that it knows of 1.0, in a page, and in a page of an old browser, which sends all in the alternate request syntax.
export const tincanKinds = [
  { name: "Node, 1.0.2", library: TinCan, version: "1.0.2" },
  { name: "Node, 1.0.1", library: TinCan, version: "1.0.1" },
  { name: "Node, 1.0.0", library: TinCan, version: "1.0.0" },
  { name: "browser", library: browserTinCan(), version: "1.0.2" },
  { name: "old browser", library: browserTinCan({ old: true }), version: "1.0.2" },
];

const agent = (name) => ({ objectType: "Agent", account: { homePage: "https://synthetic.invalid/lms", name } });
const activity = (name) => ({ objectType: "Activity", id: `https://synthetic.invalid/activities/${name}` });

// Three statements, and for each filter which of them it finds, the latest first. `store` stores one and resolves to its `stored`.
export async function storeThree(store) {
  const run = randomUUID();
  const [asker, learner] = [agent(`asker-${run}`), agent(`learner-${run}`)];
  const [module, page] = [activity(`module-${run}`), activity(`page-${run}`)];
  const [seen, done] = ["seen", "done"].map((name) => ({ id: `https://synthetic.invalid/verbs/${name}-${run}`, display: { en: name } }));
  const registration = randomUUID();
  const statements = [
    statement({ id: randomUUID(), actor: asker, verb: seen, object: module, context: { registration } }),
    statement({ id: randomUUID(), actor: learner, verb: done, object: page, context: { contextActivities: { parent: [module] } } }),
    statement({ id: randomUUID(), actor: learner, verb: seen, object: page, context: { instructor: asker } }),
  ];
  const stored = [];
  for (const one of statements) {
    stored.push(await store(one));
  }
  const rows = [
    [{ agent: learner }, [2, 1]],
    [{ agent: learner, ascending: true }, [1, 2]],
    [{ agent: learner, limit: 1 }, [2]],
    [{ agent: asker }, [0]],
    [{ agent: asker, related_agents: true }, [2, 0]],
    [{ verb: seen.id }, [2, 0]],
    [{ verb: seen.id, agent: learner }, [2]],
    [{ activity: module.id }, [0]],
    [{ activity: module.id, related_activities: true }, [1, 0]],
    [{ registration }, [0]],
    [{ verb: seen.id, since: stored[0] }, [2]],
    [{ verb: seen.id, until: stored[0] }, [0]],
    [{ agent: learner, since: stored[2] }, []],
  ];
  return rows.map(([parameters, found]) => ({ name: JSON.stringify(Object.keys(parameters)), parameters, ids: found.map((i) => statements[i].id) }));
}
