/* What I said: the script adds what still waits on this phone, and where each sentence has led. */

import { find, start, told } from "./hall.js";
import { startOutbox } from "./outbox.js";

/* The way of each sentence, from the page that tells it; the worker keeps that page too. */
async function showWays() {
  const response = await fetch(told.where_url).catch(() => null);
  if (!response || response.status !== 200 || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const way of page.querySelectorAll("[data-way]")) {
    const line = find(`#outbox [data-id="${way.dataset.way}"]`);
    if (line && !find("[data-way]", line)) line.append(way);
  }
}

startOutbox();
start();
showWays();
