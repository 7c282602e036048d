// <ordered-rows>: puts the rows of an inline in order, by dragging or with ▲ ▼, and numbers them as they stand.
class OrderedRows extends HTMLElement {
  connectedCallback() {
    this.rows().forEach((row) => this.equip(row));
    this.addEventListener("formset:added", (event) => { this.equip(event.target); this.number(); });
    this.closest("form").addEventListener("submit", () => this.number(), true);
  }

  rows() {
    return [...this.querySelectorAll("tr.form-row:not(.empty-form)")];
  }

  equip(row) {
    const heads = this.querySelectorAll("thead th");
    [...row.cells].forEach((cell, index) => {
      cell.dataset.label = heads[index]?.textContent.trim() ?? ""; // what a phone shows above the field
    });
    const cell = row.querySelector(".field-position");
    if (!cell || cell.querySelector(".row-moves") || !cell.querySelector("input")) return;
    const moves = document.createElement("span");
    moves.className = "row-moves";
    const handle = document.createElement("span");
    handle.className = "row-handle";
    handle.title = this.dataset.drag;
    handle.textContent = "⠿";
    handle.addEventListener("pointerdown", () => { row.draggable = true; });
    moves.append(handle, this.button("▲", this.dataset.up, row, -1), this.button("▼", this.dataset.down, row, 1));
    cell.append(moves);
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      this.dragged = row;
    });
    row.addEventListener("dragover", (event) => this.follow(event, row));
    row.addEventListener("dragend", () => this.drop(row));
  }

  button(sign, name, row, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => {
      const rows = this.rows();
      const neighbour = rows[rows.indexOf(row) + step];
      if (!neighbour) return;
      if (step < 0) neighbour.before(row);
      else neighbour.after(row);
      this.number();
      button.focus();
    });
    return button;
  }

  follow(event, row) {
    if (!this.dragged || this.dragged === row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(this.dragged);
    else row.after(this.dragged);
  }

  drop(row) {
    row.draggable = false;
    this.dragged = null;
    this.number();
  }

  number() {
    this.rows().forEach((row, index) => {
      const input = row.querySelector(".field-position input");
      if (input) input.value = index + 1;
    });
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("ordered-rows", OrderedRows));
