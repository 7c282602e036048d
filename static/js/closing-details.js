/* A menu that is open closes by Escape, and by a press beside it, which does nothing else. */
const open = () => document.querySelector(".sections-all[open], .share[open]");

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && open();
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const menu = open();
  if (!menu || menu.contains(event.target)) return;
  menu.open = false;
  event.preventDefault();
  event.stopPropagation();
}, true);
