/* The list of one's own sentences: those that the page does not have from the server stand above those that it has. */

import { box, clock, fill, find, part, say, store, tellNews, texts, told, unlisted } from "./hall.js";

const list = find("#outbox");

function showOutbox() {
  const lines = unlisted().map((entry) => {
    const line = find(`[data-id="${entry.act.id}"]`, list) ?? find("#outbox-item").content.firstElementChild.cloneNode(true);
    if (line.dataset.is !== entry.is) showLine(line, entry);
    return line;
  });
  for (const old of list.querySelectorAll("[data-mine]")) if (!lines.includes(old)) old.remove();
  lines.reverse().forEach((line) => { if (!line.isConnected) list.prepend(line); });
  for (const line of list.querySelectorAll("[data-id]")) showTaking(line);
}

function showLine(line, { act, is, receipt, text, held }) {
  Object.assign(line.dataset, { id: act.id, is, mine: "" });
  find(".voice", line).textContent = act.text;
  for (const icon of line.querySelectorAll("[data-for]")) icon.hidden = icon.dataset.for !== is;
  part("state", line).textContent = held ? texts.held : texts[is];
  part("time", line).textContent = clock(act.at);
  part("edit", line).hidden = is === "sent" || is === "saved";
  part("drop", line).hidden = is !== "refused";
  part("take", line).hidden = is !== "saved";
  part("why", line).hidden = is !== "refused";
  part("why", line).textContent = text ?? "";
  const link = part("receipt", line);
  link.hidden = !receipt;
  if (receipt) {
    find("code", link).textContent = receipt;
    link.href = told.receipt_url.replace("CODE", receipt);
  }
}

/* A sentence that is being taken back, or has been, says so; where the page has it from the server, the page does. */
function showTaking(line) {
  const { id } = line.dataset;
  const isTaken = store.get(`taken/${id}`), isLeaving = store.names("act/").some((name) => isAbout(store.get(name), id));
  const mark = part("taken", line);
  if (!mark || !(isTaken || isLeaving)) return;
  mark.hidden = false;
  mark.textContent = isTaken ? texts.taken : texts.taking;
  if (part("take", line)) part("take", line).hidden = true;
}

const isAbout = (kept, id) => kept?.act.do === "withdraw" && kept.act.contribution === id;

function pressed(event) {
  const button = event.target.closest("[data-part]");
  const line = button?.closest("[data-id]");
  if (!line) return;
  if (button.dataset.part === "take") askTaking(event, button, line);
  else if (["edit", "drop"].includes(button.dataset.part)) takeBack(button, line);
}

/* The first press asks, the second does it: what is taken back can't be brought back. */
function askTaking(event, button, line) {
  event.preventDefault();
  if (button.dataset.sure) {
    box.add({ do: "withdraw", contribution: line.dataset.id });
    say(texts.taking);
    line.tabIndex = -1;
    line.focus();
  } else {
    button.dataset.sure = "1";
    button.textContent = texts.sure;
  }
}

function takeBack(button, line) {
  const act = box.takeBack(line.dataset.id);
  if (!act || button.dataset.part === "drop") return;
  const draft = store.get(`draft/${act.discussion}`);
  const text = [act.text, draft?.text].filter(Boolean).join("\n\n");
  store.put(`draft/${act.discussion}`, { text, kind: act.prompt });
  if (told.page === "write" && act.discussion === told.current) dispatchEvent(new Event("draft"));
  else store.written().then(() => location.assign(`${told.write_url}?d=${act.discussion}`));
}

/* Keeps the list as the outbox is. */
export function startOutbox() {
  box.on("outbox", showOutbox);
  box.on("refused", ({ act, text }) => { if (act.do === "withdraw") tellNews(fill(texts.not_taken, text)); });
  list.addEventListener("click", pressed);
  showOutbox();
}
