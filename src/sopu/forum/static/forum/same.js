/* "The same has been said already": which sentence says it, chosen from those that this phone has, the likeliest first. */

import { box, fill, find, part, say, store, texts, told } from "./hall.js";

const SHOWN = 6;
const panel = find("#same");
let atHand = () => null;

/* The threes of letters in a text: two texts that share many of them speak of one thing, whatever the endings. */
function threes(text) {
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  return new Set(Array.from({ length: Math.max(plain.length - 2, 0) }, (_, at) => plain.slice(at, at + 3)));
}

/* From 0 to 1: Dice's coefficient of the threes, the rule of core/likeness.py. */
export function likeness(one, other) {
  const left = threes(one), right = threes(other);
  let shared = 0;
  for (const three of left) if (right.has(three)) shared += 1;
  return left.size + right.size ? (2 * shared) / (left.size + right.size) : 0;
}

function candidates(sentence, asked) {
  const mine = box.outbox().filter(({ act, is }) => act.do === "contribute" && is === "saved" && !store.get(`taken/${act.id}`));
  const others = [...box.sentences(), ...mine.map(({ act }) => act)];
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return others
    .filter((one) => one.id !== sentence.id && one.discussion === sentence.discussion)
    .filter((one) => words.every((word) => one.text.toLowerCase().includes(word)))
    .map((one) => ({ one, like: likeness(one.text, sentence.text) }))
    .sort((left, right) => right.like - left.like)
    .slice(0, SHOWN)
    .map(({ one }) => one);
}

function showCandidates() {
  const sentence = atHand(), found = sentence ? candidates(sentence, find("input", panel).value) : [];
  const lines = found.map((one) => {
    const line = find("#same-item").content.firstElementChild.cloneNode(true), button = find("button", line);
    find(".voice", line).textContent = one.text;
    find(".voice", line).lang = one.language || "";
    button.addEventListener("click", () => mark(sentence, one));
    return line;
  });
  find("ul", panel).replaceChildren(...lines);
  part("none", panel).hidden = lines.length > 0;
}

function mark(sentence, one) {
  box.add({ do: "mark_duplicate", contribution: sentence.id, of: one.id });
  closeSame();
  const done = part("same-done");
  done.hidden = false;
  done.textContent = fill(texts.same_done, one.text);
  say(texts.same_said);
  find("#ballot blockquote").focus();
}

export function closeSame() {
  if (!panel) return;
  panel.hidden = true;
  part("same-done").hidden = true;
  part("same").setAttribute("aria-expanded", "false");
  const sentence = atHand();
  if (sentence) part("same").href = told.same_url.replace(/0{8}.*0{12}/, sentence.id);
}

export function startSame(ask) {
  atHand = ask;
  const link = part("same");
  link.setAttribute("role", "button");
  closeSame();
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const isOpening = panel.hidden;
    closeSame();
    if (!isOpening) return;
    panel.hidden = false;
    link.setAttribute("aria-expanded", "true");
    find("input", panel).value = "";
    showCandidates();
    find("input", panel).focus();
  });
  link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  find("input", panel).addEventListener("input", showCandidates);
}
