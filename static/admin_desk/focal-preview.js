// <focal-preview>: crops its pictures around the focal point; a click on the whole picture moves the point there.
class FocalPreview extends HTMLElement {
  connectedCallback() {
    this.fields = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
    this.fields.forEach((field) => field?.addEventListener("input", () => this.drawCrop()));
    this.whole = document.querySelector(".photo-whole");
    if (this.whole && this.fields.every(Boolean)) this.listenForClicks();
    this.drawCrop();
  }

  listenForClicks() {
    const frame = document.createElement("span");
    frame.className = "photo-frame";
    this.whole.before(frame);
    this.marker = document.createElement("span");
    this.marker.className = "focal-marker";
    frame.append(this.whole, this.marker);
    frame.addEventListener("click", (event) => {
      const { left, top, width, height } = this.whole.getBoundingClientRect();
      const share = [(event.clientX - left) / width, (event.clientY - top) / height];
      share.forEach((each, axis) => {
        this.fields[axis].value = Math.round(Math.min(Math.max(each, 0), 1) * 100);
        this.fields[axis].dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
  }

  drawCrop() {
    const [x, y] = this.fields.map((field) => `${field ? field.value || 50 : 50}%`);
    for (const image of this.querySelectorAll("img")) image.style.objectPosition = `${x} ${y}`;
    if (this.marker) Object.assign(this.marker.style, { left: x, top: y });
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("focal-preview", FocalPreview));
