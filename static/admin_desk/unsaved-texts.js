// <unsaved-texts>: what was typed in this form and never saved, at the server or in this browser alone: offered back,
// thrown away at a press, and had back at another within 24 hours, here or wherever the form is opened next.
class UnsavedTexts extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("open-form");
    this.store = `newsroom-open-form:${location.pathname}`;
    this.texts = new Map(); // those this page offers: another window may take them out of the browser's store meanwhile
    this.collectTexts().forEach((kept) => this.addText(kept));
    this.addEventListener("click", (event) => {
      if (event.target.matches(".discard")) this.discardText(event.target.closest(".open-note"));
    });
    // What the server has rendered works without a script; with it, one is not led away.
    this.querySelectorAll(".open-note.discarded").forEach((note) => this.showDiscarded(note));
  }

  /* The texts that wait beside the one that is being typed: only this browser may have them. */
  storedTexts() {
    try { return JSON.parse(localStorage.getItem(`${this.store}:aside`)) ?? []; } catch { return []; }
  }

  /* Those of them that are not too old, and whether there was room for them. */
  storeTexts(texts) {
    const day = 24 * 3600 * 1000;
    const kept = texts.filter(({ at, thrownAt }) => Date.now() - (thrownAt ?? at) < (thrownAt ? 1 : 30) * day);
    let hasRoom = true;
    try { localStorage.setItem(`${this.store}:aside`, JSON.stringify(kept)); } catch { hasRoom = false; }
    if (!hasRoom) this.showStorageFull();
    return { kept, hasRoom };
  }

  showStorageFull() {
    const note = this.querySelector(".full") ?? this.appendChild(document.createElement("p"));
    note.className = "open-note trouble full";
    note.setAttribute("role", "alert");
    note.textContent = this.dataset.full;
  }

  setDiscarded(key, thrownAt) {
    this.storeTexts(this.storedTexts().map((kept) => (kept.key === key ? { ...kept, thrownAt } : kept)));
  }

  /* A text of an earlier visit leaves the place in which <open-form> keeps the one of now. All that is to be offered. */
  collectTexts() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.store)); } catch { /* unreadable: as if there were none */ }
    const isSent = (key) => key === this.form.dataset.key && !this.form.dataset.typedAt; // it stands in the form
    const mine = kept && !isSent(kept.key) ? [kept] : [];
    const others = this.storedTexts().filter(({ key }) => key !== mine[0]?.key && !isSent(key));
    if (mine.length) localStorage.removeItem(this.store); // the place it takes is needed
    const { kept: texts, hasRoom } = this.storeTexts([...others, ...mine].filter((text) => !this.isAtServer(text)));
    if (mine.length && !hasRoom) localStorage.setItem(this.store, JSON.stringify(mine[0]));
    return texts;
  }

  findNote(key) {
    return this.querySelector(`.open-note[data-key="${CSS.escape(key)}"]`);
  }

  /* Else it was typed after the sign-in had expired. The two clocks may differ a little. */
  isAtServer({ key, at }) {
    const { key: own, broughtBack, typedAt: ownTypedAt } = this.form.dataset;
    const typedAt = key === own || key === broughtBack ? ownTypedAt : this.findNote(key)?.dataset.typedAt;
    return typedAt && at <= Number(typedAt) * 1000 + 3000;
  }

  addText(kept) {
    this.findNote(kept.key)?.remove();
    this.texts.set(kept.key, kept);
    const note = document.createElement("p");
    const time = { timeZone: "Asia/Seoul", dateStyle: "short", timeStyle: "short" };
    Object.assign(note.dataset, { key: kept.key, here: "", time: new Date(kept.at).toLocaleString("ko-KR", time) });
    this.append(note);
    if (kept.thrownAt) this.showDiscarded(note);
    else this.showUnsaved(note);
  }

  showUnsaved(note) {
    const isHere = "here" in note.dataset;
    const back = isHere ? this.makeButton(this.dataset.restore, () => this.restoreText(note.dataset.key)) : document.createElement("a");
    if (!isHere) Object.assign(back, { href: `?bring_back=${note.dataset.key}`, className: "button", textContent: this.dataset.restore });
    const away = this.makeButton(this.dataset.discard);
    away.classList.add("discard");
    note.className = "open-note unsaved";
    note.replaceChildren((isHere ? this.dataset.here : this.dataset.unsaved).replace("%s", note.dataset.time), " ", back, " ", away);
    return back;
  }

  showDiscarded(note) {
    const back = this.makeButton(this.dataset.undo, () => this.undoDiscard(note));
    note.className = "open-note discarded";
    note.replaceChildren(this.dataset.discarded.replace("%s", note.dataset.time), " ", back);
    return back;
  }

  makeButton(text, act) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: text });
    if (act) button.addEventListener("click", act);
    return button;
  }

  async restoreText(key) {
    const answer = await this.postForm({ key, typed: JSON.stringify(this.texts.get(key).typed) });
    if (answer?.ok) location.search = `?bring_back=${key}`;
  }

  discardText(note) {
    const { key } = note.dataset;
    this.setDiscarded(key, Date.now());
    this.postForm({ key, discard: "1" });
    this.showDiscarded(note).focus();
  }

  async undoDiscard(note) {
    const { key } = note.dataset;
    const answer = await this.postForm({ key, take_back: "1" });
    if (!answer?.ok && !("here" in note.dataset)) return;
    this.setDiscarded(key, undefined);
    this.showUnsaved(note).focus();
  }

  async postForm(fields) {
    const answer = await this.form.post(fields).catch(() => null);
    if (!answer) this.form.showError(this.form.dataset.lost);
    else if (answer.status === 403) this.form.showError(this.form.dataset.signedOut, this.form.dataset.signIn);
    return answer;
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("unsaved-texts", UnsavedTexts));
