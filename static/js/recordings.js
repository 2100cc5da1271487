/* Recordings of our own: their speed, and for a learner the place where they stopped, kept on the server for every device.
   The browser's own controls work without this script. */
const EVERY = 15_000;
/* So near the beginning or the end, a recording begins anew. */
const MARGIN = 5;
const keeper = document.querySelector("[data-playback]");
const csrfCookie = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=(\w+)/)?.[1];

const places = new Map((keeper?.dataset.places ?? "").split(" ").map((place) => place.split(":").map(Number)));

const clockOf = (seconds) => {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
};

class Recording {
  constructor(media) {
    this.media = media;
    this.tools = media.closest("figure").querySelector("[data-media-tools]");
    this.speed = this.tools.querySelector("select");
    this.told = 0;
    this.second = -1;
  }

  /* Time of the server: `data-now`, and what has passed since the page was made. */
  now() {
    return Math.round(Number(keeper.dataset.now) + performance.now());
  }

  tell() {
    const second = Math.floor(this.media.currentTime);
    if (!keeper || second === this.second || this.media.readyState === 0) {
      return;
    }
    this.second = second;
    this.told = Date.now();
    const token = csrfCookie() ?? keeper.querySelector("[name='csrfmiddlewaretoken']").value;
    const body = new URLSearchParams({ recording: this.media.dataset.recording, seconds: second, at: this.now() });
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    fetch(keeper.dataset.playback, { method: "POST", keepalive: true, body, headers }).catch(() => {});
  }

  tellNowAndThen() {
    if (!this.media.paused && Date.now() - this.told >= EVERY) {
      this.tell();
    }
  }

  resume() {
    const place = places.get(Number(this.media.dataset.recording)) ?? 0;
    if (place < MARGIN || place > this.media.duration - MARGIN || this.media.currentTime > 0) {
      return;
    }
    this.media.currentTime = place;
    this.second = place;
    const words = this.tools.querySelector("[data-words='resumed']").content.textContent;
    this.tools.querySelector("[role='status']").textContent = words.replace("{time}", clockOf(place));
    const again = this.tools.querySelector("button");
    again.hidden = false;
    again.addEventListener("click", () => (this.media.currentTime = 0));
  }

  start() {
    this.tools.hidden = false;
    this.speed.addEventListener("change", () => (this.media.playbackRate = Number(this.speed.value)));
    this.media.addEventListener("ratechange", () => (this.speed.value = String(this.media.playbackRate)));
    if (!keeper) {
      return;
    }
    this.media.addEventListener("timeupdate", () => this.tellNowAndThen());
    this.media.addEventListener("pause", () => this.tell());
    window.addEventListener("pagehide", () => this.media.paused || this.tell());
    if (this.media.readyState > 0) {
      this.resume();
    } else {
      this.media.addEventListener("loadedmetadata", () => this.resume(), { once: true });
    }
  }
}

for (const media of document.querySelectorAll("[data-recording]")) {
  new Recording(media).start();
}
