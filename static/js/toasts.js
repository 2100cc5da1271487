/* Closes a toast by its button or by Escape from inside it; the focus goes on to the next toast, or to the content. */
const close = (toast) => {
  const next = toast.nextElementSibling ?? toast.previousElementSibling;
  const held = toast.contains(document.activeElement);
  toast.remove();
  if (held) {
    (next?.querySelector("[data-close-toast]") ?? document.getElementById("main")).focus();
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close-toast]");
  if (button) {
    close(button.closest(".toast"));
  }
});
document.addEventListener("keydown", (event) => {
  const toast = event.key === "Escape" && event.target.closest?.(".toast");
  if (toast) {
    close(toast);
  }
});
