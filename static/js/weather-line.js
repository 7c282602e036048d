/* Moves the weather line slowly where it is wider than its place. Stops under pointer and focus, when paused, and for those
   who want less motion. */
const STEP_EVERY = 3500;

class WeatherLine extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ul");
    this.button = this.querySelector("button");
    this.less = matchMedia("(prefers-reduced-motion: reduce)");
    this.look = () => { this.button.hidden = this.less.matches || this.room < 1; };
    this.less.addEventListener("change", this.look);
    addEventListener("resize", this.look);
    this.button.addEventListener("click", () => {
      this.button.setAttribute("aria-pressed", String(!this.isPaused));
    });
    this.timer = setInterval(() => this.step(), STEP_EVERY);
    this.look();
  }

  get room() {
    return this.list.scrollWidth - this.list.clientWidth;
  }

  get isPaused() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  step() {
    if (this.button.hidden || this.isPaused || document.hidden || this.list.matches(":hover, :focus-within")) return;
    const left = this.list.scrollLeft >= this.room - 1 ? 0 : this.list.scrollLeft + this.nextStation();
    this.list.scrollTo({ left, behavior: "smooth" });
  }

  /* How far it is to the next station that is cut off or out of sight. */
  nextStation() {
    const edge = this.list.getBoundingClientRect().left;
    const next = [...this.list.children].find((station) => station.getBoundingClientRect().left > edge + 8);
    return next ? next.getBoundingClientRect().left - edge : 0;
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.less.removeEventListener("change", this.look);
    removeEventListener("resize", this.look);
  }
}

customElements.define("weather-line", WeatherLine);
