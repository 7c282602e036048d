/* Names under the search field while one types: a combobox of links. */
const PAUSE = 150;

class SearchSuggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${this.input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.append(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusout", (event) => this.contains(event.relatedTarget) || this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("li")));
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(typed) {
    if (!typed) return this.close();
    try {
      const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(typed)}`);
      const { suggestions } = await answer.json();
      if (typed === this.input.value.trim() && this.contains(document.activeElement)) this.fill(suggestions);
    } catch {
      this.close();
    }
  }

  fill(suggestions) {
    this.list.replaceChildren(...suggestions.map(({ kind, name, url }, number) => {
      const item = document.createElement("li");
      const note = document.createElement("small");
      item.id = `${this.list.id}-${number}`;
      item.dataset.url = url;
      item.setAttribute("role", "option");
      note.textContent = kind;
      item.append(name, " ", note);
      return item;
    }));
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(null);
  }

  close() {
    clearTimeout(this.timer);
    this.fill([]);
  }

  mark(item) {
    this.chosen?.removeAttribute("aria-selected");
    this.chosen = item;
    item?.setAttribute("aria-selected", "true");
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    if (event.isComposing || this.list.hidden) return;
    const items = [...this.list.children];
    const at = items.indexOf(this.chosen);
    if (event.key === "ArrowDown") this.mark(items[at + 1] ?? null);
    else if (event.key === "ArrowUp") this.mark(at < 0 ? items.at(-1) : items[at - 1] ?? null);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen) this.open(this.chosen);
    else return;
    event.preventDefault();
  }

  open(item) {
    if (item) location.assign(item.dataset.url);
  }
}

customElements.define("search-suggest", SearchSuggest);
