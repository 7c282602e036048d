// Pictures that do not come along with what is pasted: nothing is fetched for them, neither here nor at the server, until
// somebody asks for it. Each leaves a box at its place, and its address with it; the server tells them from readers' text.
(() => {
  CKEDITOR.plugins.add("newsroomabsent", {
    requires: "widget,notification",

    init(editor) {
      const { library: known, words } = editor.config.newsroomAbsent;
      const library = [...known, ...known.filter((start) => start.startsWith("/")).map((start) => location.origin + start)];
      addBoxes(editor, words);
      // After the paste filter, before pictures that come as data are uploaded.
      editor.on("paste", ({ data }) => {
        const { html, count } = withPlaces(data.dataValue, library);
        if (!count) return;
        data.dataValue = html;
        editor.showNotification(words.told.replace("%s", count), "warning");
      }, null, null, 8);
      // Whatever else brings HTML in: the form itself, shown again after a refusal or brought back.
      editor.on("toHtml", ({ data }) => {
        if (typeof data.dataValue === "string") data.dataValue = withPlaces(data.dataValue, library).html;
      }, null, null, 1);
    },
  });

  function withPlaces(html, library) {
    if (!/<img\b/i.test(html)) return { html, count: 0 };
    const page = document.implementation.createHTMLDocument(""); // without a window: nothing in it is fetched
    page.body.innerHTML = html;
    const strangers = [...page.querySelectorAll("img")].filter((image) => !isOurs(image, library));
    const after = new Map();
    let count = 0;
    for (const image of strangers) {
      const paragraph = image.closest("p, h1, h2, h3, h4, h5, h6");
      if (!isUnseen(image)) {
        put(placeFor(image, page), image, paragraph, after);
        count += 1;
      }
      image.remove();
      if (paragraph && !paragraph.textContent.trim() && !paragraph.querySelector("img, iframe")) paragraph.remove();
    }
    return { html: strangers.length ? page.body.innerHTML : html, count };
  }

  function addressOf(image) {
    return image.getAttribute("data-cke-saved-src") ?? image.getAttribute("src") ?? "";
  }

  function isOurs(image, library) {
    if (image.hasAttribute("data-cke-upload-id") || image.hasAttribute("data-cke-realelement")) return true;
    const address = addressOf(image);
    return /^(?:data:image|blob:)/i.test(address) || library.some((start) => address.startsWith(start));
  }

  // A pixel that counts who has read a mail; the server passes over it, too.
  function isUnseen(image) {
    return ["width", "height"].some((side) => /^[012]$/.test(image.getAttribute(side) ?? ""));
  }

  function placeFor(image, page) {
    const place = page.createElement("figure");
    place.className = "absent";
    place.setAttribute("data-from", addressOf(image).slice(0, 2000));
    if (image.alt) place.setAttribute("data-alt", image.alt);
    if (image.hasAttribute("data-photo")) place.setAttribute("data-photo", image.getAttribute("data-photo"));
    return place;
  }

  // In the picture's stead, its caption with it; out of a paragraph, in which no figure may stand: before it where the
  // picture opened it, else after it.
  function put(place, image, paragraph, after) {
    const figure = image.closest("figure");
    if (figure && figure.querySelectorAll("img").length === 1) {
      const caption = figure.querySelector("figcaption");
      if (caption) place.append(caption);
      figure.replaceWith(place);
      return;
    }
    if (!paragraph) {
      image.replaceWith(place);
      return;
    }
    const before = image.ownerDocument.createRange();
    before.setStart(paragraph, 0);
    before.setEndBefore(image);
    if (before.toString().trim()) {
      (after.get(paragraph) ?? paragraph).after(place);
      after.set(paragraph, place);
    } else {
      paragraph.before(place);
    }
  }

  function addBoxes(editor, words) {
    editor.addFeature({ name: "newsAbsent", allowedContent: "figure[data-from,data-alt,data-photo](!absent); figcaption" });
    editor.widgets.add("newsAbsent", {
      pathName: words.place,
      upcast(element, data) {
        if (element.name !== "figure" || !element.hasClass("absent")) return false;
        data.kept = { ...element.attributes };
        data.caption = element.getFirst("figcaption")?.getHtml() ?? "";
        const box = new CKEDITOR.htmlParser.element("div", { class: "absent" });
        element.replaceWith(box);
        return box;
      },
      downcast() {
        const { "data-from": address, "data-alt": alt, "data-photo": number } = this.data.kept;
        const attributes = { class: "absent", "data-from": address ?? "" };
        if (alt) attributes["data-alt"] = alt;
        if (number) attributes["data-photo"] = number;
        const figure = new CKEDITOR.htmlParser.element("figure", attributes);
        if (!this.data.caption) return figure;
        const caption = new CKEDITOR.htmlParser.element("figcaption");
        caption.setHtml(this.data.caption);
        figure.add(caption);
        return figure;
      },
      data() {
        const { "data-from": address, "data-alt": alt } = this.data.kept ?? {};
        this.element.setText(`${words.place}${alt ? ` · ${alt}` : ""}${address ? ` · ${address.slice(0, 120)}` : ""}`);
      },
    });
  }
})();
