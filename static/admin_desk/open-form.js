// <open-form>: says to the desk's server what stands in the form while one writes, keeps the same in this browser, and
// brings it back after a crash, a closed tab or an expired sign-in. Works beside the form: without it, saving is as ever.
class OpenForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.store = `newsroom-open-form:${location.pathname}`;
    this.offerWhatIsHere();
    this.form.addEventListener("input", () => this.touch());
    this.form.addEventListener("change", () => this.touch());
    this.form.addEventListener("submit", (event) => {
      if (event.submitter?.formTarget === "_blank") return;
      this.isLeaving = true;
      this.keepHere();
      sessionStorage.setItem("newsroom-sent", JSON.stringify({ store: this.store, key: this.dataset.key })); // saved-form.js
    });
    this.addEventListener("click", (event) => {
      if (event.target.matches(".throw-away")) this.throwAway(event.target.closest(".unsaved"));
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

  /* A text of an earlier visit that only this browser has: after an expired sign-in, or without a connection. */
  offerWhatIsHere() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.store)); } catch { /* unreadable: as if there were none */ }
    if (!kept) return;
    const isOfThis = kept.key === this.dataset.key;
    if (isOfThis && !this.dataset.typedAt) return; // it was sent, and stands in the form
    const there = this.querySelector(`.unsaved[data-key="${CSS.escape(kept.key)}"]`);
    const atServer = isOfThis ? this.dataset.typedAt : there?.dataset.typedAt;
    if (atServer && kept.at <= Number(atServer) * 1000 + 3000) return; // else typed after the sign-in had expired
    there?.remove();
    const note = document.createElement("p");
    note.className = "open-note unsaved";
    note.textContent = `${this.dataset.here.replace("%s", new Date(kept.at).toLocaleString("ko-KR", { timeZone: "Asia/Seoul", dateStyle: "short", timeStyle: "short" }))} `;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button";
    back.textContent = this.dataset.bringBack;
    back.addEventListener("click", async () => {
      const answer = await this.post({ key: kept.key, typed: JSON.stringify(kept.typed) });
      if (answer.ok) location.search = `?bring_back=${kept.key}`;
    });
    const away = document.createElement("button");
    away.type = "button";
    away.className = "button throw-away";
    away.textContent = this.dataset.throwAway;
    note.dataset.key = kept.key;
    note.append(back, " ", away);
    this.append(note);
  }

  throwAway(note) {
    try {
      if (JSON.parse(localStorage.getItem(this.store))?.key === note.dataset.key) localStorage.removeItem(this.store);
    } catch { /* nothing to remove */ }
    this.post({ key: note.dataset.key, discard: "1" });
    note.remove();
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
