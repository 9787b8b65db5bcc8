/* A batch on its way: the oldest acts of the outbox go, and what the server answers is written down.

   The page and the worker both send, each in its turn: one lock on the phone, and an act is let go only when the server
   answers that it is stored or refused. A batch whose answer was lost goes again: the server knows an act by its id. */

import { eventOf } from "./store.js";

export const MOST_ACTS = 50;
const PATIENCE = 25_000;
const SMALL_DIFFERENCE = 5_000; // the network itself takes some seconds

/* What waits, oldest first; `order` grows even where the clock is turned back. */
export const waitingIn = (store) => store.names("act/").map((name) => store.get(name)).filter(Boolean)
  .sort((one, other) => one.order - other.order);

/* Runs `work` when no other tab sends; gives undefined at once when one does. */
export function inTurn(key, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(`sopu:${key}`, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}

/* A phone's clock may be wrong: what it says is corrected by what the server said of the time. */
export function clockOf(store) {
  return new Date(Date.now() + store.get("clock", 0));
}

export function learnTime(store, now) {
  const difference = new Date(now).getTime() - Date.now();
  const kept = Math.abs(difference) < SMALL_DIFFERENCE ? 0 : difference;
  if (Number.isFinite(kept) && kept !== store.get("clock", 0)) store.put("clock", kept);
}

export async function post({ key, language }, cursor, acts, waiting = 0) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = JSON.stringify({ cursor, language, acts, waiting });
    const response = await fetch(`/api/exchange/${eventOf(key)}`, {
      method: "POST", body, signal: stop.signal, credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      keepalive: acts.length > 0 && body.length < 20_000, // leaves even when the page is being closed
    });
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, answer, wait: Number(response.headers.get("Retry-After")) * 1000 };
  } finally {
    clearTimeout(limit);
  }
}

/* What an answer says of the acts that went: each is let go. A sentence stays in sight with its receipt, or with the
   reason why it was not taken. Gives [name, act, told] of each. */
export function settle(store, answer, acts) {
  const byId = new Map(acts.map((act) => [act.id, act]));
  const settled = [
    ...(answer.stored ?? []).map((told) => ["stored", told]), ...(answer.refused ?? []).map((told) => ["refused", told]),
  ].filter(([, told]) => byId.has(told.id));
  if (answer.now) learnTime(store, answer.now);
  return settled.map(([name, told]) => [name, byId.get(told.id), letGo(store, name, byId.get(told.id), told)]);
}

export function letGo(store, name, act, told) {
  const { order } = store.get(`act/${act.id}`, { order: Date.now() });
  if (act.do === "contribute") store.put(`${name}/${act.id}`, { act, order, ...told });
  if (act.do === "withdraw" && name === "stored") store.put(`taken/${act.contribution}`, 1);
  store.drop(`act/${act.id}`);
  return told;
}

/* Everything that waits goes, batch after batch, where no page is open to show it. */
export async function sendAll(store, told) {
  const fits = (one) => one.status === 200 && (one.answer.stored.length + one.answer.refused.length > 0);
  for (let acts = waitingIn(store); acts.length; acts = waitingIn(store)) {
    const batch = acts.slice(0, MOST_ACTS).map((one) => one.act);
    const reply = await post(told, store.get("pool")?.cursor ?? "", batch);
    if (!fits(reply)) throw new Error(`not sent: ${reply.status}`);
    settle(store, { ...reply.answer, sentences: [] }, batch);
    await store.written();
  }
}
