/* Shows how much time is left by the server's clock; a screen reader hears it at 10, 5 and 1 minutes, and at the end. */
const ANNOUNCED = [10, 5, 1];
const { lang } = document.documentElement;
const amount = (unit, number) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(number);

for (const box of document.querySelectorAll("[data-deadline]")) {
  /* Clocks of devices are wrong by years; they count on well enough. */
  const skew = Number(box.dataset.now) - Date.now();
  const end = new Date(box.dataset.deadline).getTime() - skew;
  const shown = box.querySelector("[role='timer']");
  const spoken = box.querySelector("[role='status']");
  const words = (name) => box.querySelector(`[data-words="${name}"]`).content.textContent;

  const tick = () => {
    const seconds = Math.max(0, Math.round((end - Date.now()) / 1000));
    const minutes = Math.ceil(seconds / 60);
    if (seconds === 0) {
      shown.textContent = words("up");
      spoken.textContent = words("up");
      return;
    }
    const text = words("left").replace("{time}", seconds < 60 ? amount("second", seconds) : amount("minute", minutes));
    shown.textContent = text;
    if (ANNOUNCED.includes(minutes) && spoken.dataset.minutes !== String(minutes)) {
      spoken.dataset.minutes = String(minutes);
      spoken.textContent = text;
    }
    setTimeout(tick, seconds < 61 ? 1000 : 5000);
  };

  tick();
}
