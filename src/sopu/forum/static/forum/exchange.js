/* The outbox and the pool of a page: what a participant does is kept until it is stored, and what is new is fetched.

   The exchange is quick while something happens in the hall or in the hand, and slow when the phone lies on the table;
   no two phones keep the same beat. */

import { eventOf, keptOf, moveAway, newId, openStore } from "./store.js";
import { MOST_ACTS, clockOf, inTurn, learnTime, letGo, post, settle, waitingIn } from "./sending.js";

const QUICK = 2_000, SLOW = 15_000, ASLEEP = 40_000, AWAKE_FOR = 30_000, ASLEEP_AFTER = 180_000, SLOWER = 1.4;
const LONGEST_PAUSE = 30_000;

export async function openExchange({ key, language, now, texts }) {
  const store = await openStore(key);
  const heard = new EventTarget();
  const flying = new Set();
  let timer = 0, sending = false, failures = 0, batchSize = MOST_ACTS, active = Date.now(), ended = false, rest = QUICK, pooledAt = 0, least = QUICK;

  if (now) learnTime(store, now);
  await adopt();
  let pool = store.get("pool");
  if (!pool || typeof pool.cursor !== "string" || !pool.sentences) pool = { cursor: "", sentences: {}, gone: {} };

  const tell = (name, detail) => heard.dispatchEvent(new CustomEvent(name, { detail }));
  const kept = (start) => store.names(start).map((name) => store.get(name)).filter(Boolean);

  /* Sentences that wait here since this phone was another participant of the event: readable, and sent if one wants. */
  async function adopt() {
    for (const [other, name, value] of await keptOf(eventOf(key))) {
      const { act, order } = value ?? {};
      if (other === key || act?.do !== "contribute" || !/^(act|refused)\//.test(name)) continue;
      store.put(`refused/${act.id}`, { act, order, text: texts.from_before });
      await store.written();
      await moveAway(other, name);
    }
  }

  function add(act) {
    const whole = { id: newId(), at: clockOf(store).toISOString(), ...act };
    const order = Math.max(Date.now(), 1 + store.get("order", 0));
    store.put("order", order);
    store.put(`act/${whole.id}`, { act: whole, order });
    tell("outbox");
    touch();
    store.written().then(() => soon(0));
    return whole;
  }

  /* The worker sends what waits when the network is back, also when this page is closed. It is asked only when the page
     could not send, or is being left: with both sending, the one that comes second waits for its next turn. */
  async function askForWorker() {
    if (!store.names("act/").length) return;
    const ready = navigator.serviceWorker?.controller && await navigator.serviceWorker.ready;
    await ready?.sync?.register(`outbox/${key}/${language}`).catch(() => {});
  }

  function takeBack(id) {
    if (flying.has(id)) return null;
    const found = store.get(`act/${id}`) ?? store.get(`refused/${id}`);
    store.drop(`act/${id}`);
    store.drop(`refused/${id}`);
    tell("outbox");
    return found && found.act;
  }

  /* Everything that this phone knows of its own: newest first. */
  function outbox() {
    const states = { "act/": null, "stored/": "saved", "refused/": "refused" };
    return Object.entries(states)
      .flatMap(([start, is]) => kept(start).map((one) => ({ ...one, is: is ?? (flying.has(one.act.id) ? "sent" : "waits") })))
      .sort((one, other) => other.order - one.order);
  }

  async function exchange() {
    if (sending || ended) return;
    sending = true;
    let pause = QUICK;
    try {
      await inTurn(key, async () => { pause = await turn(); });
    } finally {
      flying.clear();
      sending = false;
      tell("outbox");
      soon(pause);
    }
  }

  /* One batch out and one answer in; gives how long to wait before the next. */
  async function turn() {
    await store.refresh();
    const acts = waitingIn(store).slice(0, batchSize).map((one) => one.act);
    acts.forEach((act) => flying.add(act.id));
    if (acts.length) tell("outbox");
    let reply;
    try {
      reply = await post({ key, language }, pool.cursor, acts, waitingIn(store).length - acts.length);
    } catch { // no network, or no answer in time
      failures += 1;
      tell("network", false);
      askForWorker();
      return backOff();
    }
    tell("network", true);
    return understand(reply, acts);
  }

  function understand({ status, answer, wait }, acts) {
    if (status === 200) return takeIn(answer, acts);
    if (status === 401 || status === 404) {
      ended = true;
      tell("left");
    } else if ((status === 400 || status === 413) && acts.length) {
      if (acts.length === 1) told("refused", acts[0], letGo(store, "refused", acts[0], { text: answer.text ?? "" }));
      batchSize = 1; // one of them spoils the batch: each goes alone
      return 0;
    }
    failures += 1;
    return Math.max(wait || 0, backOff());
  }

  const told = (name, act, { receipt, text, held }) => tell(name, { act, receipt, text, held });

  function takeIn(answer, acts) {
    failures = 0;
    batchSize = MOST_ACTS;
    const isDeaf = acts.length > 0 && answer.stored.length + answer.refused.length === 0;
    for (const one of settle(store, answer, acts)) told(...one);
    for (const one of answer.sentences) {
      pool.sentences[one.id] = one;
      delete pool.gone[one.id];
    }
    for (const id of answer.hidden) {
      delete pool.sentences[id];
      pool.gone[id] = 1;
    }
    if (answer.seen) pool.seen = answer.seen;
    least = Math.max(QUICK, answer.wait ?? 0); // a large crowd takes longer turns
    const isNews = answer.sentences.length + answer.hidden.length > 0;
    const isTime = isNews || Date.now() - pooledAt > LONGEST_PAUSE; // counts alone are not worth a write each time
    if (pool.cursor !== answer.cursor) {
      pool.cursor = answer.cursor;
      if (isTime) store.put("pool", pool);
      if (isTime) pooledAt = Date.now();
    }
    tell("answer", answer);
    if (isDeaf) return (failures = 3, backOff());
    return answer.more || store.names("act/").length ? 0 : pace(isNews);
  }

  const jitter = () => 0.75 + Math.random() / 2;
  const backOff = () => Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(failures, 5)) * jitter();

  /* Each silence makes the next one longer; news, or a hand on the phone, makes it short again. */
  function pace(isNews) {
    const idle = Date.now() - active;
    const longest = idle > ASLEEP_AFTER ? ASLEEP : idle > AWAKE_FOR ? SLOW : QUICK * SLOWER;
    rest = isNews ? QUICK : Math.min(longest, rest * SLOWER);
    return Math.max(least, rest) * jitter();
  }

  function soon(pause) {
    clearTimeout(timer);
    const isNeeded = !document.hidden || store.names("act/").length > 0;
    if (isNeeded && !ended) timer = setTimeout(exchange, pause);
  }

  function touch() {
    const wasIdle = rest > QUICK * SLOWER;
    active = Date.now();
    rest = QUICK;
    if (wasIdle && !sending) soon(0);
  }

  /* Another tab, or the worker, wrote: this page shows it too. */
  function changed(name) {
    if (name === "pool") pool = store.get("pool") ?? pool;
    else tell("outbox");
    tell("kept");
  }

  function start() {
    store.on(changed);
    addEventListener("online", () => { failures = 0; soon(0); });
    addEventListener("offline", () => tell("network", false));
    for (const name of ["pointerdown", "keydown", "scroll"]) addEventListener(name, touch, { passive: true });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) askForWorker();
      else touch();
      soon(0);
    });
    addEventListener("beforeunload", (event) => { if (!store.lasts && store.names("act/").length) event.preventDefault(); });
    if (!navigator.onLine) tell("network", false);
    soon(Math.random() * 500);
  }

  return {
    add, takeBack, outbox, start, store,
    on: (name, act) => heard.addEventListener(name, (event) => act(event.detail)),
    sentences: () => Object.values(pool.sentences),
    seen: () => pool.seen ?? {},
    isRead: () => pool.cursor !== "",
    isGone: (id) => id in pool.gone,
    known: (id) => pool.sentences[id],
  };
}
