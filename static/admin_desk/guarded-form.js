// <guarded-form>: asks before a page with something typed and not saved is left.
class GuardedForm extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    let isSaving = false;
    form.addEventListener("input", () => { this.isTouched = true; });
    form.addEventListener("submit", (event) => {
      isSaving = event.submitter?.formTarget !== "_blank";
    });
    window.addEventListener("beforeunload", (event) => {
      if (isSaving || !(this.isTouched || this.editorIsTouched())) return;
      event.preventDefault();
    });
  }

  editorIsTouched() {
    return Object.values(window.CKEDITOR?.instances ?? {}).some((editor) => editor.checkDirty());
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("guarded-form", GuardedForm));
