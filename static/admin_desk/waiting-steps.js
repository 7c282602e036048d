// <waiting-steps>: a button pressed while pictures upload waits for them, says so, and is then pressed by itself. What
// uploads says so on its element: `data-upload` is `running` or `failed`, and a failed one stops the button.
class WaitingSteps extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.note = this.addNote();
    document.addEventListener("submit", (event) => this.checkSubmit(event), true); // before all who think the form leaves now
    window.addEventListener("submit", (event) => this.markLeaving(event));
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.leftAt = 0; });
    window.addEventListener("beforeunload", (event) => { if (!this.leftAt && this.findUploads("running").length) event.preventDefault(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.cancelWaiting(); });
    window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("key", ({ data }) => { if (data.keyCode === 27) this.cancelWaiting(); }));
    const changes = { subtree: true, childList: true, attributeFilter: ["data-upload"] };
    new MutationObserver(() => this.update()).observe(this.form, changes);
  }

  addNote() {
    const note = document.createElement("p");
    note.className = "upload-note";
    note.hidden = true;
    this.output = document.createElement("span");
    this.output.setAttribute("role", "status");
    this.cancelButton = document.createElement("button");
    Object.assign(this.cancelButton, { type: "button", className: "button", textContent: this.dataset.cancel, hidden: true });
    this.cancelButton.addEventListener("click", () => this.cancelWaiting());
    note.append(this.output, " ", this.cancelButton);
    this.form.querySelector(".submit-row")?.prepend(note);
    return note;
  }

  findUploads(state) {
    return [...this.form.querySelectorAll(`[data-upload="${state}"]`)];
  }

  checkSubmit(event) {
    if (event.target !== this.form) return;
    const left = Math.ceil(((this.leftAt || 0) + 10000 - Date.now()) / 1000);
    const isGone = left > 0; // a second press; not one after a broken connection
    const [running, failed] = [this.findUploads("running"), this.findUploads("failed")];
    if (!isGone && !running.length && !failed.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isGone) this.showRepeat(left);
    else if (failed.length) this.showFailure(failed);
    else this.waitForUploads(event.submitter);
  }

  /* The page may stay after all, where somebody has stopped it. */
  showRepeat(seconds) {
    this.answer = this.dataset.again.replace("%d", seconds);
    this.update();
    clearTimeout(this.answered);
    this.answered = setTimeout(() => { this.answer = ""; this.update(); }, seconds * 1000);
  }

  /* A window for a preview opens now, at the press: later the browser would take it for one that nobody asked for. */
  waitForUploads(submitter) {
    if (this.waiting?.submitter !== submitter) {
      this.waiting?.preview?.close();
      const preview = submitter?.formTarget ? window.open("", "newsroom-preview") : null;
      this.waiting = { submitter, preview };
    }
    this.update();
    if (this.waiting?.preview) this.waiting.preview.document.body.textContent = this.output.textContent;
  }

  update() {
    const [running, failed] = [this.findUploads("running").length, this.findUploads("failed")];
    this.isStopped &&= failed.length > 0;
    if (this.waiting && failed.length) this.showFailure(failed);
    else if (this.isStopped) this.showMessage(this.dataset.stopped.replace("%d", failed.length));
    else if (this.waiting && !running) this.submitForm();
    else if (this.waiting) this.showMessage(this.dataset.waiting.replace("%d", running).replace("%s", this.labelOf(this.waiting.submitter)));
    else if (running) this.showMessage(this.dataset.running.replace("%d", running));
    else this.showMessage(this.answer ?? "");
  }

  labelOf(submitter) {
    return (submitter?.textContent || submitter?.value || this.form.querySelector("[type=submit]:not([aria-hidden])")?.textContent || "").trim();
  }

  submitForm() {
    const { submitter, preview } = this.waiting;
    this.waiting = null;
    this.showMessage("");
    setTimeout(() => { // the editor puts the last picture into its text
      if (preview) submitter.formTarget = "newsroom-preview";
      this.form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      if (preview) setTimeout(() => { submitter.formTarget = "_blank"; });
    }, 100);
  }

  showFailure(failed) {
    const isBusy = document.activeElement !== document.body && !document.activeElement?.closest(".submit-row");
    this.waiting?.preview?.close();
    this.waiting = null;
    this.isStopped = true;
    this.showMessage(this.dataset.stopped.replace("%d", failed.length));
    if (isBusy && !this.form.querySelector(".submit-row")?.contains(document.activeElement)) return;
    failed[0].querySelector(".upload-again")?.focus();
    failed[0].scrollIntoView({ block: "center" });
  }

  cancelWaiting() {
    if (!this.waiting) return;
    this.waiting.preview?.close();
    this.waiting = null;
    this.update();
  }

  markLeaving(event) {
    if (event.target !== this.form || event.defaultPrevented || event.submitter?.formTarget) return;
    this.leftAt = Date.now();
    const hasFiles = [...this.form.elements].some((field) => field.type === "file" && field.files.length);
    if (hasFiles) this.showMessage(this.dataset.sending);
  }

  showMessage(text) {
    if (this.output.textContent !== text) this.output.textContent = text;
    this.note.hidden = !text;
    this.cancelButton.hidden = !this.waiting;
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("waiting-steps", WaitingSteps));
