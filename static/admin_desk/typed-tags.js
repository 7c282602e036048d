// Tags: what stands in the field is taken as typed, also where nobody waited for the list or pressed Enter. Select2 by
// itself would throw it away without a word. Esc still means: not this.
{
  const $ = window.django.jQuery;

  const take = (select, search) => {
    const text = search.value.trim();
    if (!text) return;
    const known = [...select.options].find((option) => option.text === text);
    if (known) known.selected = true;
    else select.append(new Option(text, text, true, true));
    search.value = "";
    $(select).trigger("change");
    select.dispatchEvent(new Event("change", { bubbles: true })); // for <open-form>, which keeps what is typed
  };

  const watch = (select) => {
    const field = select.parentElement;
    $(select).on("select2:closing", ({ params }) => {
      const { originalEvent, originalSelect2Event } = params.args ?? {};
      const search = field.querySelector(".select2-search__field");
      if (search && !originalSelect2Event && originalEvent?.key !== "Escape") take(select, search);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches(".select2-search__field")) return;
      if (document.querySelector(".select2-results__option--highlighted")) return; // Select2 takes that one
      event.preventDefault();
      take(select, event.target);
    }, true);
  };

  $(() => document.querySelectorAll("select[data-tags=true]").forEach(watch));
}
