/* Menus made of <details>: Escape closes and returns the focus; a click or focus elsewhere closes. */
const openMenus = () => document.querySelectorAll("details.menu[open]");

const closeOthers = (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") {
    return;
  }
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);
