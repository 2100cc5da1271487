/* Shows how much time is left, in the page's language; a screen reader hears it at 10, 5 and 1 minutes. */
const ANNOUNCED = [10, 5, 1];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });

for (const box of document.querySelectorAll("[data-deadline]")) {
  const end = new Date(box.dataset.deadline).getTime();
  const shown = box.querySelector("[role='timer']");
  const spoken = box.querySelector("[role='status']");

  const tick = () => {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    const minutes = Math.ceil(seconds / 60);
    const text = seconds < 60 ? words.format(seconds, "second") : words.format(minutes, "minute");
    shown.textContent = text;
    if (ANNOUNCED.includes(minutes) && spoken.dataset.minutes !== String(minutes)) {
      spoken.dataset.minutes = String(minutes);
      spoken.textContent = text;
    }
    if (seconds > 0) {
      setTimeout(tick, seconds < 61 ? 1000 : 5000);
    }
  };

  tick();
}
