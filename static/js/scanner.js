/* Scans codes where the browser can read them (BarcodeDetector); else the page offers its other ways, a photograph among them. */
const scanner = document.querySelector("[data-scanner]");
const photograph = document.querySelector("[data-scanner-photograph]");
const EVERY = 250;
/* In bytes, and in pixels of the longest side. */
const LARGE = 2_000_000;
const LONGEST = 3000;

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
      offerPhotograph(true);
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

function offerPhotograph(isOffered) {
  if (photograph) {
    photograph.hidden = !isOffered;
  }
}

/* A photograph of a phone may be larger than what is taken: draw it smaller, which leaves enough of a QR code. */
async function shrink(input) {
  const [file] = input.files;
  if (!file || file.size < LARGE) {
    return;
  }
  const drawn = await createImageBitmap(file).catch(() => null);
  if (!drawn) {
    return;
  }
  const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
  const canvas = new OffscreenCanvas(drawn.width * scale, drawn.height * scale);
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const smaller = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  const chosen = new DataTransfer();
  chosen.items.add(new File([smaller], "photograph.jpg", { type: smaller.type }));
  input.files = chosen.files;
}

async function takeChosen(input, button) {
  button.disabled = true;
  await shrink(input);
  button.disabled = false;
}

if (scanner && "BarcodeDetector" in window && navigator.mediaDevices) {
  new Scanner(scanner);
  offerPhotograph(false);
}
if (photograph && "OffscreenCanvas" in window) {
  const input = photograph.querySelector("input[type='file']");
  const button = photograph.querySelector("button");
  input.addEventListener("change", () => takeChosen(input, button));
}
