/* What the phone keeps: each act under a key of its own, so that two tabs of one phone never overwrite each other. */

export function openMemory(key) {
  const prefix = `sopu:${key}:`;
  const spare = new Map(); // where the browser keeps nothing: as long as the page is open
  let lasts = true;
  try {
    localStorage.setItem(prefix, "1");
    localStorage.removeItem(prefix);
  } catch {
    lasts = false;
  }

  function put(name, value) {
    const text = JSON.stringify(value);
    if (lasts) {
      try {
        localStorage.setItem(prefix + name, text);
        spare.delete(name);
        return true;
      } catch { /* full: kept as long as the page is open */ }
    }
    spare.set(name, text);
    return false;
  }

  function get(name, otherwise = null) {
    try {
      const text = spare.get(name) ?? (lasts ? localStorage.getItem(prefix + name) : null);
      return text == null ? otherwise : JSON.parse(text);
    } catch {
      return otherwise;
    }
  }

  function drop(name) {
    spare.delete(name);
    if (lasts) localStorage.removeItem(prefix + name);
  }

  function names(start) {
    const kept = lasts ? Object.keys(localStorage).filter((one) => one.startsWith(prefix)) : [];
    const all = [...kept.map((one) => one.slice(prefix.length)), ...spare.keys()];
    return [...new Set(all)].filter((one) => one.startsWith(start));
  }

  return { put, get, drop, names, get lasts() { return lasts && spare.size === 0; } };
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
