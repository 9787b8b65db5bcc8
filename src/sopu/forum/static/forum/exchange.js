/* The outbox: what a participant does is kept on the phone until the server has stored it, and what is new is fetched.

   An act is kept before anything else happens to it, goes in a batch, and is let go only when the server answers that
   it is stored or refused. A batch whose answer was lost goes again: the server knows an act by its id. */

import { newId, openMemory, short } from "./memory.js";

const MOST_ACTS = 50;
const BUSY = 2_000, IDLE = 15_000, IDLE_AFTER = 30_000, LONGEST_PAUSE = 30_000, PATIENCE = 25_000;

export function openExchange({ url, key, language, knownIds }) {
  const memory = openMemory(key);
  const heard = new EventTarget();
  const flying = new Set();
  let timer = 0, sending = false, failures = 0, batchSize = MOST_ACTS, active = Date.now(), ended = false;

  for (const name of memory.names("stored/")) if (knownIds.has(short(name.slice(7)))) memory.drop(name);
  let pool = memory.get("pool");
  if (!pool || typeof pool.cursor !== "string" || !pool.sentences) pool = { cursor: "", sentences: {}, gone: {} };

  const tell = (name, detail) => heard.dispatchEvent(new CustomEvent(name, { detail }));
  const kept = (start) => memory.names(start).map((name) => memory.get(name)).filter(Boolean)
    .sort((one, other) => one.order - other.order);

  function add(act) {
    const whole = { id: newId(), at: new Date().toISOString(), ...act };
    const order = Math.max(Date.now(), 1 + (memory.get("order") ?? 0));
    memory.put("order", order);
    memory.put(`act/${whole.id}`, { act: whole, order });
    tell("outbox");
    touch();
    soon(0);
    return whole;
  }

  function takeBack(id) {
    if (flying.has(id)) return null;
    const found = memory.get(`act/${id}`) ?? memory.get(`refused/${id}`);
    memory.drop(`act/${id}`);
    memory.drop(`refused/${id}`);
    tell("outbox");
    return found && found.act;
  }

  /* Everything that this phone knows of its own and the page may not: newest first. */
  function outbox() {
    const states = { "act/": null, "stored/": "saved", "refused/": "refused" };
    return Object.entries(states)
      .flatMap(([start, is]) => kept(start).map((one) => ({ ...one, is: is ?? (flying.has(one.act.id) ? "sent" : "waits") })))
      .sort((one, other) => other.order - one.order);
  }

  async function post(acts) {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const body = JSON.stringify({ cursor: pool.cursor, language, acts });
      const response = await fetch(url, {
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

  async function exchange() {
    if (sending || ended) return;
    const acts = kept("act/").slice(0, batchSize).map((one) => one.act);
    sending = true;
    acts.forEach((act) => flying.add(act.id));
    if (acts.length) tell("outbox");
    let pause;
    try {
      pause = settle(await post(acts), acts);
      tell("network", true);
    } catch { // no network, or no answer in time
      failures += 1;
      pause = backOff();
      tell("network", false);
    }
    flying.clear();
    sending = false;
    tell("outbox");
    soon(pause);
  }

  /* What an answer means; returns how long to wait before the next. */
  function settle({ status, answer, wait }, acts) {
    if (status === 200) return takeIn(answer, acts);
    if (status === 401 || status === 404) {
      ended = true;
      tell("left");
    } else if ((status === 400 || status === 413) && acts.length) {
      if (acts.length === 1) settleOne("refused", acts[0], { text: answer.text ?? "" });
      batchSize = 1; // one of them spoils the batch: each goes alone
      return 0;
    }
    failures += 1;
    return Math.max(wait || 0, backOff());
  }

  function takeIn(answer, acts) {
    failures = 0;
    batchSize = MOST_ACTS;
    const byId = new Map(acts.map((act) => [act.id, act]));
    const isDeaf = acts.length > 0 && answer.stored.length + answer.refused.length === 0;
    for (const { id, receipt } of answer.stored) settleOne("stored", byId.get(id), { receipt });
    for (const { id, text } of answer.refused) settleOne("refused", byId.get(id), { text });
    for (const one of answer.sentences) {
      pool.sentences[one.id] = one;
      delete pool.gone[one.id];
    }
    for (const id of answer.hidden) {
      delete pool.sentences[id];
      pool.gone[id] = 1;
    }
    const isNews = pool.cursor !== answer.cursor;
    pool.cursor = answer.cursor;
    if (isNews) memory.put("pool", pool);
    tell("answer", answer);
    if (isDeaf) return (failures = 3, backOff());
    return answer.more || memory.names("act/").length ? 0 : pace();
  }

  /* An act is let go; a sentence stays in sight with its receipt, or with the reason why it was not taken. */
  function settleOne(name, act, told) {
    if (!act) return;
    const { order } = memory.get(`act/${act.id}`, { order: Date.now() });
    if (act.do === "contribute") memory.put(`${name}/${act.id}`, { act, order, ...told });
    memory.drop(`act/${act.id}`);
    tell(name, { act, ...told });
  }

  const backOff = () => Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2);
  const pace = () => (Date.now() - active < IDLE_AFTER ? BUSY : IDLE);

  function soon(pause) {
    clearTimeout(timer);
    const isNeeded = !document.hidden || memory.names("act/").length > 0;
    if (isNeeded && !ended) timer = setTimeout(exchange, pause);
  }

  function touch() {
    const wasIdle = pace() === IDLE;
    active = Date.now();
    if (wasIdle && !sending) soon(0);
  }

  function start() {
    addEventListener("online", () => { failures = 0; soon(0); });
    addEventListener("offline", () => tell("network", false));
    for (const name of ["pointerdown", "keydown", "scroll"]) addEventListener(name, touch, { passive: true });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) touch(); soon(0); });
    addEventListener("beforeunload", (event) => { if (!memory.lasts && memory.names("act/").length) event.preventDefault(); });
    if (!navigator.onLine) tell("network", false);
    soon(0);
  }

  return {
    add, takeBack, outbox, start, memory,
    on: (name, act) => heard.addEventListener(name, (event) => act(event.detail)),
    sentences: () => Object.values(pool.sentences),
    isRead: () => pool.cursor !== "",
    isGone: (id) => id in pool.gone,
  };
}
