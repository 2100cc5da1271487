/* One file may be dropped anywhere on the page: it goes into the field of the form, and the form is sent.
   The field and its button work without this script, and by keyboard as before. */
const place = document.querySelector("[data-drop]");
const form = place.closest("form");
const input = form.querySelector("input[type='file']");
const panel = place.closest(".panel");
const status = place.querySelector("[role='status']");

const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
/* Another field of the page takes a file by itself. */
const isElsewhere = (event) => event.target.closest?.("input[type='file']") && event.target !== input;
const isFolder = ([item]) => item?.webkitGetAsEntry?.()?.isDirectory;

function show(isOver) {
  if (isOver && !panel.hasAttribute("data-over")) {
    panel.scrollIntoView({ block: "nearest" });
  }
  panel.toggleAttribute("data-over", isOver);
}

function over(event) {
  if (holdsFiles(event) && !isElsewhere(event)) {
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    show(true);
  }
}

function take(event) {
  show(false);
  if (!holdsFiles(event) || isElsewhere(event)) {
    return;
  }
  event.preventDefault();
  const { files, items } = event.dataTransfer;
  const isOne = files.length === 1 && !isFolder(items);
  status.textContent = isOne ? "" : place.querySelector("[data-words='several']").content.textContent;
  if (isOne) {
    input.files = files;
    form.requestSubmit();
  }
}

document.addEventListener("dragover", over);
document.addEventListener("drop", take);
/* Left for another window: there is nothing that the file is over. */
document.addEventListener("dragleave", (event) => event.relatedTarget || show(false));
place.hidden = false;
