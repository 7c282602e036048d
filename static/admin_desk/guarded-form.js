// <guarded-form>: asks before a page with something typed and not saved is left.
class GuardedForm extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    let isSaving = false;
    form.autocomplete = "off"; // or the browser's way back fills a new article with one that is saved already
    this.scrollToError(form);
    form.addEventListener("keydown", (event) => this.blockImplicitSubmit(event));
    form.addEventListener("input", () => { this.isTouched = true; });
    django.jQuery(form).on("change", () => { this.isTouched = true; }); // what is chosen from a list has no input
    form.addEventListener("submit", (event) => {
      this.renewToken(form);
      isSaving = !event.submitter?.formTarget; // else it is a preview, elsewhere
    });
    Object.values(window.CKEDITOR?.instances ?? {}).forEach((editor) => this.watchEditor(editor));
    window.CKEDITOR?.on("instanceReady", ({ editor }) => this.watchEditor(editor));
    window.addEventListener("beforeunload", (event) => {
      if (isSaving || !this.isTouched) return;
      event.preventDefault();
    });
  }

  /* Who has signed in again in another window has a new token, and this page an old one. */
  renewToken(form) {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  }

  /* What a step asks for is typed beside the step's button: Enter goes there, and does not press it. */
  blockImplicitSubmit(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches(".step-details input")) return;
    event.preventDefault();
    const asks = event.target.closest("details");
    (asks.querySelector("button") ?? asks.previousElementSibling)?.focus();
  }

  /* Where something is wrong, there one begins. */
  scrollToError(form) {
    const wrong = form.querySelector(".form-row .errorlist, .form-row.errors, td .errorlist");
    const field = wrong?.closest(".form-row, td")?.querySelector("input:not([type=hidden]), select, textarea");
    const before = document.activeElement;
    if (field) setTimeout(() => {
      if (![before, document.body].includes(document.activeElement)) return; // somebody has begun elsewhere meanwhile
      field.focus();
      field.scrollIntoView({ block: "center" });
    }, 300);
  }

  /* The editor puts a loaded text into its own form, too: only what changes under the writer's hands counts. */
  watchEditor(editor) {
    editor.on("change", () => { if (editor.focusManager.hasFocus) this.isTouched = true; });
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("guarded-form", GuardedForm));
