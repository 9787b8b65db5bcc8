/* What every page of a participant has: the exchange, the counts of the bottom bar, and how the discussions stand now. */

import { openExchange } from "./exchange.js";
import { short } from "./memory.js";

export const told = JSON.parse(document.getElementById("hall").textContent);
export const texts = told.texts;
export const find = (selector, within = document) => within.querySelector(selector);
export const part = (name, within = document) => find(`[data-part="${name}"]`, within);
export const fill = (text, ...values) => values.reduce((so, value, at) => so.replace(`%${at + 1}`, value), text).replace("%s", values[0]);

const setOf = (text) => new Set(text.split(" ").filter(Boolean));
const own = setOf(told.own);
export const answered = setOf(told.answered);
export const important = new Set(told.important);
export const discussions = new Map(told.discussions.map((one) => [one.number, one]));
export const current = discussions.get(told.current);
export const box = openExchange({ ...told, knownIds: own });

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

export function tellNews(text) {
  const news = find('[data-is="news"]');
  news.textContent = text;
  news.hidden = !text;
}

function count(name, number) {
  const mark = find(`[data-count="${name}"]`);
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
  for (const number of answer.spoken) if (discussions.has(number)) discussions.get(number).spoken = true;
  if (isEventOpen !== answer.event_open) {
    isEventOpen = answer.event_open;
    if (isEventOpen) location.reload(); // nobody writes in an event that is not open
    else tellNews(texts.event_closed);
  }
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
    state.classList.toggle("st--now", one.open);
    state.classList.toggle("st--wait", !one.open);
    part("state", state).textContent = text;
  }
  if (isChanged && one !== current && one.open) tellNews(fill(texts.opened, `${one.number} ${one.name}`));
  if (isChanged && one === current) tellNews(one.open ? "" : texts.discussion_closed);
}

export function start() {
  for (const { act } of box.outbox()) noteAct(act);
  box.on("outbox", showCounts);
  box.on("network", (isThere) => { find('[data-is="offline"]').hidden = isThere; });
  box.on("left", () => tellNews(texts.left));
  box.on("stored", ({ act }) => { if (act.do === "contribute") say(texts.saved); });
  box.on("answer", (answer) => { showDiscussions(answer); showCounts(); });
  if (!box.memory.lasts) tellNews(texts.no_memory);
  showCounts();
  box.start();
}

/* An act that waits counts already: its sentence is answered, its mark is given. */
export function noteAct(act) {
  if (act.do !== "react") return;
  answered.add(short(act.contribution));
  important[act.important ? "add" : "delete"](act.contribution);
}
