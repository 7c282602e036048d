// Counts the characters of every field with `data-counted`: the value is the length that reads best.
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("[data-counted]")) {
    const counter = document.createElement("output");
    counter.className = "counter";
    counter.htmlFor = field.id;
    field.after(counter);
    const count = () => {
      const typed = [...field.value].length;
      const good = Number(field.dataset.counted);
      counter.textContent = good ? `${typed} / ${good}` : String(typed);
      counter.classList.toggle("is-long", good > 0 && typed > good);
    };
    field.addEventListener("input", count);
    count();
  }
});
