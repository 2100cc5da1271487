/* Says beside a question that its answer could not be saved; the form still holds it. htmx does the saving. */
const tell = (event) => {
  const question = event.target.closest("[data-failed]");
  if (question) {
    question.querySelector("[role='status']").textContent = question.dataset.failed;
  }
};

document.addEventListener("htmx:error", tell);
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail.ctx.response.status >= 500) {
    tell(event);
  }
});
