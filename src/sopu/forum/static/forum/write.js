/* Writing: a sentence goes to the outbox without leaving the page, and what is being written is kept on the phone. */

import { box, current, find, part, start, store, texts, told } from "./hall.js";
import { startOutbox } from "./outbox.js";
import { personalIn } from "./personal.js";

const form = find("#say");
const field = form && form.elements.text;
const draftName = `draft/${told.current}`;
let warned = "";
const length = () => [...field.value.trim()].length;
const kind = () => form.elements.prompt.value;

/* Whose it is: only a table's scribe is asked. The organisation is chosen anew for each sentence. */
const whose = () => (form.elements.voice ? { voice: form.elements.voice.value, organisation: Number(form.elements.organisation.value) || null } : {});

function showCount() {
  part("count", form).textContent = length();
  find("#text-count").classList.toggle("over", length() > told.longest);
}

function showError(text) {
  const error = find("#text-error");
  find("span", error).textContent = text;
  error.hidden = !text;
  part("text", form).classList.toggle("field--bad", Boolean(text));
  if (text) field.focus();
}

function keepDraft() {
  if (field.value.trim()) store.put(draftName, { text: field.value, kind: kind() });
  else store.drop(draftName);
  showCount();
}

function showDraft() {
  const draft = store.get(draftName);
  if (!draft) return;
  field.value = draft.text;
  form.elements.prompt.value = draft.kind;
  showCount();
  showError("");
}

function send(event) {
  event.preventDefault();
  const text = field.value.replace(/\r\n?/g, "\n").trim();
  if (!text) return showError(texts.empty);
  if (length() > told.longest) return showError(texts.too_long);
  const personal = personalIn(text);
  if (personal.length && warned !== text) {
    warned = text; // sent as it is, if it is sent again
    return showError(`${personal.map((kind) => texts[kind]).join(", ")}. ${texts.personal}`);
  }
  box.add({ do: "contribute", discussion: told.current, prompt: kind(), text, language: told.language, ...whose() });
  if (form.elements.organisation) form.elements.organisation.value = "";
  field.value = "";
  keepDraft();
  showError("");
  field.focus();
}

startOutbox();
start();
if (form) {
  form.addEventListener("submit", send);
  form.addEventListener("input", keepDraft);
  addEventListener("draft", () => { showDraft(); field.focus(); });
  box.on("answer", () => { part("send", form).disabled = !current.open; });
  if (!field.value) showDraft();
  showCount();
}
