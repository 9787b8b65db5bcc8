// The keys of a pair (s the same, n not the same, u undo) work while the focus is in it, and nowhere else.
const pair = document.getElementById("pair");
const isTyped = (event) => event.ctrlKey || event.altKey || event.metaKey || event.repeat;

pair?.addEventListener("keydown", (event) => {
  const button = isTyped(event) ? null : pair.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// An answer is sent once, however fast it is pressed.
pair?.addEventListener("submit", (event) => {
  if (pair.dataset.sent) event.preventDefault();
  pair.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => { if (pair) delete pair.dataset.sent; });

const keys = document.getElementById("pair-keys");
if (keys) keys.hidden = false;
// After an answer the next pair has the focus, so that the keys go on.
if (location.hash === "#pair-title") document.getElementById("pair-title")?.focus();
