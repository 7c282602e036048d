// <focal-preview>: crops its pictures around the focal point that stands in the fields.
class FocalPreview extends HTMLElement {
  connectedCallback() {
    const fields = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id));
    const point = (field) => `${field ? field.value || 50 : 50}%`;
    const crop = () => {
      for (const image of this.querySelectorAll("img")) image.style.objectPosition = fields.map(point).join(" ");
    };
    fields.forEach((field) => field?.addEventListener("input", crop));
    crop();
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("focal-preview", FocalPreview));
