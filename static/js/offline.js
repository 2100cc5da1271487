/* Registers the service worker, tells it what this page used, and serves the page that is shown without a connection. */
const RETRY = 3_000;
const root = document.documentElement;
const { reader } = root.dataset;
const copy = document.querySelector("[data-offline-copy]");
const isCopy = copy !== null && !copy.hidden;

/* Answers that another person left on this device are not this person's; a session that ended keeps its own. */
const forgetOthers = () => {
  try {
    if (reader && localStorage.getItem("reader") !== reader) {
      Object.keys(localStorage).filter((key) => key.startsWith("answers:")).forEach((key) => localStorage.removeItem(key));
      localStorage.setItem("reader", reader);
    }
  } catch {
    /* A browser that stores nothing has nothing to forget. */
  }
};

const used = () => {
  const pictures = [...document.images].filter((image) => image.complete).map((image) => image.currentSrc);
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [...new Set([...pictures, ...files])].filter((address) => address.startsWith(location.origin));
};

const tell = (facts) => navigator.serviceWorker.ready.then(({ active }) => active.postMessage(facts));

const tellUse = () => {
  const lesson = copy && !isCopy ? location.pathname : undefined;
  tell({ reader, language: root.lang, used: used(), lesson });
};

const register = () => {
  navigator.serviceWorker.register("/service-worker.js").then(tellUse, () => {});
  document.addEventListener("load", (event) => event.target instanceof HTMLImageElement && tellUse(), true);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[action$='/accounts/logout/']")) {
      navigator.serviceWorker.controller?.postMessage({ loggedOut: true });
    }
  });
};

/* A form on a stored copy cannot be sent: the copy's notice says why; with a connection the page itself is fetched. */
const guardCopy = () => {
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (navigator.onLine) {
      location.reload();
    } else {
      copy.tabIndex = -1;
      copy.focus();
    }
  });
};

const titleOf = async (response) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { lang: page.documentElement.lang, title: page.querySelector("h1").textContent };
};

const listLessons = async (place) => {
  const list = place.appendChild(document.createElement("ul"));
  const names = (await caches.keys()).filter((name) => name.startsWith("lessons-"));
  for (const cache of await Promise.all(names.map((name) => caches.open(name)))) {
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/media/")) {
        continue;
      }
      const { lang, title } = await titleOf(await cache.match(request));
      const link = Object.assign(document.createElement("a"), { href: pathname, textContent: title, lang });
      const line = document.createElement("li");
      line.append(link);
      list.append(line);
      place.hidden = false;
    }
  }
};

/* “online” says that there is a network, not that we can be reached: so ask, past the worker, which answers GET alone. */
const comeBack = () => fetch("/service-worker.js", { method: "HEAD" }).then(() => location.reload(), () => {});

if (!isCopy) {
  forgetOthers();
}
if ("serviceWorker" in navigator) {
  if (document.readyState === "complete") {
    register();
  } else {
    window.addEventListener("load", register);
  }
}
if (isCopy) {
  guardCopy();
}
if (document.querySelector("[data-without-connection]")) {
  window.addEventListener("online", comeBack);
  setInterval(comeBack, RETRY);
  if ("caches" in window) {
    listLessons(document.querySelector("[data-stored-lessons]"));
  }
}
