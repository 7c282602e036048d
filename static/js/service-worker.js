/* Keeps the last front page and the articles of this visit, for when there is no connection.

   The network is always asked first and its answer is what a reader sees, so that nothing withdrawn is shown while there
   is a connection. A visit lasts while a window of the paper is open. */
const PAGES = "pages-1";
const FILES = "files-1";
const PAGES_AT_MOST = 30;
const FILES_AT_MOST = 120;
const OFFLINE = "/offline/";

const isFront = ({ pathname, search }) => pathname === "/" && !search;
const isArticle = ({ pathname, search }) => /^\/articles\/\d+\/$/.test(pathname) && !search;
const isFile = ({ pathname }) => /^\/(static|media|icons)\/|^\/house-\w+\.css$/.test(pathname);
const windows = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

async function storeResponse(name, request, response, most) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const kept = (await cache.keys()).filter(({ url }) => !url.endsWith(OFFLINE));
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map((old) => cache.delete(old)));
}

async function storeFilesOf(html) {
  const found = [...html.matchAll(/(?:href|src)="(\/(?:static|media|house-)[^"]+\.(?:css|js|svg|webp|jpg|png))"/g)];
  const cache = await caches.open(FILES);
  await Promise.all([...new Set(found.map(([, address]) => address))].map(async (address) => {
    if (!(await cache.match(address))) await cache.add(address).catch(() => {});
  }));
}

async function storePage(request, response) {
  const html = await response.clone().text();
  await storeResponse(PAGES, request, response, PAGES_AT_MOST);
  await storeFilesOf(html);
}

async function deleteOldPages() {
  const cache = await caches.open(PAGES);
  const articles = (await cache.keys()).filter(({ url }) => isArticle(new URL(url)));
  await Promise.all(articles.map((article) => cache.delete(article)));
}

async function fetchPage(event, url) {
  const cache = await caches.open(PAGES);
  try {
    const response = await fetch(event.request);
    event.waitUntil((async () => {
      if (!(await windows()).some(({ id }) => id !== event.resultingClientId)) await deleteOldPages();
    })());
    if (!isFront(url) && !isArticle(url)) return response;
    if (response.ok && !response.redirected) event.waitUntil(storePage(event.request.url, response.clone()));
    else if (response.status < 500) await cache.delete(event.request.url);
    return response;
  } catch (error) {
    const kept = (await cache.match(event.request.url)) ?? (await cache.match(OFFLINE));
    if (kept) return kept;
    throw error;
  }
}

async function fetchFile(event, url) {
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(storeResponse(FILES, url.href, response.clone(), FILES_AT_MOST));
    return response;
  } catch (error) {
    const cache = await caches.open(FILES);
    const folder = url.href.slice(0, url.href.lastIndexOf("/") + 1);
    const sibling = async () => (await cache.keys()).find((kept) => url.pathname.startsWith("/media/photos/") && kept.url.startsWith(folder));
    const kept = (await cache.match(url.href)) ?? (await cache.match((await sibling()) ?? url.href));
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const response = await fetch(OFFLINE, { cache: "reload" });
    if (!response.ok) throw new Error("No offline page");
    await storePage(new URL(OFFLINE, self.location).href, response);
    await self.skipWaiting();
  })());
});

/* The windows that were open before: what they show was not seen on its way in. */
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== PAGES && name !== FILES) await caches.delete(name);
    await self.clients.claim();
    for (const { url } of await windows()) {
      if (!isFront(new URL(url)) && !isArticle(new URL(url))) continue;
      const response = await fetch(url);
      if (response.ok) await storePage(url, response);
    }
  })());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (/^\/(admin|preview)\//.test(url.pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(fetchPage(event, url));
  else if (isFile(url)) event.respondWith(fetchFile(event, url));
});
