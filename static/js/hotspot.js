/* A click on a region of a picture chooses it in the list beside the picture; without this script the list alone does. */
for (const region of document.querySelectorAll("[data-region]")) {
  region.addEventListener("click", () => {
    const inputs = [...region.closest("fieldset").querySelectorAll("input[type='radio']")];
    inputs.find((input) => input.value === region.dataset.region)?.click();
  });
}
