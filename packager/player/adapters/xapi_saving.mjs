/* SPDX-License-Identifier: Apache-2.0 */

/* Saving by xAPI, the same for a cmi5 and a TinCan launch: the state document and the queue of statements must both have arrived. */

/** `place` is what the learner reads: "your LMS". Returns the outcome that adapter.mjs asks of save(). */
export async function saveByXapi(session, snapshot, place) {
  const [stored] = await Promise.all([session.document.save(snapshot.state, false), session.queue.flush()]);
  if (!stored) {
    return { saved: false, why: `there is no connection to ${place}` };
  }
  return session.queue.isEmpty() ? { saved: true, why: "" } : { saved: false, why: session.queue.why() };
}
