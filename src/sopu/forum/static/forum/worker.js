/* The worker of a phone: it keeps a participant's pages and their files, and sends what waits when the network is back.

   Pages come from the network first; when it is gone or slow they come as they were kept, and say so. Only the pages of
   the participant who is in the event on this phone are kept: never the staff's, never the exchange, never another's. */

import { inTurn, sendAll } from "./sending.js";
import { openStore } from "./store.js";

const PAGES = "sopu-pages ", FILES = "sopu-files ";
const PATIENCE = 4_000;
const PAGE = /^\/(?:fi|sv|en)\/e\/([A-Za-z0-9]+)\/(?:write|answer|mine|where)\/$/;
const DOOR = /^\/(?:j|(?:fi|sv|en)\/e)\/([A-Za-z0-9]+)\/?$/;
const PASSING = new Set(["d", "k"]); // what an address may ask of a page without its being another page

const cachesOf = async (start) => (await caches.keys()).filter((name) => name.startsWith(start));
const codeOf = (path) => (PAGE.exec(path) ?? DOOR.exec(path))?.[1].toUpperCase();

export function work(release, files) {
  const filesName = FILES + release, paths = new Set(files);

  async function install() {
    const kept = await caches.open(filesName);
    await kept.addAll(files); // the page has just fetched most of them: they come from the browser's own cache
    await skipWaiting();
  }

  async function activate() {
    await clients.claim();
    await Promise.all((await cachesOf(PAGES)).map(renew));
    for (const old of await cachesOf(FILES)) if (old !== filesName) await caches.delete(old);
  }

  /* Pages name the files of their release: with a new release they are fetched anew, or let go. */
  async function renew(name) {
    const pages = await caches.open(name);
    for (const { url } of await pages.keys()) {
      const response = await fetch(url, { redirect: "manual" }).catch(() => null);
      if (!response?.ok || !(await keep(new URL(url), response))) await pages.delete(url);
    }
  }

  async function kept(path) {
    for (const name of await cachesOf(`${PAGES}${codeOf(path)} `)) {
      const pages = await caches.open(name);
      const first = DOOR.test(path) && (await pages.keys()).find(({ url }) => url.endsWith("/write/"));
      const found = await pages.match(first || path);
      if (found) return found;
    }
    return null;
  }

  async function keep({ pathname, searchParams }, response) {
    const participant = response.headers.get("X-Participant"), code = codeOf(pathname);
    const isItself = [...searchParams.keys()].every((name) => PASSING.has(name));
    if (!response.ok || response.redirected || !participant || !PAGE.test(pathname) || !isItself) return false;
    const name = `${PAGES}${code} ${participant}`;
    for (const other of await cachesOf(`${PAGES}${code} `)) if (other !== name) await caches.delete(other);
    const headers = new Headers(response.headers);
    for (const gone of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(gone);
    headers.set("X-Kept-At", new Date().toISOString());
    await (await caches.open(name)).put(pathname, new Response(await response.text(), { headers }));
    return true;
  }

  async function asKept(response) {
    const text = await response.text();
    return new Response(text.replace("<html ", `<html data-kept-at="${response.headers.get("X-Kept-At")}" `), {
      headers: response.headers,
    });
  }

  async function open(event, url) {
    const before = await kept(url.pathname);
    const coming = fetch(event.request);
    event.waitUntil(coming.then((response) => keep(url, response.clone())).catch(() => {}));
    if (!before) return coming;
    const late = new Promise((done) => setTimeout(done, PATIENCE, null));
    const first = await Promise.race([coming.catch(() => null), late]);
    return first && first.status < 500 ? first : asKept(before);
  }

  async function file(request, path) {
    return (await (await caches.open(filesName)).match(path)) ?? fetch(request);
  }

  async function keepPages(addresses) {
    for (const address of addresses) {
      if (await kept(address)) continue;
      const response = await fetch(address, { redirect: "manual" }).catch(() => null);
      if (response) await keep(new URL(address, location.href), response);
    }
  }

  async function forget(code) {
    for (const name of await cachesOf(`${PAGES}${code} `)) await caches.delete(name);
  }

  /* An outbox goes when the network is back, also when no page is open; a page that is sending has the turn. */
  function send(tag) {
    const [, key, language] = tag.split("/");
    return inTurn(key, async () => {
      const store = await openStore(key);
      try {
        await sendAll(store, { key, language });
      } finally {
        await store.written();
        store.close();
      }
    });
  }

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("sync", (event) => { if (event.tag.startsWith("outbox/")) event.waitUntil(send(event.tag)); });
  addEventListener("message", (event) => {
    if (event.data.keep) event.waitUntil(keepPages(event.data.keep));
    if (event.data.forget) event.waitUntil(forget(event.data.forget));
  });
  addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== location.origin) return;
    if (paths.has(url.pathname)) event.respondWith(file(event.request, url.pathname));
    else if (PAGE.test(url.pathname) || (event.request.mode === "navigate" && DOOR.test(url.pathname))) {
      event.respondWith(open(event, url));
    }
  });
}
