/* The photos of an article on the whole screen: swiped, stepped through with keys, with caption and credit. Fetched when
   somebody opens one; without it a photo leads to its file. */
export function show(figures, first, template) {
  const dialog = template.content.firstElementChild.cloneNode(true);
  const find = (selector) => dialog.querySelector(selector);
  const strip = find("ol");
  strip.append(...figures.map(makeSlide));
  document.body.append(dialog);

  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const opener = document.activeElement;
  let at = -1;
  let aim = first; // where a glide leads to: quick presses count from there
  const go = (to, behavior = smooth) => {
    aim = Math.max(0, Math.min(figures.length - 1, to));
    strip.scrollTo({ left: strip.children[aim].offsetLeft, behavior });
  };
  const tell = () => {
    const now = Math.round(strip.scrollLeft / strip.clientWidth);
    if (now === at || now >= figures.length) return;
    at = now;
    find("[data-count]").textContent = `${at + 1} / ${figures.length}`;
    find("[role=status]").textContent = `${at + 1} / ${figures.length} ${strip.children[at].innerText}`;
    for (const button of dialog.querySelectorAll("[data-step]")) {
      const next = at + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(next < 0 || next >= figures.length));
    }
  };
  strip.addEventListener("scroll", tell);
  strip.addEventListener("scrollend", () => { aim = at; });
  const keys = { ArrowLeft: () => aim - 1, ArrowRight: () => aim + 1, Home: () => 0, End: () => figures.length - 1 };
  dialog.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    go(keys[event.key]());
  });
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.step) go(aim + Number(button.dataset.step));
    else if (button?.matches("[data-full]")) toggleFullscreen(find(".viewer-stage"));
    else if (button || target.matches("li")) dialog.close();
  });

  /* The phone's way back closes it, as readers expect, and leaves them on the article. */
  const back = () => dialog.close();
  history.pushState({ photo: true }, "");
  addEventListener("popstate", back);
  dialog.addEventListener("close", async () => {
    removeEventListener("popstate", back);
    if (history.state?.photo) history.back();
    if (document.fullscreenElement) await document.exitFullscreen();
    dialog.remove();
    opener?.focus({ preventScroll: true });
  });
  document.addEventListener("fullscreenchange", () => {
    find("[data-full]")?.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
  });

  if (!document.fullscreenEnabled) find("[data-full]").remove();
  addEventListener("resize", () => go(at, "instant"));
  dialog.showModal();
  strip.focus();
  go(first, "instant");
  tell();
}

function makeSlide(figure) {
  const item = document.createElement("li");
  const photo = figure.querySelector("img").cloneNode();
  photo.sizes = "100vw";
  photo.removeAttribute("loading");
  photo.removeAttribute("class");
  item.append(photo);
  const caption = figure.querySelector("figcaption")?.cloneNode(true);
  if (caption) {
    const said = document.createElement("p");
    said.append(...caption.childNodes);
    item.append(said);
  }
  return item;
}

/* Browsers refuse it to a dialog itself. */
function toggleFullscreen(stage) {
  if (document.fullscreenElement) document.exitFullscreen();
  else stage.requestFullscreen().catch(() => {});
}
