/* Holds back the button “Mark as read” until the lesson was stayed with and read to its end.

   Without this script the button works all the same, and the server says what is missing: it decides in any case. */
const { lang } = document.documentElement;
const amount = (unit, number) => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(number);

const button = document.querySelector("[data-mark-read] button");
const time = document.querySelector("[data-reading-time]");
const end = document.querySelector("[data-reading-end]");
const waits = new Set();

const hold = (reason) => {
  waits.add(reason);
  button.disabled = true;
};

const release = (reason) => {
  waits.delete(reason);
  button.disabled = waits.size > 0;
};

const countDown = () => {
  const over = Date.now() + Number(time.dataset.readingTime) * 1000;
  const shown = time.querySelector("[role='timer']");
  const tick = () => {
    const seconds = Math.ceil((over - Date.now()) / 1000);
    if (seconds <= 0) {
      shown.parentElement.hidden = true;
      time.querySelector("[role='status']").textContent = time.querySelector("template").content.textContent;
      release(time);
      return;
    }
    shown.textContent = seconds < 60 ? amount("second", seconds) : amount("minute", Math.ceil(seconds / 60));
    setTimeout(tick, 1000);
  };

  hold(time);
  tick();
};

/* A form whose sending fails stays: it can be sent by hand. */
const tellEnd = () =>
  fetch(end.action, { method: "POST", body: new FormData(end), headers: { "X-Requested-With": "fetch" } }).then(
    ({ status }) => {
      if (status === 204) {
        end.hidden = true;
        release(end);
      }
    },
    () => {},
  );

const watchEnd = () => {
  hold(end);
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      tellEnd();
    }
  });
  observer.observe(end);
};

if (button && time) {
  countDown();
}
if (button && end) {
  watchEnd();
}
