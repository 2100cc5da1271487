/* Shows how much time is left by the server's clock; a screen reader hears it at 10, 5 and 1 minutes, and at the end. */
const ANNOUNCED = [10, 5, 1];
const { lang } = document.documentElement;
const amount = (unit, number) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(number);

/* A quiz without a limit ends with the learner's cohort, which may be days away. What is long is rounded down. */
const UNITS = [
  { unit: "day", from: 172_800, length: 86_400, whole: Math.floor },
  { unit: "hour", from: 36_000, length: 3600, whole: Math.floor },
  { unit: "minute", from: 60, length: 60, whole: Math.ceil },
  { unit: "second", from: 0, length: 1, whole: Math.ceil },
];

const inWords = (seconds) => {
  const { unit, length, whole } = UNITS.find(({ from }) => seconds >= from);
  return amount(unit, whole(seconds / length));
};

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
    const text = words("left").replace("{time}", inWords(seconds));
    shown.textContent = text;
    if (ANNOUNCED.includes(minutes) && spoken.dataset.minutes !== String(minutes)) {
      spoken.dataset.minutes = String(minutes);
      spoken.textContent = text;
    }
    setTimeout(tick, seconds < 61 ? 1000 : 5000);
  };

  tick();
}
