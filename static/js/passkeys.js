/* Says that no passkey came from the device, where it was asked for one. Without this script the button seems to do nothing. */
document.addEventListener("allauth.error", (event) => {
  const told = document.querySelector("template[data-passkey-failed]");
  const place = document.querySelector("main .messages");
  if (told && place) {
    event.preventDefault();
    place.replaceChildren(told.content.cloneNode(true));
    place.scrollIntoView({ block: "nearest" });
  }
});
