// A page that refreshes itself: it can be stopped, it says when the network is gone, and it shows what arrived.
const poll = document.getElementById("poll");
const pause = document.getElementById("pause");
const lost = document.getElementById("lost");
const isOfPoll = (event) => event.detail.requestConfig?.elt === poll;

for (const one of document.querySelectorAll("[data-without-script]")) one.hidden = true;

if (poll && pause) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true"));
  });
  // What the reader did themselves is always shown: only the clock's own polls stop.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const isByClock = !event.detail.requestConfig.triggeringEvent;
    if (isOfPoll(event) && isByClock && pause.getAttribute("aria-pressed") === "true") event.preventDefault();
  });
}

const say = (words) => { if (lost.textContent !== words) lost.textContent = words; };
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.body.addEventListener(name, (event) => { if (isOfPoll(event)) say(lost.dataset.words); });
}
document.body.addEventListener("htmx:afterRequest", (event) => { if (isOfPoll(event) && event.detail.successful) say(""); });

const keys = (place) => [...place.querySelectorAll("[data-key]")];
let known = new Set();
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (isOfPoll(event)) known = new Set(keys(event.detail.target).map((one) => one.dataset.key));
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (!isOfPoll(event)) return;
  for (const one of keys(event.detail.target)) {
    if (known.has(one.dataset.key)) one.removeAttribute("data-is");
    else one.dataset.is = "new";
  }
});
