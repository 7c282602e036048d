// <open-form>: says to the desk's server what stands in the form while one writes, and keeps the same in this browser,
// for a crash, a closed tab or an expired sign-in: <unsaved-texts> offers it. Works beside the form: without it, saving
// is as ever.
class OpenForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.store = `newsroom-open-form:${location.pathname}`;
    this.form.addEventListener("input", () => this.markChanged());
    django.jQuery(this.form).on("change", () => this.markChanged()); // what is chosen from a list is told by jQuery alone
    this.form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget) return; // a preview, elsewhere
      this.isLeaving = true;
      this.storeLocally();
      sessionStorage.setItem("newsroom-sent", JSON.stringify({ store: this.store, key: this.dataset.key })); // saved-form.js
    });
    window.addEventListener("pagehide", () => this.handleLeave());
    this.beat = setInterval(() => this.reportState(), 20000);
    this.watchEditors();
    this.reportState();
  }

  disconnectedCallback() {
    clearInterval(this.beat);
    clearTimeout(this.soon);
  }

  watchEditors() {
    const listen = (editor) => editor.on("change", () => this.markChanged());
    if (!window.CKEDITOR) return;
    Object.values(CKEDITOR.instances).forEach(listen);
    CKEDITOR.on("instanceReady", ({ editor }) => listen(editor));
  }

  markChanged() {
    if (this.dataset.ready !== "yes") return;
    this.isTyped = true;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { this.storeLocally(); this.reportState(); }, 1200);
  }

  /* Field names to the values in them, without files, tokens and buttons. */
  fieldValues() {
    Object.values(window.CKEDITOR?.instances ?? {}).forEach((editor) => editor.updateElement());
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || name.startsWith("_") || name.startsWith("csrf")) continue;
      (fields[name] ??= []).push(value);
    }
    return fields;
  }

  storeLocally() {
    if (!this.isTyped && this.dataset.fresh === "yes") return;
    try {
      localStorage.setItem(this.store, JSON.stringify({ key: this.dataset.key, at: Date.now(), typed: this.fieldValues() }));
    } catch { /* full or forbidden: the server has it */ }
  }

  async reportState() {
    if (this.isLeaving) return;
    const sent = this.isTyped;
    this.isTyped = false;
    const fields = sent ? { typed: JSON.stringify(this.fieldValues()) } : {};
    try {
      const answer = await this.post(fields);
      if (answer.status === 403) throw new Error("signed out");
      if (!answer.ok) return;
      const { version, others } = await answer.json();
      this.showError("");
      this.showOthers(others);
      if (version > Number(this.dataset.version)) this.showError(this.dataset.newer);
    } catch (error) {
      this.isTyped ||= sent;
      if (error.message === "signed out") this.showError(this.dataset.signedOut, this.dataset.signIn);
      else this.showError(this.dataset.lost);
    }
  }

  post(fields, options = {}) {
    const { key, article, version, url } = this.dataset;
    const body = new URLSearchParams({ key, article, version, ...fields, csrfmiddlewaretoken: this.csrfToken() });
    return fetch(url, { method: "POST", body, redirect: "error", ...options });
  }

  /* The one of now: who has signed in again in another window has a new one. */
  csrfToken() {
    return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? this.form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  handleLeave() {
    if (this.isLeaving) return;
    if (this.isTyped) this.storeLocally();
    const fields = this.isTyped ? { typed: JSON.stringify(this.fieldValues()) } : { close: "1" };
    this.post(fields, { keepalive: true }).catch(() => {});
  }

  showOthers(names) {
    const note = this.querySelector(".others");
    note.hidden = !names;
    note.textContent = names ? `${this.dataset.others} ${names}` : "";
  }

  showError(text, signIn = "") {
    const note = this.querySelector(".trouble");
    if (note.dataset.text === text) return;
    note.dataset.text = text;
    note.hidden = !text;
    note.textContent = text;
    if (!signIn) return;
    const link = document.createElement("a");
    Object.assign(link, { href: "/admin/login/?next=/admin/", target: "_blank", className: "button", textContent: signIn });
    note.append(" ", link);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  customElements.define("open-form", OpenForm);
  setTimeout(() => document.querySelectorAll("open-form").forEach((form) => { form.dataset.ready = "yes"; }), 1500);
});
