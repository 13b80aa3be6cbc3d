/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Statements on their way to an LRS, kept until it has confirmed them.
 *
 * - A statement keeps its id over all attempts, and an LRS stores an id once: sending again after an answer that got lost
 *   doubles nothing.
 * - One batch is under way at a time, so the order stays. Only the last request of a page cannot wait for it, and repeats it.
 * - What the LRS refuses for good is sought by sending smaller batches and dropped alone: one bad statement must not hold up
 *   the rest. A refused credential stops sending for this session.
 * - With a storage the queue outlives the session; what it finds there at the start goes first.
 */
import { isStored } from "./lrs.mjs";

const BATCH_MAX = 25;
/** Over this many, the oldest are dropped: an LRS that never answers must not fill the browser's storage. */
const QUEUE_MAX = 500;
/** Of the 64 KiB that a browser lets outlive a page, some are left to the state document. */
const KEEPALIVE_BYTES_MAX = 60000;
const RETRY_FIRST_MS = 5000;
const RETRY_MAX_MS = 300000;

/**
 * `options` = { lrs, storage?, key, setTimeout, clearTimeout, refusals? }; refusals are the answers that stop the sending for this
 * session, 401 and 403 unless told.
 */
export function createQueue(options) {
  const queue = {
    ...options,
    waiting: stored(options),
    sending: null,
    sendingCount: 0,
    batch: BATCH_MAX,
    refused: false,
    refusals: options.refusals ?? [401, 403],
    retryMs: RETRY_FIRST_MS,
    timer: null,
    why: "",
  };
  return {
    add: (statements) => add(queue, statements),
    flush: () => flush(queue),
    /** Resolves when it is answered. */
    flushLast: () => flushLast(queue),
    isEmpty: () => queue.waiting.length === 0,
    /** How many wait for a confirmation. */
    count: () => queue.waiting.length,
    /** Why the last attempt failed, for the screen; "" if it did not. */
    why: () => queue.why,
  };
}

function add(queue, statements) {
  queue.waiting.push(...statements);
  const spare = queue.waiting.length - QUEUE_MAX;
  if (spare > 0) {
    queue.waiting.splice(queue.sendingCount, spare);
  }
  store(queue);
}

/** Sends all that waits. Resolves when nothing waits or an attempt failed; then a retry is planned. */
function flush(queue) {
  queue.sending ??= sendAll(queue).finally(() => {
    queue.sending = null;
  });
  return queue.sending;
}

/** The page goes away: one request that outlives it. What does not fit into it stays in the storage. */
function flushLast(queue) {
  queue.clearTimeout(queue.timer);
  const batch = lastBatch(queue);
  return batch.length > 0 && !queue.refused ? sendLast(queue, batch) : Promise.resolve();
}

/*
 * What is under way goes again, so that the end of a session cannot be stored before what led to it: an LMS that keeps to cmi5 9.3
 * would refuse what comes behind "terminated". All requests that outlive a page share one limit; where it is too small for that, what
 * is under way is left out.
 */
function lastBatch({ waiting, sendingCount }) {
  const underWay = byteLength(waiting.slice(0, sendingCount));
  const room = underWay > KEEPALIVE_BYTES_MAX ? KEEPALIVE_BYTES_MAX : KEEPALIVE_BYTES_MAX - underWay;
  let batch = byteLength(waiting) <= room ? waiting : waiting.slice(sendingCount);
  while (batch.length > 0 && byteLength(batch) > room) {
    batch = batch.slice(0, Math.floor(batch.length / 2));
  }
  return batch;
}

async function sendLast(queue, batch) {
  const answer = await queue.lrs.postStatements(batch, true);
  if (isStored(answer.status)) {
    remove(queue, batch);
  }
}

async function sendAll(queue) {
  queue.clearTimeout(queue.timer);
  while (queue.waiting.length > 0 && !queue.refused) {
    const batch = queue.waiting.slice(0, queue.batch);
    queue.sendingCount = batch.length;
    const answer = await queue.lrs.postStatements(batch, byteLength(batch) <= KEEPALIVE_BYTES_MAX);
    queue.sendingCount = 0;
    if (!take(queue, batch, answer.status)) {
      return;
    }
  }
}

/* Deals with the answer to one batch; false when it is no use to go on now. */
function take(queue, batch, status) {
  if (isStored(status)) {
    remove(queue, batch);
    queue.batch = BATCH_MAX;
    queue.retryMs = RETRY_FIRST_MS;
    queue.why = "";
    return true;
  }
  if (queue.refusals.includes(status)) {
    queue.refused = true;
    queue.why = "the learning record store refuses the credential";
    return false;
  }
  if (isForGood(status)) {
    if (batch.length === 1) {
      remove(queue, batch);
    }
    queue.batch = Math.max(1, Math.floor(batch.length / 2));
    return true;
  }
  queue.why = status === 0 ? "there is no connection to the learning record store"
    : `the learning record store answers ${status}`;
  queue.timer = queue.setTimeout(() => flush(queue), queue.retryMs);
  queue.retryMs = Math.min(queue.retryMs * 2, RETRY_MAX_MS);
  return false;
}

/* 400, 409, 413 …: the same request would fail again. 408 and 429 ask for patience. */
function isForGood(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function remove(queue, batch) {
  const ids = new Set(batch.map((statement) => statement.id));
  queue.waiting = queue.waiting.filter((statement) => !ids.has(statement.id));
  store(queue);
}

function byteLength(batch) {
  return new TextEncoder().encode(JSON.stringify(batch)).length;
}

function stored({ storage, key }) {
  try {
    const statements = JSON.parse(storage.getItem(key));
    return Array.isArray(statements) ? statements.slice(-QUEUE_MAX) : [];
  } catch {
    return [];
  }
}

/* A full or forbidden storage costs only what it was for: outliving the session. */
function store({ storage, key, waiting }) {
  try {
    if (waiting.length === 0) {
      storage?.removeItem(key);
    } else {
      storage?.setItem(key, JSON.stringify(waiting));
    }
  } catch {
    /* The queue in memory goes on. */
  }
}
