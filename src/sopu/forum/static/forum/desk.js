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
  dialog.close();
});
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
