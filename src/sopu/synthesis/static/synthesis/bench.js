// The bench by keys, and without a whole new page for each change: the server's page is asked for, and its bench shown.
const words = document.getElementById("words").dataset;
const said = document.getElementById("said");
const keys = document.getElementById("keys");
const chooser = document.getElementById("chooser");
const bench = () => document.getElementById("bench");
const isQueue = () => "queue" in (bench()?.dataset ?? {});
const boxes = () => [...document.querySelectorAll("#sents input[type=checkbox]")];
const chosen = () => boxes().filter((box) => box.checked);
let at = 0;
let from = null;
let busy = false;

function tell(text) { said.textContent = ""; requestAnimationFrame(() => { said.textContent = text; }); }

// How many are chosen stands above what is done with them.
function count() {
  const label = document.getElementById("tray-count");
  if (!label) return;
  const n = chosen().length;
  label.textContent = n === 0 ? words.countNone : n === 1 ? words.countOne : words.count.replace("{n}", n);
}

function focusOn(place) {
  const all = boxes();
  if (!all.length) { (document.getElementById("waiting-text") ?? document.getElementById("chosen-title"))?.focus(); return; }
  at = Math.max(0, Math.min(place, all.length - 1));
  all[at].focus({ preventScroll: true });
  all[at].closest("li").scrollIntoView({ block: "center", behavior: "instant" });
}

// What is in sight of the old page becomes what the server's new page has; the rest of the page stays.
function show(page, address, { isMoved }) {
  const fresh = page.getElementById("bench");
  const place = isMoved ? 0 : at;
  bench().replaceWith(fresh);
  for (const part of ["gist", "title"]) {
    const now = part === "title" ? document.querySelector("h1") : document.getElementById(part);
    const then = part === "title" ? page.querySelector("h1") : page.getElementById(part);
    if (now && then) now.replaceWith(then);
  }
  document.title = page.title;
  document.querySelector("#main > .messages")?.remove();
  const messages = page.querySelector("#main > .messages");
  if (messages) document.getElementById("main").prepend(messages);
  if (address) history.replaceState(null, "", address);
  arrange();
  tell(messages?.textContent.trim() ?? page.querySelector("h1").textContent);
  focusOn(place);
}

async function send(form, button) {
  if (busy) return;
  const body = new FormData(form, button);
  const address = button?.getAttribute("formaction") || form.getAttribute("action");
  busy = true;
  bench().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("bench")) { location.assign(answer.redirected ? answer.url : location.href); return; }
    const isMoved = answer.redirected && new URL(answer.url).pathname !== location.pathname;
    show(page, answer.redirected ? answer.url : "", { isMoved });
  } catch {
    tell(words.failed);
    bench().removeAttribute("aria-busy");
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-bench]");
  if (!form || event.submitter?.hasAttribute("data-whole")) return;
  event.preventDefault();
  send(form, event.submitter);
});

// Why a sentence stands here opens below it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-why]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const line = link.closest("li");
  const open = line.querySelector(".why");
  link.setAttribute("aria-expanded", String(!open));
  if (open) { open.remove(); return; }
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    line.append(page.querySelector(".why"));
  } catch { location.assign(link.href); }
});

document.addEventListener("change", (event) => { if (event.target.closest("#sents")) count(); });
document.addEventListener("focusin", (event) => {
  const place = boxes().indexOf(event.target);
  if (place >= 0) at = place;
});

// Enter in the name of a new theme makes the theme, not the first button's move.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "split-name") return;
  event.preventDefault();
  document.getElementById("split").click();
});

// The chooser: a part of a name, arrows, Enter. With `form`, the choice is sent by it.
const filter = document.getElementById("chooser-filter");
const list = document.getElementById("chooser-list");
const options = () => [...list.children].filter((option) => !option.hidden);

function mark(option) {
  for (const one of list.children) one.setAttribute("aria-selected", String(one === option));
  if (option) { filter.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); } else filter.removeAttribute("aria-activedescendant");
}

function choose() {
  const select = document.getElementById("to");
  if (!select) return;
  if (!isQueue() && !chosen().length && boxes().length) { boxes()[at].checked = true; count(); }
  list.replaceChildren(...[...select.options].filter((option) => option.value).map((option, number) => {
    const line = document.createElement("li");
    line.id = `chooser-${number}`;
    line.setAttribute("role", "option");
    line.dataset.value = option.value;
    line.textContent = option.textContent;
    return line;
  }));
  filter.value = "";
  from = document.activeElement;
  mark(list.firstElementChild);
  chooser.showModal();
  filter.focus();
}

function take(option) {
  if (!option) return;
  document.getElementById("to").value = option.dataset.value;
  chooser.close();
  document.getElementById("move").click();
}

filter.addEventListener("input", () => {
  const part = filter.value.trim().toLocaleLowerCase();
  for (const option of list.children) option.hidden = !option.textContent.toLocaleLowerCase().includes(part);
  mark(options()[0]);
});
filter.addEventListener("keydown", (event) => {
  const all = options();
  const place = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = { ArrowDown: place + 1, ArrowUp: place - 1 }[event.key];
  if (next !== undefined) { event.preventDefault(); if (all[next]) mark(all[next]); }
  if (event.key === "Enter") { event.preventDefault(); take(all[place]); }
});
list.addEventListener("click", (event) => take(event.target.closest("li")));
document.getElementById("chooser-close").addEventListener("click", () => chooser.close());
chooser.addEventListener("close", () => { if (!busy) from?.focus(); });

// Single keys: they can be put out of use, and never take what is typed into a field.
const switchOn = document.getElementById("keys-on");
const OFF = "sopu-bench-keys-off";
const isOn = () => { try { return !localStorage.getItem(OFF); } catch { return true; } };
switchOn.checked = isOn();
switchOn.addEventListener("change", () => {
  try { if (switchOn.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); } catch { /* this page alone */ }
});
document.getElementById("keys-show").addEventListener("click", () => keys.showModal());
document.getElementById("keys-close").addEventListener("click", () => keys.close());

function step(by) {
  const all = boxes();
  if (isQueue() || (by > 0 && at + by >= all.length) || at + by < 0) { document.getElementById(by > 0 ? "page-after" : "page-before")?.click(); return; }
  focusOn(all.includes(document.activeElement) ? at + by : at);
}

const deeds = {
  j: () => step(1),
  k: () => step(-1),
  x: () => { const box = boxes()[at]; if (box) { box.checked = !box.checked; box.focus(); count(); } },
  m: choose,
  h: () => { if (chosen().length) document.getElementById("keep")?.click(); else tell(words.first); },
  n: () => document.getElementById("split-name")?.focus(),
  u: () => {
    const mine = document.querySelector(".log form[data-mine] button");
    if (mine) mine.click(); else tell(words.nothing);
  },
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea") || !isOn()) return;
  const guess = isQueue() && /^\d$/.test(event.key) ? document.querySelector(`#guesses [data-key="${event.key}"]`) : null;
  const deed = guess ? () => guess.click() : deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

function arrange() {
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  count();
}
arrange();
