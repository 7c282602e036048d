// <asked-panel>: what stands behind its link is asked for when the panel is opened, anew each time. Without this script
// the link leads to a page that says the same.
class AskedPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", ({ target }) => { if (target.open) this.ask(); }, true); // it does not bubble
  }

  async ask() {
    this.answer = this.querySelector("[data-answer]");
    this.link ??= this.answer.querySelector("a").cloneNode(true);
    this.say(this.dataset.asking);
    try {
      const response = await fetch(`${this.link.href}?lines`, { credentials: "same-origin", redirect: "error" });
      if (!response.ok) throw new Error(response.status);
      this.answer.innerHTML = await response.text(); // our own template's
    } catch {
      this.say(this.dataset.failed, this.link.cloneNode(true));
    }
  }

  say(...said) {
    const line = document.createElement("p");
    line.append(...said.flatMap((each) => [each, " "]));
    this.answer.replaceChildren(line);
  }
}
customElements.define("asked-panel", AskedPanel);
