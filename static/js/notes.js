/* Saves a note while it is written: one request at a time, the newest text last, each naming the state it changes
   (`seen`), so that an old page never overwrites what was written elsewhere. Without this script the button saves. */
const DELAY = 1_000;
const RETRY = 10_000;
const csrfCookie = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=(\w+)/)?.[1];

class Note {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-note-state]");
    this.saved = form.elements.text.value;
    this.sending = false;
    this.isRefused = false;
  }

  get isNew() {
    return this.form.elements.text.value !== this.saved;
  }

  show(state) {
    if (this.state.dataset.shown !== state) {
      this.state.replaceChildren(this.form.querySelector(`[data-state="${state}"]`).content.cloneNode(true));
      this.state.dataset.shown = state;
    }
  }

  typed() {
    this.isRefused = false;
    this.later(DELAY);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.sending || this.isRefused || !this.isNew) {
      return;
    }
    this.sending = true;
    this.show("saving");
    const { value } = this.form.elements.text;
    const response = await this.post();
    this.sending = false;
    if (response?.ok) {
      this.keep(value, response.text);
    } else if ([409, 422].includes(response?.status)) {
      this.refuse(response.text);
    } else {
      this.show([401, 403].includes(response?.status) ? "expired" : "offline");
      this.later(RETRY);
    }
  }

  async post() {
    const fields = new URLSearchParams(new FormData(this.form));
    const token = csrfCookie() ?? this.form.elements.csrfmiddlewaretoken.value;
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    try {
      const response = await fetch(this.form.action, { method: "POST", body: fields, headers, keepalive: true });
      return { ok: response.ok, status: response.status, text: await response.text() };
    } catch {
      return undefined;
    }
  }

  keep(value, text) {
    this.saved = value;
    this.say("saved", text);
    this.form.elements.seen.value = this.state.querySelector("[data-seen]").dataset.seen;
    if (this.isNew) {
      this.save();
    }
  }

  /* What was refused is sent again only when it has been changed. */
  refuse(text) {
    this.isRefused = true;
    this.say("refused", text);
  }

  say(state, text) {
    this.state.innerHTML = text;
    this.state.dataset.shown = state;
  }

  start() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("submit", () => (this.saved = this.form.elements.text.value));
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    window.addEventListener("beforeunload", (event) => this.isNew && event.preventDefault());
    window.addEventListener("beforeprint", () => this.putOnPaper());
  }

  /* A field of a form is not printed; its text is. */
  putOnPaper() {
    const copy = document.querySelector("[data-note-copy]");
    if (copy) {
      copy.textContent = this.form.elements.text.value;
    }
  }
}

/* A copy of a page that was stored on this device shows a note of then: it is not to be changed there. */
const copy = document.querySelector("[data-offline-copy]");
const isStored = copy !== null && !copy.hidden;

for (const form of document.querySelectorAll("[data-note]")) {
  if (isStored) {
    form.elements.text.readOnly = true;
  } else {
    new Note(form).start();
  }
}
