// <photo-batch>: takes many pictures into the library at once, two at a time, each with its progress and its texts.
class PhotoBatch extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".batch-photos");
    this.waiting = [];
    this.running = 0;
    const input = this.querySelector("input[type=file]");
    input.addEventListener("change", () => { this.addFiles([...input.files]); input.value = ""; });
    this.addEventListener("dragover", (event) => {
      if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
    });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.addFiles([...event.dataTransfer.files]);
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.running || this.isTouched) event.preventDefault();
    });
    this.closest("form").addEventListener("input", () => { this.isTouched = true; });
    this.closest("form").addEventListener("submit", () => { this.isTouched = false; });
  }

  addFiles(files) {
    files.forEach((file) => {
      const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
      row.querySelector(".batch-name").textContent = file.name;
      row.dataset.upload = "running"; // for <waiting-steps>
      this.list.append(row);
      this.waiting.push({ file, row });
    });
    this.startNext();
  }

  startNext() {
    while (this.running < 2 && this.waiting.length) {
      this.running += 1;
      this.uploadFile(this.waiting.shift()).finally(() => { this.running -= 1; this.startNext(); });
    }
    this.closest("form").querySelector("[type=submit]").disabled = !this.list.children.length;
  }

  uploadFile({ file, row }) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const progress = row.querySelector("progress");
      const body = new FormData();
      body.append("upload", file);
      body.append("form_key", [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
      request.open("POST", this.dataset.uploadUrl);
      request.setRequestHeader("X-CSRFToken", this.csrfToken());
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => { progress.value = (event.loaded / event.total) * 100; });
      request.addEventListener("loadend", () => {
        progress.hidden = true;
        const answer = request.response;
        if (answer?.uploaded) this.showPhoto(row, answer);
        else this.showError(row, this.errorText(request), file);
        resolve();
      });
      request.send(body);
    });
  }

  /* The one of now: who has signed in again in another window has a new one. */
  csrfToken() {
    return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  errorText({ status, response }) {
    const { failed, signedOut, tooLarge } = this.dataset;
    return response?.error?.message ?? { 401: signedOut, 403: signedOut, 413: tooLarge }[status] ?? failed;
  }

  showPhoto(row, photo) {
    delete row.dataset.upload;
    const image = row.querySelector("img");
    Object.assign(image, { src: photo.thumbnail, hidden: false });
    const number = document.createElement("input");
    Object.assign(number, { type: "hidden", name: "photo", value: photo.id });
    row.append(number);
    row.querySelectorAll("[data-name]").forEach((field) => { field.name = `${field.dataset.name}-${photo.id}`; });
    row.querySelector(".batch-texts").hidden = false;
  }

  showError(row, message, file) {
    row.dataset.upload = "failed";
    row.querySelector(".batch-error").textContent = message;
    const again = this.makeButton(this.dataset.again, () => { row.remove(); this.addFiles([file]); });
    again.classList.add("upload-again");
    row.append(again, this.makeButton(this.dataset.takeOut, () => { row.remove(); this.startNext(); }));
  }

  makeButton(text, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: text });
    button.addEventListener("click", act);
    return button;
  }
}

customElements.define("photo-batch", PhotoBatch);
