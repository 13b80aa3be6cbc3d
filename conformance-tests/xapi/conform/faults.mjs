// SPDX-License-Identifier: Apache-2.0

// THE table of faults. `request` changes what goes to the good LRS, or answers in its place (an object with a status); `response`
// changes what comes from it. What is a status, a parameter or a header needs no row: see the patterns in faulty_lrs.mjs.

const json = (value) => Buffer.from(JSON.stringify(value));

function parse(body) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

const isStatements = (request) => /^\/xapi\/statements(\?|$)/.test(request.path);
const isDocument = (request) => /^\/xapi\/(activities\/state|activities\/profile|agents\/profile)(\?|$)/.test(request.path);
const writes = (request) => request.method === "PUT" || request.method === "POST";
const parameter = (request, name) => new URL(`http://lrs${request.path}`).searchParams.get(name);

// The statements of a request that writes some, or none.
function statementsOf(request) {
  const value = isStatements(request) && writes(request) ? parse(request.body) : undefined;
  const list = value === undefined || value === null ? [] : [].concat(value);
  const id = parameter(request, "statementId");
  return list.map((statement) => (id ? { id, ...statement } : statement));
}

// Changes each JSON answer by `change(value, request)`.
const alterJson = (change) => (answer, request, context) => {
  const value = answer.status === 200 ? parse(answer.body) : undefined;
  return value === undefined ? answer : { ...answer, body: json(change(value, request, context)) };
};

// Changes the list of statements of an answer.
const alterList = (change) =>
  alterJson((value, request, context) =>
    isStatements(request) && Array.isArray(value.statements)
      ? { ...value, statements: change(value.statements, request, context) }
      : value,
  );

const alterHeaders = (change) => (answer, request, context) => ({ ...answer, headers: { ...answer.headers, ...change(answer, request, context) } });

// Changes a value and all in it, from within.
function walk(value, change, key) {
  if (Array.isArray(value)) {
    return change(value.map((element) => walk(element, change)), key);
  }
  if (value !== null && typeof value === "object") {
    return change(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, change, name)])), key);
  }
  return change(value, key);
}

const alterValues = (change) => alterJson((value) => walk(value, change));

// Changes the JSON that is sent to the statements resource.
const alterSent = (change) => (request, context) => {
  const value = isStatements(request) && writes(request) ? parse(request.body) : undefined;
  if (value === undefined || value === null) {
    return request;
  }
  const changed = Array.isArray(value) ? value.map((statement) => change(statement, request, context)) : change(value, request, context);
  return { ...request, body: json(changed) };
};

const VOIDED = "http://adlnet.gov/expapi/verbs/voided";
const isVoiding = (statement) => statement?.verb?.id === VOIDED;
const isReference = (statement) => statement?.object?.objectType === "StatementRef";
const unvoid = (statement) => ({ ...statement, verb: { id: "https://conformance.example/verbs/not-voided" } });

// Remembers which statements were sent, as {id: statement}, and hands the request on.
function remember(request, { state }) {
  state.seen ??= new Map();
  for (const statement of statementsOf(request)) {
    if (statement?.id) {
      state.seen.set(statement.id, statement);
    }
  }
  return request;
}

// Remembers which references came before what they refer to.
function rememberEarly(request, context) {
  context.state.seen ??= new Map();
  context.state.early ??= new Set();
  for (const statement of statementsOf(request)) {
    if (isReference(statement) && !context.state.seen.has(statement.object.id)) {
      context.state.early.add(statement.id);
    }
  }
  return remember(request, context);
}

const ok = { status: 200, body: json({}) };
const good = (answer) => answer.status === 200;

export const faults = {
  "refuses-everything": { request: () => ({ status: 400, body: json({ error: "no" }) }) },
  "accepts-everything": {
    request: (request) => ({ ...ok, headers: { "content-type": "application/json", "x-experience-api-version": request.headers["x-experience-api-version"] ?? "1.0.3" } }),
  },

  // Statements: writing
  "put-forgets": { request: (request) => (isStatements(request) && request.method === "PUT" ? { status: 204 } : request) },
  "reverses-ids": { response: alterJson((value, request) => (isStatements(request) && Array.isArray(value) ? value.reverse() : value)) },
  "ids-without-array": { response: alterJson((value, request) => (isStatements(request) && Array.isArray(value) ? value[0] : value)) },
  "ids-invented": { response: alterJson((value, request) => (isStatements(request) && Array.isArray(value) ? value.map(() => crypto.randomUUID()) : value)) },
  "duplicates-unlisted": {
    response: alterJson((value, request, { state }) => {
      if (!isStatements(request) || !Array.isArray(value)) {
        return value;
      }
      state.listed ??= new Set();
      const fresh = value.filter((id) => !state.listed.has(id));
      value.forEach((id) => state.listed.add(id));
      return fresh;
    }),
  },
  "batches-one-by-one": {
    request: async (request, context) => {
      const batch = isStatements(request) && request.method === "POST" ? parse(request.body) : undefined;
      if (!Array.isArray(batch)) {
        return request;
      }
      let last;
      for (const statement of batch) {
        const answer = await context.forward({ ...request, body: json(statement) });
        last = good(answer) && last ? last : answer;
      }
      return { ...last, body: json(batch.map((statement) => statement.id)) };
    },
  },
  "busy-when-at-once": {
    request: (request, { state }) => {
      state.busy = (state.busy ?? 0) + (writes(request) ? 1 : 0);
      return state.busy % 5 === 4 && writes(request) ? { status: 500 } : request;
    },
  },
  "refuses-unknown-targets": {
    request: (request, context) => {
      remember(request, context);
      const unknown = statementsOf(request).some((statement) => isReference(statement) && !context.state.seen.has(statement.object.id));
      return unknown ? { status: 400 } : request;
    },
  },
  "compares-bytes": {
    request: (request, context) => {
      const known = statementsOf(request).map(({ id }) => context.state.seen?.get(id));
      const differs = known.some((statement, index) => statement && JSON.stringify(statement) !== JSON.stringify(statementsOf(request)[index]));
      remember(request, context);
      return differs ? { status: 409 } : request;
    },
  },
  "keeps-authority-sent": {
    request: remember,
    response: alterJson((value, request, { state }) => (value.authority && state.seen?.get(value.id)?.authority ? { ...value, authority: state.seen.get(value.id).authority } : value)),
  },
  "keeps-stored-sent": {
    request: remember,
    response: alterJson((value, request, { state }) => (value.stored && state.seen?.get(value.id)?.stored ? { ...value, stored: state.seen.get(value.id).stored } : value)),
  },

  // Statements: lists
  "reverses-lists": { response: alterList((list) => list.reverse()) },
  "reverses-lists-at-random": {
    response: alterList((list, request, { state }) => {
      state.lists = (state.lists ?? 0) + 1;
      return state.lists % 2 === 0 ? list.reverse() : list;
    }),
  },
  "drops-more": { response: alterJson((value) => ("more" in value ? { ...value, more: "" } : value)) },
  "more-forever": { response: alterJson((value, request) => ("more" in value || "statements" in value ? { ...value, more: `${request.path.split("?")[0]}?limit=1` } : value)) },
  "more-forgets": { response: alterJson((value) => (value.more ? { ...value, more: `${value.more.split("?")[0]}?limit=1` } : value)) },
  "more-without-headers": {
    request: (request, { state }) => {
      state.followed = state.more !== undefined && request.path === state.more;
      return request;
    },
    response: (answer, request, { state }) => {
      state.more = parse(answer.body)?.more || state.more;
      const { "x-experience-api-consistent-through": through, ...rest } = answer.headers;
      return through !== undefined && state.followed ? { ...answer, headers: rest } : answer;
    },
  },
  "limit-zero-is-none": { response: alterList((list, request) => (parameter(request, "limit") === "0" ? [] : list)) },
  "objects-are-no-agents": { response: alterList((list, request) => (parameter(request, "agent") ? list.filter(({ object }) => !/^(Agent|Group)$/.test(object.objectType)) : list)) },
  "groups-do-not-match": { response: alterList((list, request) => (parameter(request, "agent") ? list.filter(({ actor }) => actor.objectType !== "Group") : list)) },

  // References and voiding
  "references-not-followed": { response: alterList((list) => list.filter((statement) => !isReference(statement))) },
  "references-one-step": {
    request: remember,
    response: alterList((list, request, { state }) => list.filter((statement) => !isReference(statement) || !isReference(state.seen?.get(statement.object.id)))),
  },
  "references-must-come-later": { request: rememberEarly, response: alterList((list, request, { state }) => list.filter(({ id }) => !state.early?.has(id))) },
  "void-ignored": { request: alterSent((statement) => (isVoiding(statement) ? unvoid(statement) : statement)) },
  "void-too-early-is-lost": {
    request: (request, context) => {
      const before = new Set(context.state.seen?.keys());
      remember(request, context);
      return alterSent((statement) => (isVoiding(statement) && !before.has(statement.object?.id) ? unvoid(statement) : statement))(request, context);
    },
  },
  "void-of-void-works": {
    request: (request, context) => {
      remember(request, context);
      const ofVoid = [...context.state.seen.values()].filter((statement) => isVoiding(statement) && isVoiding(context.state.seen.get(statement.object?.id)));
      const gone = ofVoid.some((statement) => statement.object.id === parameter(request, "statementId"));
      return gone && request.method === "GET" ? { status: 404 } : request;
    },
  },

  // What is returned
  "rounds-numbers": { response: (answer) => (good(answer) ? { ...answer, body: Buffer.from(answer.body.toString().replace(/\d+\.\d+(?=[,}\]])/g, (number) => String(Math.round(Number(number) * 100) / 100))) } : answer) },
  "sorts-keys": { response: alterValues((value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value)) },
  "last-definition-wins": {
    request: (request, { state }) => {
      for (const { object } of statementsOf(request)) {
        state.definition = object?.definition ?? state.definition;
      }
      return request;
    },
    response: alterJson((value, request, { state }) => (value.object?.definition ? { ...value, object: { ...value.object, definition: state.definition } } : value)),
  },
  "format-canonical-is-ids": { request: (request) => ({ ...request, path: request.path.replace("format=canonical", "format=ids") }) },
  "arrays-of-one-unwrapped": { response: alterValues((value, key) => (/^(parent|grouping|category|other)$/.test(key) && value.length === 1 ? value[0] : value)) },
  "times-without-fraction": { response: alterValues((value) => (typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+/, "$1") : value)) },
  "through-is-old": { response: alterHeaders(() => ({ "x-experience-api-consistent-through": "2001-01-01T00:00:00Z" })) },
  "through-is-ahead": { response: alterHeaders(() => ({ "x-experience-api-consistent-through": "2999-01-01T00:00:00Z" })) },
  "through-is-no-time": { response: alterHeaders(() => ({ "x-experience-api-consistent-through": "now" })) },
  "says-other-version": { response: alterHeaders(() => ({ "x-experience-api-version": "0.95" })) },
  "modified-long-ago": { response: alterHeaders(({ headers }) => (headers["last-modified"] ? { "last-modified": "Mon, 01 Jan 2001 00:00:00 GMT" } : {})) },

  "times-of-long-ago": { response: alterValues((value, key) => (/^(stored|timestamp)$/.test(key) ? "2001-01-01T00:00:00.000Z" : value)) },
  "times-without-zone": { response: alterValues((value, key) => (key === "timestamp" ? value.replace(/Z$/, "+05:30") : value)) },
  "versions-are-lost": { response: alterValues((value, key) => (key === "version" ? "0.9" : value)) },
  "context-agents-are-lost": { response: alterValues((value, key) => (/^context(Agents|Groups)$/.test(key) ? [] : value)) },
  "answers-are-multipart": { response: alterHeaders(() => ({ "content-type": "multipart/mixed; boundary=x" })) },
  "errors-are-mute": { response: (answer) => (answer.status >= 400 ? { ...answer, body: Buffer.alloc(0) } : answer) },

  // Agents, activities, about
  "persons-are-agents": { response: alterJson((value) => (value.objectType === "Person" ? { ...value, objectType: "Agent" } : value)) },
  "persons-have-one-name": { response: alterJson((value) => (value.objectType === "Person" ? { ...value, name: value.name?.slice(0, 1) } : value)) },
  "definitions-are-lost": { response: alterJson((value) => (value.objectType === "Activity" ? { ...value, definition: undefined } : value)) },
  "about-is-empty": { response: alterJson((value, request) => (request.path.startsWith("/xapi/about") ? { version: [] } : value)) },
  "about-says-more": { response: alterJson((value, request) => (request.path.startsWith("/xapi/about") ? { ...value, name: "LRS" } : value)) },

  // Methods and credentials
  "forms-are-unknown": { request: (request) => (/[?&]method=/.test(request.path) ? { status: 400 } : request) },
  "refuses-1-0-3": { request: (request) => (request.headers["x-experience-api-version"] === "1.0.3" ? { status: 400 } : request) },
  "head-is-unknown": { request: (request) => (request.method === "HEAD" ? { status: 405 } : request) },
  "options-are-unknown": { request: (request) => (request.method === "OPTIONS" ? { status: 405 } : request) },
  "anyone-may": { request: (request, { authorization }) => ({ ...request, headers: { ...request.headers, authorization } }) },
  "any-version-will-do": { request: (request) => ({ ...request, headers: { ...request.headers, "x-experience-api-version": "1.0.3" } }) },

  // Documents
  "merges-replace": {
    request: async (request, context) => {
      if (!isDocument(request) || request.method !== "POST") {
        return request;
      }
      const { "if-match": match, "if-none-match": none, ...headers } = request.headers;
      await context.forward({ ...request, method: "DELETE", body: Buffer.alloc(0), headers });
      return request;
    },
  },
  "merges-get-lost": {
    request: (request, { state }) => {
      if (!isDocument(request) || request.method !== "POST") {
        return request;
      }
      state.merges = (state.merges ?? 0) + 1;
      return state.merges % 3 === 2 ? { status: 204 } : request;
    },
  },
  "documents-forgotten": { request: (request) => (isDocument(request) && writes(request) ? { status: 204 } : request) },
  "documents-have-no-type": { response: (answer, request) => (isDocument(request) && request.method !== "POST" ? { ...answer, headers: { ...answer.headers, "content-type": "application/octet-stream" } } : answer) },
  "documents-are-text": { response: (answer, request) => (isDocument(request) && good(answer) ? { ...answer, body: Buffer.from(answer.body.toString("utf8")) } : answer) },
  "deletes-nothing": { request: (request) => (isDocument(request) && request.method === "DELETE" ? { status: 204 } : request) },
  "deletes-only-one": { request: (request) => (isDocument(request) && request.method === "DELETE" && !/[?&](stateId|profileId)=/.test(request.path) ? { status: 204 } : request) },
  "one-etag-for-all": { response: alterHeaders(({ headers }) => (headers.etag ? { etag: '"1"' } : {})) },
  "etag-without-quotes": { response: alterHeaders(({ headers }) => (headers.etag ? { etag: headers.etag.replaceAll('"', "") } : {})) },
  "preconditions-ignored": {
    request: (request) => {
      const { "if-match": match, "if-none-match": none, ...headers } = request.headers;
      return { ...request, headers };
    },
  },
  "lists-everything-twice": { response: alterJson((value, request) => (isDocument(request) && Array.isArray(value) ? [...value, ...value] : value)) },
  "lists-no-documents": { response: (answer, request) => (isDocument(request) && good(answer) && !/[?&](stateId|profileId)=/.test(request.path) ? { ...answer, body: json([]) } : answer) },
};
