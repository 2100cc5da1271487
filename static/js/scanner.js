/* Scans tickets at the door where the browser can read codes (BarcodeDetector); else the page offers its other ways. */
const scanner = document.querySelector("[data-scanner]");
const EVERY = 250;

class Scanner {
  constructor(place) {
    this.prefix = place.dataset.path.replace("CODE/", "");
    this.video = place.querySelector("video");
    this.status = place.querySelector("[role='status']");
    this.start = place.querySelector("[data-scan]");
    this.stop = place.querySelector("[data-stop]");
    this.words = (name) => place.querySelector(`[data-words='${name}']`).content.textContent;
    this.start.addEventListener("click", () => this.open());
    this.stop.addEventListener("click", () => this.close());
    window.addEventListener("pagehide", () => this.close());
    place.hidden = false;
  }

  async open() {
    try {
      this.detector = new BarcodeDetector({ formats: ["qr_code"] });
      this.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      await this.video.play();
    } catch {
      this.status.textContent = this.words("refused");
      return;
    }
    this.show(true);
    this.timer = setInterval(() => this.look(), EVERY);
  }

  async look() {
    const codes = await this.detector.detect(this.video).catch(() => []);
    for (const code of codes) {
      this.take(code.rawValue);
    }
  }

  /* Only a ticket of this very site is opened: a foreign code must lead nobody away. */
  take(text) {
    const address = URL.canParse(text) ? new URL(text) : null;
    if (address?.origin === location.origin && address.pathname.startsWith(this.prefix)) {
      this.close();
      location.assign(address.pathname);
    } else if (this.status.textContent === "") {
      this.status.textContent = this.words("foreign");
    }
  }

  show(isOpen) {
    this.status.textContent = "";
    this.video.hidden = this.stop.hidden = !isOpen;
    this.start.hidden = isOpen;
    (isOpen ? this.stop : this.start).focus();
  }

  close() {
    clearInterval(this.timer);
    for (const track of this.video.srcObject?.getTracks() ?? []) {
      track.stop();
    }
    if (this.video.srcObject) {
      this.video.srcObject = null;
      this.show(false);
    }
  }
}

if (scanner && "BarcodeDetector" in window && navigator.mediaDevices) {
  new Scanner(scanner);
}
