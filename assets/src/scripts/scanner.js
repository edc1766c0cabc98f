// Reads the code of a slip with the camera and writes its digits into a text area.
// Pictures stay in this browser: nothing is sent, and the reader presses the button of the form.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const OPTIONS = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 };
const PAUSE = 150;

function picture(video, canvas) {
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

class Scanner {
  constructor(box) {
    this.texts = box.dataset;
    this.video = box.querySelector("video");
    this.status = box.querySelector("[data-scanner-status]");
    this.start = box.querySelector("[data-scanner-start]");
    this.stop = box.querySelector("[data-scanner-stop]");
    this.target = document.getElementById(this.texts.target);
    this.canvas = document.createElement("canvas");
    this.start.addEventListener("click", () => this.open());
    this.stop.addEventListener("click", () => this.close(""));
    window.addEventListener("pagehide", () => this.close(""));
    box.hidden = false;
  }

  async open() {
    this.status.textContent = this.texts.opening;
    try {
      const video = { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video });
      await prepareZXingModule({
        overrides: { locateFile: () => this.texts.wasm },
        fireImmediately: true,
      });
      this.video.srcObject = this.stream;
      await this.video.play();
    } catch {
      this.close(this.texts.noCamera);
      return;
    }
    this.show(true);
    this.stop.focus();
    this.status.textContent = this.texts.looking;
    this.look();
  }

  async look() {
    while (this.stream) {
      const found = this.video.videoWidth ? await readBarcodes(picture(this.video, this.canvas), OPTIONS) : [];
      if (found.length > 0 && this.stream) {
        this.target.value = found[0].text;
        this.close(this.texts.found);
        this.target.focus();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  show(open) {
    this.video.hidden = !open;
    this.stop.hidden = !open;
    this.start.hidden = open;
  }

  close(text) {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = undefined;
    this.show(false);
    this.status.textContent = text;
  }
}

if (navigator.mediaDevices?.getUserMedia) {
  document.querySelectorAll("[data-scanner]").forEach((box) => new Scanner(box));
}
