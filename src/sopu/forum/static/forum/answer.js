/* Answering: one sentence at a time from those that have arrived, without leaving the page. */

import {
  answered, box, current, fill, find, forgetAnswer, important, isOther, noteAct, part, start, tellNews, texts, told, waiting,
} from "./hall.js";
import { choose, seenOf } from "./routing.js";
import { closeSame, startSame } from "./same.js";
import { short } from "./store.js";

const ballot = find("#ballot");
const bar = ballot && find("progress");
const history = []; // what was answered on this page, the latest last
let sentence = null; // the one at hand
let doneCount = bar ? bar.value : 0;

const here = () => waiting().filter((one) => one.discussion === told.current && one.id !== sentence?.id);

function next() {
  const pool = here(), seen = box.seen();
  return pool[choose(pool.map((one) => seenOf(one, seen)), Math.random())] ?? null;
}

function hasSpoken() {
  return current.spoken || box.outbox().some(({ act, is }) => is !== "refused" && act.do !== "react" && act.discussion === told.current);
}

function showSections() {
  find("#gate").hidden = hasSpoken() || !current.open;
  find("#asking").hidden = !sentence || !hasSpoken() || !current.open;
  find("#done-all").hidden = Boolean(sentence) || !hasSpoken() || !current.open;
}

function showProgress() {
  const isAgain = sentence && answered.has(short(sentence.id));
  const total = doneCount + here().length + (sentence && !isAgain ? 1 : 0);
  bar.max = Math.max(total, 1);
  bar.value = doneCount;
  part("position").textContent = isAgain ? texts.again : fill(texts.position, doneCount + 1, total);
  part("marked").textContent = fill(texts.marked, important.size);
}

function show(one, before = null) {
  sentence = one;
  closeSame();
  if (one) {
    const voice = find("blockquote", ballot);
    voice.textContent = one.text;
    voice.lang = one.language || document.documentElement.lang;
    ballot.elements.contribution.value = one.id;
    ballot.elements.important.checked = important.has(one.id);
    part("kind").textContent = one.kind ?? texts[one.prompt];
    part("by").hidden = !one.organisation;
    find("span", part("by")).textContent = one.organisation ?? "";
    for (const vote of ballot.querySelectorAll(".vote")) {
      if (before?.stance === vote.value) vote.setAttribute("aria-pressed", "true");
      else vote.removeAttribute("aria-pressed");
    }
  }
  part("why").hidden = true;
  part("previous").hidden = !(history.length || part("previous").getAttribute("href"));
  showProgress();
  showSections();
}

function showAnswered({ sentence: one, stance, important: isImportant }) {
  const line = find("#answered-item").content.firstElementChild.cloneNode(true);
  const voice = find(".voice", line);
  voice.textContent = one.text;
  voice.lang = one.language || document.documentElement.lang;
  part("stance", line).textContent = texts[stance];
  part("important", line).hidden = !isImportant;
  part("change", line).addEventListener("click", back);
  find("#done-now .lines").replaceChildren(line);
  find("#done-now").hidden = false;
}

/* How the hall answered, once it has our word; told when enough have answered. */
async function showHall({ act: { contribution } }) {
  const isLast = () => contribution && history.at(-1)?.sentence.id === contribution;
  const response = isLast() && await fetch(told.answered_url.replace(/0{8}.*0{12}/, contribution)).catch(() => null);
  const html = response && response.status === 200 && !response.redirected && await response.text();
  if (!html || !isLast()) return;
  const line = find("li", new DOMParser().parseFromString(html, "text/html"));
  find("a", line)?.addEventListener("click", back);
  find("#done-now .lines").replaceChildren(line);
}

function answer(event) {
  event.preventDefault();
  const stance = event.submitter.value, isImportant = ballot.elements.important.checked;
  if (isImportant && !important.has(sentence.id) && important.size >= told.most) {
    part("why").textContent = texts.too_many;
    part("why").hidden = false;
    return;
  }
  if (!answered.has(short(sentence.id))) doneCount += 1;
  noteAct(box.add({ do: "react", contribution: sentence.id, stance, important: isImportant }));
  history.push({ sentence, stance, important: isImportant });
  showAnswered(history.at(-1));
  show(next());
  (sentence ? find("blockquote", ballot) : find("#done-all")).focus();
}

function back(event) {
  const last = history.pop();
  if (!last) return; // the link itself leads to the one before
  event.preventDefault();
  show(last.sentence, last);
  find("blockquote", ballot).focus();
}

function abstain(event) {
  event.preventDefault();
  box.add({ do: "abstain", discussion: told.current });
  showSections();
}

function refused({ act, text }) {
  if (act.do === "mark_duplicate") tellNews(text);
  if (act.do !== "react") return;
  forgetAnswer(act.contribution);
  tellNews(text);
}

function atHand() {
  const id = ballot.elements.contribution.value, voice = find("blockquote", ballot);
  return id && {
    id, text: voice.textContent, language: voice.lang, kind: part("kind").textContent,
    organisation: find("span", part("by")).textContent, discussion: told.current,
  };
}

function freshen() {
  const isTaken = sentence && box.isGone(sentence.id);
  if (!sentence || isTaken) show(next());
  else { showProgress(); showSections(); }
}

start();
if (ballot) {
  sentence = (!isOther && atHand()) || null;
  ballot.addEventListener("submit", answer);
  part("previous").addEventListener("click", back);
  find("#abstain").addEventListener("submit", abstain);
  box.on("refused", refused);
  box.on("stored", showHall);
  box.on("answer", freshen);
  startSame(() => sentence);
  freshenFirst();
}

/* A sentence that the server chose may have been answered in the outbox since. */
function freshenFirst() {
  const isAsked = new URLSearchParams(location.search).has("s");
  if (isOther || (sentence && !isAsked && answered.has(short(sentence.id)))) show(next());
  else showSections();
}
