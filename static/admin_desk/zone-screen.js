// <zone-screen>: the placements of a zone's blocks, put in order by dragging, with buttons or between blocks, and sent as one.
class ZoneScreen extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.blocks = [...this.querySelectorAll(".zone-block")];
    const arrangement = JSON.parse(document.getElementById("arrangement").textContent);
    this.blocks.forEach((block) => {
      (arrangement[block.dataset.block] ?? []).forEach((placed) => this.listOf(block).append(this.makeItem(placed)));
      this.addControls(block);
    });
    this.began = this.serialize();
    this.form.addEventListener("submit", (event) => {
      this.form.elements.arrangement.value = this.serialize();
      this.isLeaving = event.submitter?.name !== "_preview";
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.serialize() !== this.began) event.preventDefault();
    });
    this.updateMarks();
  }

  listOf(block) {
    return block.querySelector(".zone-placed");
  }

  /* What is sent: each block's placements in order. */
  serialize() {
    const arrangement = {};
    this.blocks.forEach((block) => {
      arrangement[block.dataset.block] = [...this.listOf(block).children].map((item) => ({
        article: Number(item.dataset.article),
        title: item.dataset.title,
        note: item.dataset.note,
        headline: item.querySelector(".own-headline").value,
        starts_at: item.querySelector(".starts-at").value,
        ends_at: item.querySelector(".ends-at").value,
      }));
    });
    return JSON.stringify(arrangement);
  }

  makeItem(placed) {
    const item = document.createElement("li");
    Object.assign(item.dataset, { article: placed.article, title: placed.title ?? "", note: placed.note ?? "" });
    const title = document.createElement("b");
    title.textContent = placed.headline || placed.title || `#${placed.article}`;
    const note = document.createElement("span");
    note.className = "quiet";
    note.textContent = placed.note ?? "";
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = [this.dataset.edit, placed.headline ? "✎" : "", this.timesText(placed)].filter(Boolean).join(" ");
    details.append(summary, this.makeField("own-headline", this.dataset.headline, "text", placed.headline), this.makeField("starts-at", this.dataset.from, "datetime-local", placed.starts_at), this.makeField("ends-at", this.dataset.until, "datetime-local", placed.ends_at), this.makeMover(item));
    details.querySelector(".own-headline").addEventListener("input", (event) => { title.textContent = event.target.value || placed.title; });
    item.append(title, " ", note, details);
    if ("readonly" in this.dataset) {
      item.querySelectorAll("input, select").forEach((field) => { field.disabled = true; });
      return item;
    }
    const handle = document.createElement("span");
    Object.assign(handle, { className: "row-handle", textContent: "⠿", title: this.dataset.drag });
    handle.addEventListener("pointerdown", () => { item.draggable = true; });
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.article);
      this.dragged = item;
    });
    item.addEventListener("dragend", () => { item.draggable = false; this.dragged = null; this.updateMarks(); });
    const moves = document.createElement("span");
    moves.className = "row-moves";
    moves.append(handle, this.makeButton("▲", this.dataset.up, () => this.moveBy(item, -1)), this.makeButton("▼", this.dataset.down, () => this.moveBy(item, 1)), this.makeButton("✕", this.dataset.remove, () => this.removeItem(item)));
    item.prepend(moves);
    return item;
  }

  /* When it comes or goes, in words: what is placed and does not stand there now says why. Times are those of Seoul. */
  timesText({ starts_at: from, ends_at: until }) {
    const now = new Date().toLocaleString("sv-SE", { timeZone: "Asia/Seoul" }).replace(" ", "T").slice(0, 16);
    const said = (text, time) => text.replace("%s", time.replace("T", " ").slice(5));
    if (until && until <= now) return said(this.dataset.over, until);
    const parts = [];
    if (from && from > now) parts.push(said(this.dataset.later, from));
    if (until) parts.push(said(this.dataset.ends, until));
    return parts.join(" · ");
  }

  makeField(name, label, type, value) {
    const wrap = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type, className: name, value: value ?? "" });
    if (type === "text") input.maxLength = 200;
    wrap.append(`${label} `, input);
    return wrap;
  }

  makeMover(item) {
    const wrap = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option("", ""), ...this.blocks.map((block) => new Option(block.dataset.name, block.dataset.block)));
    select.addEventListener("change", () => {
      const block = this.blocks.find((each) => each.dataset.block === select.value);
      select.value = "";
      if (block) this.placeItem(item, block);
    });
    wrap.append(`${this.dataset.move} `, select);
    return wrap;
  }

  makeButton(sign, name, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign });
    button.setAttribute("aria-label", name);
    button.title = name;
    button.addEventListener("click", act);
    return button;
  }

  moveBy(item, by) {
    const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!neighbour) return;
    const focused = document.activeElement;
    if (by < 0) neighbour.before(item);
    else neighbour.after(item);
    focused?.focus();
    this.announceItem(item);
  }

  removeItem(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    next?.querySelector("button")?.focus();
    this.updateMarks();
  }

  placeItem(item, block, before = null) {
    const twin = [...this.listOf(block).children].find((each) => each !== item && each.dataset.article === item.dataset.article);
    twin?.remove();
    this.listOf(block).insertBefore(item, before);
    this.announceItem(item);
  }

  announceItem(item) {
    this.updateMarks();
    const place = [...item.parentElement.children].indexOf(item) + 1;
    this.querySelector("[role=status]").textContent = this.dataset.moved.replace("%s", item.dataset.title).replace("%d", place);
  }

  /* In the list of what stands there now, what is placed by hand is not shown twice. */
  updateMarks() {
    this.blocks.forEach((block) => {
      const placed = new Set([...this.listOf(block).children].map((item) => item.dataset.article));
      block.querySelectorAll(".zone-rule li").forEach((each) => { each.hidden = placed.has(each.dataset.article); });
    });
  }

  addControls(block) {
    const list = this.listOf(block);
    block.addEventListener("dragover", (event) => {
      if (!this.dragged) return;
      event.preventDefault();
      const below = [...list.children].find((each) => each !== this.dragged && event.clientY < each.getBoundingClientRect().top + each.offsetHeight / 2);
      list.insertBefore(this.dragged, below ?? null);
    });
    block.addEventListener("drop", (event) => {
      event.preventDefault();
      if (this.dragged) this.placeItem(this.dragged, block, this.dragged.nextElementSibling);
    });
    if ("readonly" in this.dataset) return;
    block.querySelectorAll(".zone-rule li").forEach((each) => {
      each.append(" ", this.makeButton("＋", block.querySelector(".zone-add label").firstChild.textContent.trim(), () => this.placeItem(this.makeItem({ article: each.dataset.article, title: each.dataset.title }), block)));
    });
    const search = block.querySelector(".zone-add input");
    const found = block.querySelector(".zone-add ul");
    search.addEventListener("input", () => {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.search(search.value, found, block), 250);
    });
    search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        found.querySelector("button")?.click();
      } else if (event.key === "Escape") found.replaceChildren();
    });
  }

  async search(words, found, block) {
    if (!words.trim()) return found.replaceChildren();
    const answer = await fetch(`${this.dataset.search}?q=${encodeURIComponent(words)}`);
    if (!answer.ok) return undefined;
    const { articles } = await answer.json();
    const rows = articles.map((placed) => {
      const row = document.createElement("li");
      const button = this.makeButton(placed.title, placed.title, () => {
        this.placeItem(this.makeItem(placed), block);
        found.replaceChildren();
        const search = block.querySelector(".zone-add input");
        search.value = "";
        search.focus();
      });
      const note = document.createElement("span");
      note.className = "quiet";
      note.textContent = placed.note;
      row.append(button, " ", note);
      return row;
    });
    if (!rows.length) {
      const none = document.createElement("li");
      none.textContent = this.dataset.none;
      rows.push(none);
    }
    return found.replaceChildren(...rows);
  }
}

customElements.define("zone-screen", ZoneScreen);
