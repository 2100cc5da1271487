/* Lets a page of the CMS that is being saved by itself be saved by hand only afterwards: a new page would else come twice, and the second be refused. */
const underWay = new WeakSet();
const waiting = new WeakMap();
const sent = new WeakSet();

const begun = (event) => {
  if (sent.has(event.target)) {
    event.preventDefault();
  }
  queueMicrotask(() => event.defaultPrevented || underWay.add(event.target));
};

const hold = (event) => {
  const form = event.target;
  if (underWay.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.set(form, event.submitter);
  }
};

/* By then the button may be disabled, and a disabled one is not sent: a hidden field says what was pressed. */
const letGo = (form) => {
  const { name, value } = waiting.get(form) ?? {};
  if (name) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  waiting.delete(form);
  sent.add(form);
  form.requestSubmit();
};

const finished = ({ target }) => {
  underWay.delete(target);
  if (waiting.has(target)) {
    letGo(target);
  }
};

document.addEventListener("w-autosave:save", begun);
document.addEventListener("w-autosave:success", finished);
document.addEventListener("w-autosave:error", finished);
document.addEventListener("submit", hold, true);
