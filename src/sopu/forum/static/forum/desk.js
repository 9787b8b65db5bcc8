// The desk: a sentence is hidden in a sheet on top of the page, and what arrives moves nothing that is being read.
const dialog = document.getElementById("dialog");
const list = document.getElementById("live");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "dialog-body") return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".errors")?.focus();
});
document.body.addEventListener("moderated", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (!event.target.closest("[data-closes]")) return;
  event.preventDefault();
  place = -1;
  dialog.close();
});
dialog.addEventListener("cancel", () => { place = -1; });
dialog.addEventListener("close", () => { document.getElementById("dialog-body").replaceChildren(); });

// The first line in sight stays where it is when others come above it.
let held = null;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  held = null;
  if (event.detail.target !== list || list.getBoundingClientRect().top >= 0) return;
  const line = [...list.children].find((one) => one.getBoundingClientRect().bottom > 0);
  if (line) held = { id: line.id, top: line.getBoundingClientRect().top };
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== list) return;
  const line = held && document.getElementById(held.id);
  if (line) window.scrollBy({ top: line.getBoundingClientRect().top - held.top, behavior: "instant" });
  // The button that opened the sheet went away with its sentence: the reader continues from the list's heading.
  if (document.activeElement === document.body && !document.getElementById(lastOpener)) {
    if (lastOpener) document.getElementById("live-title").focus({ preventScroll: true });
    lastOpener = "";
  }
});
let lastOpener = "";
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "dialog-body" && event.detail.elt.id) lastOpener = event.detail.elt.id;
});

// The queue by keys, while the focus is in it: arrows move between sentences, 1 shows, 2 hides.
const queue = document.getElementById("queue");
const waiting = () => [...queue.querySelectorAll("li[data-is=held]")];
const focusOn = (line) => (line?.querySelector("[data-does=show]") ?? document.getElementById("queue-title"))?.focus();
const showKeys = () => { const keys = document.getElementById("queue-keys"); if (keys) keys.hidden = false; };
let place = -1;

queue.addEventListener("keydown", (event) => {
  const line = event.target.closest("li[data-is=held]");
  if (!line || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = waiting().indexOf(line);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  const does = { 1: "show", 2: "hide" }[event.key];
  if (next !== undefined && waiting()[next]) { event.preventDefault(); focusOn(waiting()[next]); }
  if (does) { event.preventDefault(); line.querySelector(`[data-does=${does}]`).click(); }
});
queue.addEventListener("click", (event) => {
  const line = event.target.closest("[data-does]")?.closest("li");
  if (line) place = waiting().indexOf(line);
});
// After a decision the focus goes to the sentence that took its place; a sheet keeps it as long as it is open.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== list) return;
  showKeys();
  if (place < 0 || dialog.open) return;
  const lines = waiting();
  focusOn(lines[Math.min(place, lines.length - 1)]);
  place = -1;
});
showKeys();
