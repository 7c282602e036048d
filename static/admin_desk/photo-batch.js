// <photo-batch>: takes many pictures into the library at once, two at a time, each with its progress and its texts.
class PhotoBatch extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".batch-photos");
    this.waiting = [];
    this.running = 0;
    const input = this.querySelector("input[type=file]");
    input.addEventListener("change", () => { this.take([...input.files]); input.value = ""; });
    this.addEventListener("dragover", (event) => {
      if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
    });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.take([...event.dataTransfer.files]);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.running || this.isTouched) event.preventDefault();
    });
    this.closest("form").addEventListener("input", () => { this.isTouched = true; });
    this.closest("form").addEventListener("submit", () => { this.isTouched = false; });
  }

  take(files) {
    files.forEach((file) => {
      const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector(".batch-name").textContent = file.name;
      this.list.append(row);
      this.waiting.push({ file, row });
    });
    this.next();
  }

  next() {
    while (this.running < 2 && this.waiting.length) {
      this.running += 1;
      this.send(this.waiting.shift()).finally(() => { this.running -= 1; this.next(); });
    }
    this.querySelector("[role=status]").textContent = this.running ? this.dataset.running.replace("%d", this.running + this.waiting.length) : "";
    this.closest("form").querySelector("[type=submit]").disabled = Boolean(this.running) || !this.list.querySelector("[name=photo]");
  }

  send({ file, row }) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const progress = row.querySelector("progress");
      const body = new FormData();
      body.append("upload", file);
      body.append("form_key", [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
      request.open("POST", this.dataset.uploadUrl);
      request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => { progress.value = (event.loaded / event.total) * 100; });
      request.addEventListener("loadend", () => {
        progress.hidden = true;
        const answer = request.response;
        if (answer?.uploaded) this.show(row, answer);
        else this.refuse(row, answer?.error?.message ?? this.dataset.failed, file);
        resolve();
      });
      request.send(body);
    });
  }

  show(row, photo) {
    const image = row.querySelector("img");
    Object.assign(image, { src: photo.thumbnail, hidden: false });
    const number = document.createElement("input");
    Object.assign(number, { type: "hidden", name: "photo", value: photo.id });
    row.append(number);
    row.querySelectorAll("[data-name]").forEach((field) => { field.name = `${field.dataset.name}-${photo.id}`; });
    row.querySelector(".batch-texts").hidden = false;
  }

  refuse(row, message, file) {
    row.querySelector(".batch-error").textContent = message;
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "button", textContent: this.dataset.again });
    again.addEventListener("click", () => { row.remove(); this.take([file]); });
    row.append(again);
  }
}

customElements.define("photo-batch", PhotoBatch);
