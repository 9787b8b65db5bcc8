/* What every page of a participant has: the exchange, the counts of the bottom bar, and how the discussions stand now. */

import { openExchange } from "./exchange.js";
import { short } from "./store.js";

export const told = JSON.parse(document.getElementById("hall").textContent);
export const texts = told.texts;
export const find = (selector, within = document) => within.querySelector(selector);
export const part = (name, within = document) => find(`[data-part="${name}"]`, within);
export const fill = (text, ...values) => values.reduce((so, value, at) => so.replace(`%${at + 1}`, value), text).replace("%s", values[0]);

const keptAt = document.documentElement.dataset.keptAt; // the worker gave this page, as it was then
const setOf = (text) => new Set(text.split(" ").filter(Boolean));
const own = setOf(told.own);
export const answered = setOf(told.answered);
export const important = new Set(told.important);
export const discussions = new Map(told.discussions.map((one) => [one.number, one]));
const asked = keptAt && discussions.get(Number(new URLSearchParams(location.search).get("d")));
export const isOther = Boolean(asked && asked.number !== told.current);
if (isOther) told.current = asked.number;
export const current = discussions.get(told.current);
export const box = await openExchange({ ...told, now: keptAt ? null : told.now });
export const store = box.store;

let isEventOpen = told.event_open;

/* Others' sentences that can be answered now. */
export function waiting() {
  return box.sentences().filter((one) => {
    const where = discussions.get(one.discussion);
    return isEventOpen && where?.open && where.spoken && !answered.has(short(one.id));
  });
}

export function say(text) {
  find('[data-is="said"]').textContent = text;
}

function show(name, text) {
  const line = find(`[data-is="${name}"]`);
  (part("text", line) ?? line).textContent = text;
  line.hidden = !text;
}

export const tellNews = (text) => show("news", text);

function count(name, number) {
  const mark = find(`[data-count="${name}"]`);
  if (!mark) return;
  mark.textContent = number;
  mark.hidden = !number;
}

/* Own sentences that the page does not have from the server: waiting, on their way, or stored since it was made. */
export const unlisted = () => box.outbox().filter(({ act }) => act.do === "contribute" && !own.has(short(act.id)));

function showCounts() {
  if (box.isRead()) count("waiting", waiting().length);
  count("own", own.size + unlisted().length);
}

export const clock = (at) => new Date(at).toLocaleTimeString(told.language, { hour: "numeric", minute: "2-digit", timeZone: told.time_zone });

function stateOf({ open, closes_at: until }) {
  if (!open) return null;
  return until ? fill(texts.open_until, clock(until)) : texts.open;
}

/* The discussions as the server tells them: marks and words change, what is being written stays. */
function showDiscussions(answer) {
  for (const one of answer.discussions) {
    const known = discussions.get(one.number);
    if (!known) continue;
    const open = one.open && answer.event_open;
    const isChanged = known.open !== open;
    if (isChanged || known.closes_at !== one.closes_at) {
      Object.assign(known, { open, closes_at: one.closes_at });
      showDiscussion(known, isChanged);
    }
  }
  if (answer.spoken.some((number) => !discussions.get(number)?.spoken)) store.put("spoken", answer.spoken);
  noteSpoken(answer.spoken);
  if (isEventOpen !== answer.event_open) {
    isEventOpen = answer.event_open;
    if (isEventOpen) location.reload(); // nobody writes in an event that is not open
    else tellNews(texts.event_closed);
  }
}

function noteSpoken(numbers) {
  for (const number of numbers) if (discussions.has(number)) discussions.get(number).spoken = true;
}

function showDiscussion(one, isChanged) {
  const text = stateOf(one) ?? texts.closed;
  const mark = find(`[data-discussion="${one.number}"]`);
  if (mark) {
    mark.dataset.is = one.open ? "open" : "closed";
    part("state", mark).textContent = text;
  }
  if (one === current) {
    const state = find("#state");
    if (!state) return;
    state.classList.toggle("st--now", one.open);
    state.classList.toggle("st--wait", !one.open);
    part("state", state).textContent = text;
  }
  if (isChanged && one !== current && one.open) tellNews(fill(texts.opened, `${one.number} ${one.name}`));
  if (isChanged && one === current) tellNews(one.open ? "" : texts.discussion_closed);
}

/* A page that the phone keeps for one discussion serves another too, where there is no network to fetch that one. */
function showOther() {
  find("#state")?.previousElementSibling?.replaceChildren(current.name);
  for (const mark of document.querySelectorAll("[data-discussion]")) {
    const isHere = mark.dataset.discussion === String(current.number);
    find(".goal", mark).classList.toggle("goal--on", isHere);
    if (isHere) find("a", mark).setAttribute("aria-current", "true");
    else find("a", mark).removeAttribute("aria-current");
  }
  for (const field of document.querySelectorAll('[name="discussion"]')) field.value = current.number;
  showDiscussion(current, false);
}

/* How well this phone keeps what is written: said only where it is worse than it should be. */
function showKeeping() {
  const simple = store.keeps === "simple" ? texts.simple_memory : "";
  show("keeping", store.keeps === "page" ? texts.no_memory : store.isFull ? texts.full_memory : simple);
}

function showKept() {
  if (keptAt) show("kept", fill(texts.kept_at, clock(keptAt)));
}

/* The worker keeps this participant's pages, so that they open without network. */
async function startWorker() {
  if (!navigator.serviceWorker || store.keeps === "page") return;
  try {
    await navigator.serviceWorker.register("/sw.js", { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: told.pages });
  } catch { /* a browser without: the pages need the network, and what is written is kept all the same */ }
}

export function start() {
  for (const name of store.names("answer/")) note({ contribution: name.slice(7), ...store.get(name) });
  for (const { act, is } of box.outbox()) {
    if (act.do === "react") noteAct(act);
    else if (is !== "refused" && act.discussion) noteSpoken([act.discussion]);
  }
  noteSpoken(store.get("spoken", []));
  if (isOther) showOther();
  box.on("outbox", showCounts);
  box.on("kept", () => { showCounts(); showKeeping(); });
  box.on("network", (isThere) => { find('[data-is="offline"]').hidden = isThere; });
  box.on("left", () => { find('[data-is="left"]').hidden = false; });
  box.on("stored", ({ act, held }) => { if (act.do === "contribute") say(held ? texts.held : texts.saved); });
  box.on("answer", (answer) => { showDiscussions(answer); showCounts(); });
  showKeeping();
  showKept();
  showCounts();
  box.start();
  startWorker();
}

function note({ contribution, important: isImportant }) {
  answered.add(short(contribution));
  important[isImportant ? "add" : "delete"](contribution);
}

/* An act that waits counts already: its sentence is answered, its mark is given. */
export function noteAct(act) {
  if (act.do !== "react") return;
  note(act);
  store.put(`answer/${act.contribution}`, { stance: act.stance, important: act.important, at: act.at });
}

export function forgetAnswer(contribution) {
  answered.delete(short(contribution));
  important.delete(contribution);
  store.drop(`answer/${contribution}`);
}
