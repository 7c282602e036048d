/* Moves the weather line slowly where it is wider than its place. Stops under the pointer, under the focus, when paused
   and for those who want less motion; a finger or the arrow keys move it at any time. */
class WeatherLine extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ul");
    this.button = this.querySelector("button");
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || this.list.scrollWidth <= this.list.clientWidth) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => {
      const paused = this.button.getAttribute("aria-pressed") !== "true";
      this.button.setAttribute("aria-pressed", String(paused));
    });
    let held = 0;
    for (const [begin, end] of [["pointerenter", "pointerleave"], ["focusin", "focusout"]]) {
      this.list.addEventListener(begin, () => { held += 1; });
      this.list.addEventListener(end, () => { held = Math.max(0, held - 1); });
    }
    this.timer = setInterval(() => {
      if (held || document.hidden || this.button.getAttribute("aria-pressed") === "true") return;
      const end = this.list.scrollWidth - this.list.clientWidth;
      if (this.list.scrollLeft >= end - 1) this.list.scrollTo({ left: 0, behavior: "smooth" });
      else this.list.scrollBy({ left: this.nextStep(), behavior: "smooth" });
    }, 3500);
  }

  /* To the next station that is cut off or out of sight. */
  nextStep() {
    const left = this.list.getBoundingClientRect().left;
    const next = [...this.list.children].find((station) => station.getBoundingClientRect().left > left + 8);
    return next ? next.getBoundingClientRect().left - left : 0;
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }
}

customElements.define("weather-line", WeatherLine);
