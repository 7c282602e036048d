// <photo-field>: shows the chosen photo, and uploads one into the library.
// <photo-gallery>: uploads several, each into a row of its own.
(() => {
  // The one of now: who has signed in again in another window has a new one.
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;

  // What arrives twice under its key is one photo.
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // Resolves to what the server says of the stored photo; rejects with a sentence for the reporter.
  function upload(file, words, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("upload", file);
      form.append("form_key", newKey());
      request.open("POST", words.uploadUrl);
      request.setRequestHeader("X-CSRFToken", token());
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress((event.loaded / event.total) * 100);
      });
      request.addEventListener("load", () => {
        const answer = request.response;
        if (answer && answer.uploaded) resolve(answer);
        else if (answer && answer.error) reject(new Error(answer.error.message));
        else if (request.status === 413) reject(new Error(words.tooLarge));
        else reject(new Error([401, 403].includes(request.status) ? words.signedOut : words.failed));
      });
      ["error", "abort"].forEach((name) => request.addEventListener(name, () => reject(new Error(words.failed))));
      request.send(form);
    });
  }

  function pictures(transfer) {
    return [...(transfer ? transfer.files : [])];
  }

  // Lets files fall onto `zone`, and shows that they may.
  function takeDrops(zone, take) {
    zone.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      zone.classList.add("is-over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      const files = pictures(event.dataTransfer);
      zone.classList.remove("is-over");
      if (!files.length) return;
      event.preventDefault();
      event.stopPropagation();
      take(files);
    });
  }

  class PhotoField extends HTMLElement {
    connectedCallback() {
      if (this.isReady || this.select.name.includes("__prefix__")) return;
      this.isReady = true;
      const input = this.querySelector("input[type=file]");
      input.addEventListener("change", () => {
        if (input.files.length) this.take(input.files[0]);
        input.value = "";
      });
      takeDrops(this, (files) => this.take(files[0]));
      django.jQuery(this.select).on("select2:select", (event) => this.showPhoto(event.params.data));
      django.jQuery(this.select).on("select2:clear", () => this.showPhoto(null));
      this.texts.addEventListener("change", (event) => {
        event.stopPropagation(); // the texts are the photo's and saved at once; the article is not touched
        this.saveTexts();
      });
      this.texts.addEventListener("input", (event) => event.stopPropagation());
    }

    get select() {
      return this.querySelector("select");
    }

    showStatus(message, isError) {
      const status = this.querySelector(".photo-status");
      status.textContent = message;
      status.classList.toggle("is-error", Boolean(isError));
    }

    get texts() {
      return this.querySelector(".photo-texts");
    }

    showPhoto(photo) {
      this.resetUpload();
      const image = this.querySelector(".photo-preview");
      image.hidden = !photo;
      if (photo) image.src = photo.thumbnail;
      else image.removeAttribute("src");
      this.texts.hidden = !photo;
      this.texts.dataset.photo = photo?.id ?? "";
      this.texts.querySelectorAll("input").forEach((input) => { input.value = photo?.[input.dataset.name] ?? ""; });
    }

    async saveTexts() {
      const number = this.texts.dataset.photo;
      const body = new URLSearchParams({ photo: number, csrfmiddlewaretoken: token() });
      this.texts.querySelectorAll("input").forEach((input) => body.append(`${input.dataset.name}-${number}`, input.value));
      const answer = await fetch(this.dataset.textsUrl, { method: "POST", body, redirect: "error" }).catch(() => null);
      const { saved, told } = answer?.ok ? await answer.json() : { saved: 0 };
      this.showStatus(told || (saved ? this.dataset.saved : this.dataset.failed), !saved || Boolean(told));
    }

    /* `data-upload` is what <waiting-steps> goes by. */
    async take(file) {
      const turn = (this.turn = {});
      const progress = this.querySelector("progress");
      progress.hidden = false;
      progress.value = 0;
      this.dataset.upload = "running";
      this.showStatus(`${this.dataset.uploading} ${file.name}`);
      try {
        const photo = await upload(file, this.dataset, (percent) => { progress.value = percent; });
        if (turn === this.turn) this.selectPhoto(photo);
      } catch (error) {
        if (turn === this.turn) this.showError(file, error.message);
      }
    }

    markQueued(file) {
      this.isForUpload = true;
      this.dataset.upload = "running";
      this.showStatus(`${this.dataset.next} ${file.name}`);
      return this;
    }

    /* Nothing uploads, and nothing has failed. Whatever is still on its way comes too late. */
    resetUpload() {
      this.turn = null;
      delete this.dataset.upload;
      this.querySelector("progress").hidden = true;
      this.showStatus("");
    }

    showError(file, reason) {
      this.resetUpload();
      this.dataset.upload = "failed";
      this.showStatus(`${file.name}: ${reason} `, true);
      const again = this.makeButton(this.dataset.again, () => this.take(file));
      again.classList.add("upload-again");
      this.querySelector(".photo-status").append(again, " ", this.makeButton(this.dataset.takeOut, () => this.removePhoto()));
    }

    /* A row that came for the picture alone goes with it; what was chosen before stays chosen. */
    removePhoto() {
      const isRow = this.isForUpload && !this.select.value;
      this.resetUpload();
      if (isRow) this.closest("tr").querySelector(".inline-deletelink")?.click();
      else this.querySelector("input[type=file]").focus();
    }

    makeButton(text, act) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "button", textContent: text });
      button.addEventListener("click", act);
      return button;
    }

    selectPhoto(photo) {
      const option = new Option(photo.text, photo.id, true, true);
      django.jQuery(this.select).append(option).trigger("change");
      this.showPhoto(photo);
    }
  }

  class PhotoGallery extends HTMLElement {
    connectedCallback() {
      if (this.isReady) return;
      this.isReady = true;
      const input = this.querySelector(".photo-drop-many input");
      input.addEventListener("change", () => {
        this.take([...input.files]);
        input.value = "";
      });
      takeDrops(this.querySelector(".photo-drop-many"), (files) => this.take(files));
    }

    // All rows at once, so that every picture is seen to be waited for; then one after the other.
    async take(files) {
      const fields = files.map((file) => this.addRow().markQueued(file));
      for (const [index, field] of fields.entries()) if (field.isConnected) await field.take(files[index]);
    }

    addRow() {
      this.querySelector(".add-row a").click();
      const rows = this.querySelectorAll("tr.form-row:not(.empty-form)");
      return rows[rows.length - 1].querySelector("photo-field");
    }
  }

  // Choices that bring a thumbnail or a note show it.
  function withThumbnail(choice) {
    if (!choice.thumbnail && !choice.note) return choice.text;
    const line = document.createElement("span");
    line.className = "choice";
    if (choice.thumbnail) {
      const image = new Image();
      image.src = choice.thumbnail;
      image.alt = "";
      line.append(image);
    }
    line.append(choice.text);
    if (choice.note) {
      const note = document.createElement("small");
      note.textContent = choice.note;
      line.append(note);
    }
    return line;
  }

  django.jQuery.fn.select2.defaults.set("templateResult", withThumbnail);
  document.addEventListener("DOMContentLoaded", () => {
    customElements.define("photo-field", PhotoField);
    customElements.define("photo-gallery", PhotoGallery);
  });
})();
