/* Writing: a sentence goes to the outbox without leaving the page, and what is being written is kept on the phone. */

import { box, current, find, part, start, texts, told } from "./hall.js";
import { startOutbox } from "./outbox.js";

const form = find("#say");
const field = form && form.elements.text;
const draftName = `draft/${told.current}`;
const length = () => [...field.value.trim()].length;
const kind = () => form.elements.prompt.value;

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
  if (field.value.trim()) box.memory.put(draftName, { text: field.value, kind: kind() });
  else box.memory.drop(draftName);
  showCount();
}

function showDraft() {
  const draft = box.memory.get(draftName);
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
  box.add({ do: "contribute", discussion: told.current, prompt: kind(), text, language: told.language });
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
