/* The list of one's own sentences: those that the page does not have from the server stand above those that it has. */

import { box, clock, find, part, told, texts, unlisted } from "./hall.js";

const list = find("#outbox");

function showOutbox() {
  const lines = unlisted().map((entry) => {
    const line = find(`[data-id="${entry.act.id}"]`, list) ?? find("#outbox-item").content.firstElementChild.cloneNode(true);
    if (line.dataset.is !== entry.is) showLine(line, entry);
    return line;
  });
  for (const old of list.querySelectorAll("[data-mine]")) if (!lines.includes(old)) old.remove();
  lines.reverse().forEach((line) => { if (!line.isConnected) list.prepend(line); });
}

function showLine(line, { act, is, receipt, text }) {
  Object.assign(line.dataset, { id: act.id, is, mine: "" });
  find(".voice", line).textContent = act.text;
  for (const icon of line.querySelectorAll("[data-for]")) icon.hidden = icon.dataset.for !== is;
  part("state", line).textContent = texts[is];
  part("time", line).textContent = clock(act.at);
  part("edit", line).hidden = is === "sent" || is === "saved";
  part("drop", line).hidden = is !== "refused";
  part("why", line).hidden = is !== "refused";
  part("why", line).textContent = text ?? "";
  const link = part("receipt", line);
  link.hidden = !receipt;
  if (receipt) {
    find("code", link).textContent = receipt;
    link.href = told.receipt_url.replace("CODE", receipt);
  }
}

function pressed(event) {
  const button = event.target.closest("[data-part]");
  const line = button?.closest("[data-mine]");
  if (!line || !["edit", "drop"].includes(button.dataset.part)) return;
  const act = box.takeBack(line.dataset.id);
  if (!act || button.dataset.part === "drop") return;
  const draft = box.memory.get(`draft/${act.discussion}`);
  const text = [act.text, draft?.text].filter(Boolean).join("\n\n");
  box.memory.put(`draft/${act.discussion}`, { text, kind: act.prompt });
  if (told.page === "write" && act.discussion === told.current) dispatchEvent(new Event("draft"));
  else location.assign(`${told.write_url}?d=${act.discussion}`);
}

/* Keeps the list as the outbox is. */
export function startOutbox() {
  box.on("outbox", showOutbox);
  list.addEventListener("click", pressed);
  showOutbox();
}
