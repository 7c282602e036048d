// <own-byline>: signs the article with the name of the reporter who is writing, at a press.
class OwnByline extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.addByline());
  }

  addByline() {
    const { prefix, id, name } = this.dataset;
    const selects = () => [...this.querySelectorAll(`select[name^="${prefix}-"]:not([name*="__prefix__"])`)];
    if (selects().some((select) => select.value === id)) return;
    if (!selects().some((select) => !select.value)) this.querySelector(".add-row a").click();
    const select = selects().find((each) => !each.value);
    django.jQuery(select).append(new Option(name, id, true, true)).trigger("change");
  }
}

document.addEventListener("DOMContentLoaded", () => customElements.define("own-byline", OwnByline));
