/* Answers of a quiz: each is stored on this device first, then sent, one after the other; what is saved is forgotten here.

   An answer carries the time at which it was given, counted on from the server's clock (`data-now`): so an answer that
   waited on this device never replaces a newer one of another device. See the decisions in courses/README.md. */
const RETRY = 10_000;
const TIMEOUT = 15_000;
const keyOf = (attempt) => `answers:${attempt}`;

const forget = (attempt) => {
  try {
    localStorage.removeItem(keyOf(attempt));
  } catch {
    /* Nothing is stored where nothing may be. */
  }
};

/* A login on another page renews the token: the cookie has it, this page's form has the old one. */
const csrfCookie = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=(\w+)/)?.[1];

class Answers {
  constructor(form) {
    this.form = form;
    this.key = keyOf(form.dataset.answers);
    this.loaded = Date.now();
    this.last = 0;
    this.memory = {};
    this.sending = false;
    this.leaving = false;
    this.connection = form.querySelector("[data-connection]");
  }

  /* Time of the server, never standing still nor going back on this page. */
  now() {
    this.last = Math.max(this.last + 1, Number(this.form.dataset.now) + Date.now() - this.loaded);
    return this.last;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return this.memory;
    }
  }

  write(waiting) {
    this.memory = waiting;
    try {
      if (Object.keys(waiting).length) {
        localStorage.setItem(this.key, JSON.stringify(waiting));
      } else {
        localStorage.removeItem(this.key);
      }
    } catch {
      /* Kept in the memory of this page alone. */
    }
  }

  drop(position, given) {
    const waiting = this.read();
    if (waiting[position]?.given === given) {
      delete waiting[position];
      this.write(waiting);
    }
  }

  box(position) {
    return this.form.querySelector(`[data-position="${position}"]`);
  }

  show(place, state) {
    const content = document.querySelector(`[data-state="${state}"]`).content.cloneNode(true);
    place.replaceChildren(content);
    place.dataset.shown = state;
  }

  status(position, state) {
    this.show(this.box(position).querySelector("[role='status']"), state);
  }

  /* The hidden field goes with the whole form too: there the same rule holds. */
  stamp(box, given) {
    const name = `given-${box.dataset.position}`;
    const field = box.querySelector(`[name="${name}"]`) ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value: given });
    box.append(field);
  }

  values(box) {
    const names = new Set([...box.querySelectorAll("[name]")].map((field) => field.name));
    return [...new FormData(this.form)].filter(([name]) => names.has(name) && !name.startsWith("given-"));
  }

  restore(box, values) {
    for (const field of box.querySelectorAll("[name]:not([type='hidden'])")) {
      const own = values.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = own.includes(field.value);
      } else {
        field.value = own[0] ?? "";
      }
    }
  }

  changed(event) {
    const box = event.target.closest("[data-position]");
    if (!box) {
      return;
    }
    const given = this.now();
    this.stamp(box, given);
    this.write({ ...this.read(), [box.dataset.position]: { given, values: this.values(box) } });
    this.status(box.dataset.position, "saving");
    this.send();
  }

  /* One at a time, the oldest first; stops at the first that cannot be sent now. */
  async send() {
    if (this.sending || this.leaving) {
      return;
    }
    this.sending = true;
    clearTimeout(this.retry);
    let goOn = true;
    while (goOn && Object.keys(this.read()).length) {
      const [[position, { given, values }]] = Object.entries(this.read()).sort(([, a], [, b]) => a.given - b.given);
      goOn = await this.sendOne(position, given, values);
    }
    this.sending = false;
    if (goOn && ["offline", "expired"].includes(this.connection.dataset.shown)) {
      this.show(this.connection, "sent");
    }
  }

  async sendOne(position, given, values) {
    const box = this.box(position);
    if (!box) {
      this.drop(position, given);
      return true;
    }
    const response = await this.post(box, [...values, [`given-${position}`, given]]);
    if (this.leaving) {
      return false;
    }
    if (response?.status === 409) {
      return this.close(box, response);
    }
    if (response?.ok || [412, 422].includes(response?.status)) {
      this.drop(position, given);
      if (!this.read()[position]) {
        box.querySelector("[role='status']").innerHTML = response.text;
      }
      return true;
    }
    this.wait(response);
    return false;
  }

  /* Status and text, or nothing where the answer did not come whole: the text too can break off. */
  async post(box, fields) {
    const token = csrfCookie() ?? this.form.querySelector("[name='csrfmiddlewaretoken']").value;
    const headers = { "X-CSRFToken": token, "HX-Request": "true" };
    this.abort = new AbortController();
    const { signal } = this.abort;
    const timer = setTimeout(() => this.abort.abort(), TIMEOUT);
    try {
      const response = await fetch(box.dataset.save, { method: "POST", body: new URLSearchParams(fields), headers, signal });
      return { ok: response.ok, status: response.status, text: await response.text() };
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  close(box, response) {
    box.querySelector("[role='status']").innerHTML = response.text;
    this.write({});
    this.show(this.connection, "closed");
    return false;
  }

  /* 401 and 403: the session is over. The answers wait here for the same person, or are forgotten (offline.js). */
  wait(response) {
    Object.keys(this.read()).forEach((position) => this.box(position) && this.status(position, "stored"));
    const state = [401, 403].includes(response?.status) ? "expired" : "offline";
    if (this.connection.dataset.shown !== state) {
      this.show(this.connection, state);
    }
    this.retry = setTimeout(() => this.send(), RETRY);
  }

  /* What waited here is shown again, unless something newer was saved elsewhere meanwhile. */
  resume() {
    for (const box of this.form.querySelectorAll("[data-position]")) {
      const { position, answered } = box.dataset;
      const waiting = this.read()[position];
      if (waiting && Number(answered) > waiting.given) {
        this.drop(position, waiting.given);
      } else if (waiting) {
        this.restore(box, waiting.values);
      }
      this.stamp(box, this.read()[position]?.given ?? this.form.dataset.now);
    }
    this.send();
  }

  /* What is submitted holds every answer: one that is still on its way would only come too late. */
  submitted(event) {
    if (!navigator.onLine) {
      event.preventDefault();
      this.wait();
    } else {
      this.leaving = true;
      this.abort?.abort();
    }
  }

  /* Back from another page, with this one as it was. */
  shown() {
    this.leaving = false;
    this.send();
  }

  start() {
    this.resume();
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("pageshow", (event) => event.persisted && this.shown());
    window.addEventListener("online", () => this.send());
    window.addEventListener("offline", () => this.show(this.connection, "offline"));
  }
}

for (const form of document.querySelectorAll("[data-answers]")) {
  new Answers(form).start();
}
/* A result: the attempt is over, and what was never sent can be sent no more. */
for (const closed of document.querySelectorAll("[data-closed-attempt]")) {
  forget(closed.dataset.closedAttempt);
}
