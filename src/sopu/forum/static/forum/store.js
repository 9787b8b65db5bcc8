/* What the phone keeps, in IndexedDB: one database for all events, and in it the names of each participant.

   What is read stands in memory, so that pages show it at once; what is written goes to the database in order, and the
   other tabs of this phone hear of it. Acts and drafts are written to localStorage too, until the database has them: a
   page that is closed at that very moment loses nothing. Where there is no IndexedDB localStorage keeps everything, and
   where there is neither, the page does, as long as it is open; `keeps` says which. */

const DATABASE = "sopu", KEPT = "kept", PATIENCE = 3_000;
const PREFIX = "sopu:"; // in localStorage: sopu:EVENT:PARTICIPANT:name
const isPressing = (name) => name.startsWith("act/") || name.startsWith("draft/");
export const eventOf = (key) => key.split(":")[0];

let opening = null;
const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

function openDatabase() {
  opening ??= new Promise((done, failed) => {
    setTimeout(() => failed(new Error("no answer")), PATIENCE);
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(KEPT);
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      request.result.onversionchange = request.result.onclose = () => { request.result.close(); opening = null; };
      done(request.result);
    };
  });
  opening.catch(() => { opening = null; });
  return opening;
}

async function inDatabase(mode, work) {
  for (let tries = 0; ; tries += 1) {
    try {
      const act = (await openDatabase()).transaction(KEPT, mode, { durability: "strict" });
      const ended = new Promise((done, failed) => {
        act.oncomplete = done;
        act.onabort = act.onerror = () => failed(act.error ?? new Error("aborted"));
      });
      const [found] = await Promise.all([work(act.objectStore(KEPT)), ended]);
      return found;
    } catch (trouble) {
      opening = null; // a connection that the browser dropped is opened once again
      if (tries || trouble.name === "QuotaExceededError") throw trouble;
    }
  }
}

const rangeOf = (key) => IDBKeyRange.bound([key], [key, []]);
const readAll = (range) => inDatabase("readonly", async (kept) => {
  const [names, values] = await Promise.all([asked(kept.getAllKeys(range)), asked(kept.getAll(range))]);
  return names.map(([key, name], at) => [key, name, values[at]]);
});

/* Everything that this phone keeps of an event, whoever it was kept for: [key, name, value]. */
export async function keptOf(code) {
  const before = local(code).map(([whole, text]) => {
    const [, event, participant, ...name] = whole.split(":");
    return [`${event}:${participant}`, name.join(":"), JSON.parse(text)];
  });
  const rows = await readAll(IDBKeyRange.bound([`${code}:`], [`${code};`])).catch(() => []);
  return [...rows, ...before];
}

function local(start) {
  try {
    return Object.entries(localStorage).filter(([name]) => name.startsWith(PREFIX + start));
  } catch {
    return [];
  }
}

function inLocal(whole, text) {
  try {
    if (text === null) localStorage.removeItem(whole);
    else localStorage.setItem(whole, text);
    return true;
  } catch {
    return false;
  }
}

/* Lets go of what another participant's name keeps, once it is kept elsewhere. */
export async function moveAway(key, name) {
  inLocal(`${PREFIX}${key}:${name}`, null);
  await inDatabase("readwrite", (kept) => asked(kept.delete([key, name]))).catch(() => {});
}

/* Forgets everything of an event on this phone. */
export async function forget(code) {
  for (const [whole] of local(`${code}:`)) inLocal(whole, null);
  await inDatabase("readwrite", (kept) => asked(kept.delete(IDBKeyRange.bound([`${code}:`], [`${code};`])))).catch(() => {});
}

export async function openStore(key) {
  const prefix = `${PREFIX}${key}:`;
  const kept = new Map();
  const heard = new EventTarget();
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`sopu:${key}`) : null;
  const unwritten = new Set(); // names that only this page has
  const lately = new Set(); // names that changed while the database was being read: what was read of them is old
  let keeps = "database", isFull = false, writing = Promise.resolve();

  const tell = (name) => heard.dispatchEvent(new CustomEvent("change", { detail: name }));
  try {
    for (const [, name, value] of await readAll(rangeOf(key))) kept.set(name, value);
  } catch {
    const probe = inLocal(`${prefix}?`, "1") && inLocal(`${prefix}?`, null);
    keeps = probe ? "simple" : "page";
  }
  for (const [whole, text] of local(`${key}:`)) takeOver(whole.slice(prefix.length), text);
  channel?.addEventListener("message", ({ data: [name, value] }) => { set(name, value); tell(name); });

  /* What an older page, or one that was closed in a hurry, left in localStorage. */
  function takeOver(name, text) {
    let value;
    try { value = JSON.parse(text); } catch { return; }
    const id = name.split("/")[1];
    const isSettled = kept.has(`stored/${id}`) || kept.has(`refused/${id}`);
    if (keeps !== "database") kept.set(name, value);
    else if (kept.has(name) || isSettled) inLocal(prefix + name, null);
    else change(name, value);
  }

  function set(name, value) {
    lately.add(name);
    if (value === undefined) kept.delete(name);
    else kept.set(name, value);
  }

  function change(name, value) {
    set(name, value);
    channel?.postMessage([name, value]);
    if (keeps === "page") return;
    const text = value === undefined ? null : JSON.stringify(value);
    const isSafe = (keeps === "simple" || isPressing(name)) && inLocal(prefix + name, text);
    if (keeps === "simple") note(name, isSafe);
    else writing = writing.then(() => write(name, value, isSafe));
  }

  async function write(name, value, isSafe) {
    const work = (store) => asked(value === undefined ? store.delete([key, name]) : store.put(value, [key, name]));
    try {
      await inDatabase("readwrite", work);
      if (isSafe && kept.get(name) === value) inLocal(prefix + name, null);
      note(name, true);
    } catch (trouble) {
      isFull ||= trouble.name === "QuotaExceededError";
      // What can be fetched again makes room for what can't.
      const hasRoom = isFull && name !== "pool" && await inDatabase("readwrite", async (store) => {
        await asked(store.delete([key, "pool"]));
        await work(store);
      }).then(() => true, () => false);
      note(name, hasRoom || isSafe);
    }
  }

  function note(name, isKept) {
    if (name === "pool") return;
    if (isKept) unwritten.delete(name);
    else unwritten.add(name);
    tell(name);
  }

  return {
    put: change,
    get: (name, otherwise = null) => kept.get(name) ?? otherwise,
    drop: (name) => { if (kept.has(name)) change(name, undefined); },
    names: (start) => [...kept.keys()].filter((one) => one.startsWith(start)),
    written: () => writing,
    on: (act) => heard.addEventListener("change", (event) => act(event.detail)),
    /* What other tabs and the worker have written since, where they could not tell. */
    refresh: async () => {
      if (keeps !== "database") return;
      await writing;
      lately.clear();
      const rows = await readAll(rangeOf(key)).catch(() => null);
      if (!rows) return;
      const isOurs = (name) => unwritten.has(name) || lately.has(name);
      const names = new Set(rows.map(([, name]) => name));
      for (const [, name, value] of rows) if (!isOurs(name)) kept.set(name, value);
      for (const name of kept.keys()) if (!names.has(name) && !isOurs(name)) kept.delete(name);
    },
    close: () => channel?.close(),
    get keeps() { return keeps; },
    get isFull() { return unwritten.size > 0 && keeps !== "page"; },
    get lasts() { return keeps !== "page" && unwritten.size === 0; },
  };
}

/* An id for an act; `randomUUID` is missing where the page has come without https. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* The beginning of an id: enough to know it by. */
export const short = (id) => id.slice(0, 8);
