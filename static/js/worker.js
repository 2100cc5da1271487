/* The service worker: see “Without a connection” in academy/cms/README.md. Its settings stand in /service-worker.js.

   It keeps three things and nothing else: our own static files, the page for “no connection”, and lessons that the
   person has opened. Every other page, and every answer to a POST, goes past it. */
const { version, files, languages, offline } = self.academy;
const SHELL = `shell-${version}`;
const LESSONS = "lessons-";
const STATE = "state";
const MOST_LESSONS = 100;
const OWN_FILE = /^\/static\/(css|fonts|icons|js|vendor)\//;
const PICTURE = /^\/media\/images\//;
const IN_LANGUAGE = new RegExp(`^/(${languages.join("|")})/`);
const OFFERED = "data-offline-copy hidden";
const offlinePage = (language) => `${offline}?language=${language}`;

const pathOf = (address) => new URL(address, location).pathname;

const install = async () => {
  const cache = await caches.open(SHELL);
  const pages = languages.map((language) => new Request(offlinePage(language), { credentials: "omit", cache: "reload" }));
  await cache.addAll([...pages, ...files]);
  await self.skipWaiting();
};

const activate = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL).map((name) => caches.delete(name)));
  await self.clients.claim();
};

/* Whose lessons may lie here: nobody's, or those of one person, who is named by an opaque key. */
const dropLessons = async (keep = "") => {
  const names = await caches.keys();
  const foreign = names.filter((name) => name.startsWith(LESSONS) && name !== LESSONS + keep);
  await Promise.all(foreign.map((name) => caches.delete(name)));
};

const trim = async (cache) => {
  const stored = (await cache.keys()).filter((request) => IN_LANGUAGE.test(pathOf(request.url)));
  await Promise.all(stored.slice(0, -MOST_LESSONS).map((request) => cache.delete(request)));
};

/* A page that offers itself as a copy is stored with its notice shown; one that does so no longer is forgotten. */
const keepLesson = async (address, response) => {
  const text = await response.text();
  const reader = text.match(/ data-reader="(\w+)"/)?.[1];
  if (!reader) {
    return;
  }
  await dropLessons(reader);
  const cache = await caches.open(LESSONS + reader);
  await cache.delete(pathOf(address));
  if (text.includes(OFFERED)) {
    const copy = new Response(text.replace(OFFERED, "data-offline-copy"), { headers: response.headers });
    await cache.put(pathOf(address), copy);
    await trim(cache);
  }
};

const stored = async (address) => {
  for (const name of await caches.keys()) {
    const found = name.startsWith(LESSONS) && (await (await caches.open(name)).match(pathOf(address)));
    if (found) {
      return found;
    }
  }
  return undefined;
};

const lastLanguage = async () => {
  const kept = await (await caches.open(STATE)).match("/language");
  return kept ? kept.text() : languages[0];
};

const withoutConnection = async (address) => {
  const language = pathOf(address).match(IN_LANGUAGE)?.[1] ?? (await lastLanguage());
  return (await (await caches.open(SHELL)).match(offlinePage(language))) ?? Response.error();
};

const page = async (event) => {
  const { url } = event.request;
  try {
    const response = await fetch(event.request);
    if (response.ok && IN_LANGUAGE.test(pathOf(url))) {
      event.waitUntil(keepLesson(url, response.clone()));
    }
    return response;
  } catch {
    return (await stored(url)) ?? withoutConnection(url);
  }
};

const file = async (request) => {
  const cache = await caches.open(SHELL);
  const found = await cache.match(request);
  if (found) {
    return found;
  }
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone());
  }
  return response;
};

const picture = async (request) => (await stored(request.url)) ?? fetch(request);

/* What pages tell: who reads, in which language, what they used; and that somebody logs out. */
const hear = async ({ reader, language, used = [], lesson, loggedOut }) => {
  if (loggedOut) {
    await dropLessons();
    return;
  }
  await (await caches.open(STATE)).put("/language", new Response(language));
  if (reader) {
    await dropLessons(reader);
  }
  const addresses = used.map(pathOf);
  await Promise.all(used.filter((address) => OWN_FILE.test(pathOf(address))).map((address) => file(new Request(address))));
  if (reader && lesson) {
    if (!(await stored(lesson))) {
      await keepLesson(lesson, await fetch(lesson));
    }
    const cache = await caches.open(LESSONS + reader);
    await cache.addAll(addresses.filter((path) => PICTURE.test(path)));
  }
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(hear(event.data)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (OWN_FILE.test(address.pathname)) {
    event.respondWith(file(request));
  } else if (PICTURE.test(address.pathname)) {
    event.respondWith(picture(request));
  }
});
