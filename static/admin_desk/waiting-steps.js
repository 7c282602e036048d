// <waiting-steps>: a button pressed while pictures upload waits for them, says so, and is then pressed by itself. What
// uploads says so on its element: `data-upload` is `running` or `failed`, and a failed one stops the button.
class WaitingSteps extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.note = this.addNote();
    document.addEventListener("submit", (event) => this.check(event), true); // before all who think the form leaves now
    window.addEventListener("submit", (event) => this.noteLeaving(event));
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.leftAt = 0; });
    window.addEventListener("beforeunload", (event) => { if (!this.leftAt && this.uploads("running").length) event.preventDefault(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") this.cancel(); });
    window.CKEDITOR?.on("instanceReady", ({ editor }) => editor.on("key", ({ data }) => { if (data.keyCode === 27) this.cancel(); }));
    const changes = { subtree: true, childList: true, attributeFilter: ["data-upload"] };
    new MutationObserver(() => this.renew()).observe(this.form, changes);
  }

  addNote() {
    const note = document.createElement("p");
    note.className = "upload-note";
    note.hidden = true;
    this.said = document.createElement("span");
    this.said.setAttribute("role", "status");
    this.stopper = document.createElement("button");
    Object.assign(this.stopper, { type: "button", className: "button", textContent: this.dataset.cancel, hidden: true });
    this.stopper.addEventListener("click", () => this.cancel());
    note.append(this.said, " ", this.stopper);
    this.form.querySelector(".submit-row")?.prepend(note);
    return note;
  }

  uploads(state) {
    return [...this.form.querySelectorAll(`[data-upload="${state}"]`)];
  }

  check(event) {
    if (event.target !== this.form) return;
    const left = Math.ceil(((this.leftAt || 0) + 10000 - Date.now()) / 1000);
    const isGone = left > 0; // a second press; not one after a broken connection
    const [running, failed] = [this.uploads("running"), this.uploads("failed")];
    if (!isGone && !running.length && !failed.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isGone) this.sayAgain(left);
    else if (failed.length) this.stop(failed);
    else this.wait(event.submitter);
  }

  /* The page may stay after all, where somebody has stopped it. */
  sayAgain(seconds) {
    this.answer = this.dataset.again.replace("%d", seconds);
    this.renew();
    clearTimeout(this.answered);
    this.answered = setTimeout(() => { this.answer = ""; this.renew(); }, seconds * 1000);
  }

  /* A window for a preview opens now, at the press: later the browser would take it for one that nobody asked for. */
  wait(submitter) {
    if (this.waiting?.submitter !== submitter) {
      this.waiting?.preview?.close();
      const preview = submitter?.formTarget ? window.open("", "newsroom-preview") : null;
      this.waiting = { submitter, preview };
    }
    this.renew();
    if (this.waiting?.preview) this.waiting.preview.document.body.textContent = this.said.textContent;
  }

  renew() {
    const [running, failed] = [this.uploads("running").length, this.uploads("failed")];
    this.isStopped &&= failed.length > 0;
    if (this.waiting && failed.length) this.stop(failed);
    else if (this.isStopped) this.say(this.dataset.stopped.replace("%d", failed.length));
    else if (this.waiting && !running) this.go();
    else if (this.waiting) this.say(this.dataset.waiting.replace("%d", running).replace("%s", this.labelOf(this.waiting.submitter)));
    else if (running) this.say(this.dataset.running.replace("%d", running));
    else this.say(this.answer ?? "");
  }

  labelOf(submitter) {
    return (submitter?.textContent || submitter?.value || this.form.querySelector("[type=submit]:not([aria-hidden])")?.textContent || "").trim();
  }

  go() {
    const { submitter, preview } = this.waiting;
    this.waiting = null;
    this.say("");
    setTimeout(() => { // the editor puts the last picture into its text
      if (preview) submitter.formTarget = "newsroom-preview";
      this.form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      if (preview) setTimeout(() => { submitter.formTarget = "_blank"; });
    }, 100);
  }

  stop(failed) {
    const isBusy = document.activeElement !== document.body && !document.activeElement?.closest(".submit-row");
    this.waiting?.preview?.close();
    this.waiting = null;
    this.isStopped = true;
    this.say(this.dataset.stopped.replace("%d", failed.length));
    if (isBusy && !this.form.querySelector(".submit-row")?.contains(document.activeElement)) return;
    failed[0].querySelector(".upload-again")?.focus();
    failed[0].scrollIntoView({ block: "center" });
  }

  cancel() {
    if (!this.waiting) return;
    this.waiting.preview?.close();
    this.waiting = null;
    this.renew();
  }

  noteLeaving(event) {
    if (event.target !== this.form || event.defaultPrevented || event.submitter?.formTarget) return;
    this.leftAt = Date.now();
    const hasFiles = [...this.form.elements].some((field) => field.type === "file" && field.files.length);
    if (hasFiles) this.say(this.dataset.sending);
  }

  say(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
    this.note.hidden = !text;
    this.stopper.hidden = !this.waiting;
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("waiting-steps", WaitingSteps));
