/* Where one joins, or leaves: what was written on this phone for the event and never left it is shown, not lost. */

import { forget, keptOf } from "./store.js";

const told = JSON.parse(document.getElementById("elsewhere").textContent);
const find = (selector, within = document) => within.querySelector(selector);

async function unsent() {
  const rows = await keptOf(told.code);
  return rows.filter(([, name, value]) => name.startsWith("act/") && value?.act.do === "contribute").map(([, , { act }]) => act);
}

async function show() {
  const acts = await unsent(), place = find("#unsent");
  place.hidden = acts.length === 0;
  find("ol", place).replaceChildren(...acts.map(({ text }) => {
    const line = document.createElement("li"), voice = document.createElement("p");
    voice.className = "voice";
    voice.textContent = text;
    line.append(voice);
    return line;
  }));
  const leave = find("#leave");
  if (leave) find("[data-part=unsent]", leave).hidden = acts.length === 0;
}

async function tellWorker() {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ forget: told.code });
}

/* Leaving forgets everything of the event on this phone; the form itself takes the token away. */
async function leave(event) {
  event.preventDefault();
  await forget(told.code);
  await tellWorker().catch(() => {});
  event.target.submit();
}

show();
if (!told.is_in && navigator.serviceWorker?.controller) tellWorker();
find("#leave")?.addEventListener("submit", leave);
