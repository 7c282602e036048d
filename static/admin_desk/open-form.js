// <open-form>: says to the desk's server what stands in the form while one writes, and keeps the same in this browser,
// for a crash, a closed tab or an expired sign-in: <unsaved-texts> offers it. Works beside the form: without it, saving
// is as ever.
class OpenForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.store = `newsroom-open-form:${location.pathname}`;
    this.form.addEventListener("input", () => this.touch());
    django.jQuery(this.form).on("change", () => this.touch()); // what is chosen from a list is told by jQuery alone
    this.form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget) return; // a preview, elsewhere
      this.isLeaving = true;
      this.keepHere();
      sessionStorage.setItem("newsroom-sent", JSON.stringify({ store: this.store, key: this.dataset.key })); // saved-form.js
    });
    window.addEventListener("pagehide", () => this.leave());
    this.beat = setInterval(() => this.say(), 20000);
    this.whenEditorIsThere();
    this.say();
  }

  disconnectedCallback() {
    clearInterval(this.beat);
    clearTimeout(this.soon);
  }

  whenEditorIsThere() {
    const listen = (editor) => editor.on("change", () => this.touch());
    if (!window.CKEDITOR) return;
    Object.values(CKEDITOR.instances).forEach(listen);
    CKEDITOR.on("instanceReady", ({ editor }) => listen(editor));
  }

  touch() {
    if (this.dataset.ready !== "yes") return;
    this.isTyped = true;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => { this.keepHere(); this.say(); }, 1200);
  }

  /* Field names to the values in them, without files, tokens and buttons. */
  typed() {
    Object.values(window.CKEDITOR?.instances ?? {}).forEach((editor) => editor.updateElement());
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value !== "string" || name.startsWith("_") || name.startsWith("csrf")) continue;
      (fields[name] ??= []).push(value);
    }
    return fields;
  }

  keepHere() {
    if (!this.isTyped && this.dataset.fresh === "yes") return;
    try {
      localStorage.setItem(this.store, JSON.stringify({ key: this.dataset.key, at: Date.now(), typed: this.typed() }));
    } catch { /* full or forbidden: the server has it */ }
  }

  async say() {
    if (this.isLeaving) return;
    const sent = this.isTyped;
    this.isTyped = false;
    const fields = sent ? { typed: JSON.stringify(this.typed()) } : {};
    try {
      const answer = await this.post(fields);
      if (answer.status === 403) throw new Error("signed out");
      if (!answer.ok) return;
      const { version, others } = await answer.json();
      this.trouble("");
      this.tellOthers(others);
      if (version > Number(this.dataset.version)) this.trouble(this.dataset.newer);
    } catch (error) {
      this.isTyped ||= sent;
      if (error.message === "signed out") this.trouble(this.dataset.signedOut, this.dataset.signIn);
      else this.trouble(this.dataset.lost);
    }
  }

  post(fields, options = {}) {
    const { key, article, version, url } = this.dataset;
    const body = new URLSearchParams({ key, article, version, ...fields, csrfmiddlewaretoken: this.token() });
    return fetch(url, { method: "POST", body, redirect: "error", ...options });
  }

  /* The one of now: who has signed in again in another window has a new one. */
  token() {
    return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? this.form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  leave() {
    if (this.isLeaving) return;
    if (this.isTyped) this.keepHere();
    const fields = this.isTyped ? { typed: JSON.stringify(this.typed()) } : { close: "1" };
    this.post(fields, { keepalive: true }).catch(() => {});
  }

  tellOthers(names) {
    const note = this.querySelector(".others");
    note.hidden = !names;
    note.textContent = names ? `${this.dataset.others} ${names}` : "";
  }

  trouble(text, signIn = "") {
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
