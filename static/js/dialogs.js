/* Opens and closes native dialogs where the browser does not yet do so by `command` and `commandfor`. */
if (!("command" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) {
      return;
    }
    if (button.getAttribute("command") === "show-modal") {
      dialog.showModal();
    } else {
      dialog.close();
    }
  });
}
