// <ordered-rows>: puts the rows of an inline in order, by dragging or with ▲ ▼, and numbers them as they stand.
class OrderedRows extends HTMLElement {
  connectedCallback() {
    this.rows().forEach((row) => this.addControls(row));
    this.addEventListener("formset:added", (event) => { this.addControls(event.target); this.updatePositions(); });
    this.closest("form").addEventListener("submit", () => this.updatePositions(), true);
  }

  rows() {
    return [...this.querySelectorAll("tr.form-row:not(.empty-form)")];
  }

  addControls(row) {
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
    moves.append(handle, this.makeButton("▲", this.dataset.up, row, -1), this.makeButton("▼", this.dataset.down, row, 1));
    cell.append(moves);
    row.addEventListener("dragstart", (event) => {
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      this.dragged = row;
    });
    row.addEventListener("dragover", (event) => this.moveDragged(event, row));
    row.addEventListener("dragend", () => this.endDrag(row));
  }

  makeButton(sign, name, row, step) {
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
      this.updatePositions();
      button.focus();
    });
    return button;
  }

  moveDragged(event, row) {
    if (!this.dragged || this.dragged === row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(this.dragged);
    else row.after(this.dragged);
  }

  endDrag(row) {
    row.draggable = false;
    this.dragged = null;
    this.updatePositions();
  }

  updatePositions() {
    this.rows().forEach((row, index) => {
      const input = row.querySelector(".field-position input");
      if (input) input.value = index + 1;
    });
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("ordered-rows", OrderedRows));
