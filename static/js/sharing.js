/* Shows what the browser can do with a link: copy it, or hand it to the device. Without this script neither is offered. */
const offer = (button) => {
  button.closest("[hidden]").hidden = false;
};

if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach(offer);
}
if (navigator.share) {
  document.querySelectorAll("[data-share-url]").forEach(offer);
}

document.addEventListener("click", async (event) => {
  const copied = event.target.closest("[data-copy]");
  const shared = event.target.closest("[data-share-url]");
  if (copied) {
    await navigator.clipboard.writeText(copied.dataset.copy);
    copied.parentElement.querySelector("[role=status]").textContent = copied.dataset.done;
  } else if (shared) {
    // Closing the device's own list is no error.
    await navigator.share({ title: shared.dataset.shareTitle, url: shared.dataset.shareUrl }).catch(() => {});
  }
});
