/* Text size, remembered here; sharing, copying, printing; the way into the photo viewer. */
const SIZE_KEY = "text-size";
const LARGEST = 3;
const USUAL = 1;

function remembered() {
  try {
    const size = Number.parseInt(localStorage.getItem(SIZE_KEY) ?? USUAL, 10);
    return size >= 0 && size <= LARGEST ? size : USUAL;
  } catch {
    return USUAL;
  }
}

class TextSize extends HTMLElement {
  connectedCallback() {
    this.show(remembered());
    this.addEventListener("click", (event) => {
      const step = Number(event.target.closest("button")?.dataset.step ?? 0);
      if (step) this.show(Math.min(LARGEST, Math.max(0, this.size + step)));
    });
  }

  show(size) {
    this.size = size;
    document.documentElement.dataset.textSize = size;
    for (const button of this.querySelectorAll("button")) {
      const next = size + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(next < 0 || next > LARGEST));
    }
    try {
      localStorage.setItem(SIZE_KEY, size);
    } catch { /* a browser that keeps nothing shows the size on this page only */ }
  }
}

class ShareTools extends HTMLElement {
  connectedCallback() {
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const status = this.querySelector("[role=status]");
    this.show("[data-print]", () => print());
    if (navigator.share) {
      this.show("[data-share]", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
    }
    if (navigator.clipboard) {
      this.show("[data-copy]", async ({ target }) => {
        try {
          await navigator.clipboard.writeText(address);
          status.textContent = target.dataset.done;
        } catch {
          prompt("", address);
        }
        setTimeout(() => { status.textContent = ""; }, 3000);
      });
    } else this.querySelector("[data-copy]").remove();
  }

  show(selector, act) {
    const button = this.querySelector(selector);
    button.hidden = false;
    button.addEventListener("click", act);
    return button;
  }
}

class ArticlePhotos extends HTMLElement {
  connectedCallback() {
    const article = this.closest("article");
    const figures = [...article.querySelectorAll("figure.photo")].filter((figure) => figure.querySelector("img"));
    const button = this.querySelector("button");
    button.hidden = figures.length < 2;
    button.append(` ${figures.length}`);
    button.addEventListener("click", () => this.open(figures, 0));
    article.addEventListener("click", (event) => {
      const at = event.target.closest("figcaption") ? -1 : figures.indexOf(event.target.closest("figure"));
      if (at < 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.open(figures, at);
    });
  }

  async open(figures, at) {
    if (this.isOpening || document.querySelector("dialog[open]")) return;
    this.isOpening = true;
    const link = figures[at].querySelector("a");
    try {
      const viewer = await import(this.dataset.viewer);
      viewer.show(figures, at, this.querySelector("template"));
    } catch {
      if (link) location.assign(link);
    }
    this.isOpening = false;
  }
}

customElements.define("article-photos", ArticlePhotos);
customElements.define("text-size", TextSize);
customElements.define("share-tools", ShareTools);
