// Rows of the question's form: added, removed and put in order by buttons. Without it, places are numbers and
// removing is a box to tick; the server reads both alike.

const form = document.querySelector("[data-question-form]");
const words = (name) => form.querySelector(`[data-words="${name}"]`).innerHTML;

function visible(list) {
  return [...list.querySelectorAll(":scope > [data-row]:not([hidden])")];
}

function renumber(list) {
  visible(list).forEach((row, place, rows) => {
    row.querySelector('[name$="-ORDER"]').value = place + 1;
    const title = row.querySelector("[data-row-label]");
    title.textContent = `${title.dataset.rowLabel} ${place + 1}`;
    row.setAttribute("aria-label", title.textContent);
    row.querySelector("[data-up]").disabled = place === 0;
    row.querySelector("[data-down]").disabled = place === rows.length - 1;
  });
}

function equip(row) {
  row.querySelector("[data-row-buttons]").hidden = false;
  row.querySelector("[data-row-plain]").hidden = true;
}

function add(section, list) {
  const total = section.querySelector('[name$="-TOTAL_FORMS"]');
  const holder = document.createElement("div");
  holder.innerHTML = section.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
  const row = holder.firstElementChild;
  total.value = Number(total.value) + 1;
  list.append(row);
  equip(row);
  return row;
}

function move(row, list, step) {
  const rows = visible(list);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
}

function focusIn(row) {
  const title = row.querySelector("[data-row-label]");
  title.tabIndex = -1;
  title.focus();
}

for (const section of form ? form.querySelectorAll("[data-rows]") : []) {
  const list = section.querySelector("[data-row-list]");
  const said = section.querySelector("[data-said]");
  visible(list).forEach(equip);
  list.querySelectorAll('[name$="-DELETE"]:checked').forEach((box) => {
    box.closest("[data-row]").hidden = true;
  });
  renumber(list);
  const button = section.querySelector("[data-add]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const row = add(section, list);
    renumber(list);
    focusIn(row);
    said.textContent = words("added");
  });
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-up], [data-down], [data-remove]");
    if (!pressed) return;
    const row = pressed.closest("[data-row]");
    if (pressed.matches("[data-remove]")) {
      const next = row.nextElementSibling || row.previousElementSibling;
      row.querySelector('[name$="-DELETE"]').checked = true;
      row.hidden = true;
      renumber(list);
      if (next && !next.hidden) focusIn(next);
      else button.focus();
      said.textContent = words("removed");
      return;
    }
    move(row, list, pressed.matches("[data-up]") ? -1 : 1);
    renumber(list);
    if (pressed.disabled) focusIn(row);
    else pressed.focus();
    said.textContent = words("moved").replace("{number}", visible(list).indexOf(row) + 1);
  });
}

for (const group of document.querySelectorAll("[data-tags]")) {
  const input = document.getElementById(group.dataset.tags);
  const last = () => input.value.split(",").pop().trim().toLowerCase();
  const offer = () => {
    const used = input.value.split(",").map((tag) => tag.trim());
    for (const button of group.children) {
      button.hidden = used.includes(button.textContent) || !button.textContent.toLowerCase().startsWith(last());
    }
    group.hidden = false;
  };
  input.addEventListener("input", offer);
  input.addEventListener("focus", offer);
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const before = input.value.split(",").slice(0, -1).map((tag) => tag.trim());
    input.value = `${[...before, button.textContent].join(", ")}, `;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
}
