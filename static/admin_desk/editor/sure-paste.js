// What is pasted arrives. The filters for Word, Google Docs and LibreOffice are scripts that are fetched and may fail:
// one that throws, or never came, leaves the text to the editor's ordinary filter; if that fails too, to plain text.
(() => {
  const PATIENCE = 3000;
  const loaded = new Set();
  let tries = 0;
  let loading = null;

  CKEDITOR.plugins.add("surepaste", {
    requires: "pastetools",

    // All plug-ins that bring a filter register it in `init`: by then this one has put itself between.
    beforeInit(editor) {
      const handlers = [];
      const register = editor.pasteTools.register.bind(editor.pasteTools);
      editor.pasteTools.register = (handler) => {
        handlers.push(handler);
        register(withFallback(editor, handler));
      };
      editor.on("instanceReady", () => load(handlers));
      editor.on("paste", (event) => waitForFilters(editor, handlers, event), null, null, 2);
      keepPlainText(editor);
    },
  });

  // `filters` is left empty: a script that cannot be had must not hold up the paste, so they are fetched here.
  function withFallback(editor, handler) {
    return {
      ...handler,
      filters: [],
      canHandle: (event) => canHandle(handler, event),
      handle(event, next) {
        const { dataValue, type } = event.data;
        try {
          handler.handle(event, () => {});
        } catch {
          Object.assign(event.data, { dataValue: stripMarkup(dataValue), type, dontFilter: false });
          showNotice(editor);
        }
        next();
      },
    };
  }

  function canHandle(handler, event) {
    try {
      return handler.canHandle(event);
    } catch {
      return false;
    }
  }

  // One after the other: the later ones build on the first.
  function load(handlers) {
    loading ??= (async () => {
      tries += 1;
      const addresses = new Set(handlers.flatMap(({ filters }) => filters ?? []));
      for (const address of addresses) {
        if (loaded.has(address)) continue;
        const again = tries > 1 ? `${address.includes("?") ? "&" : "?"}try=${tries}` : ""; // a lost one counts as loaded
        const came = await new Promise((resolve) => { CKEDITOR.scriptLoader.queue(address + again, resolve); });
        if (came) loaded.add(address);
      }
    })().finally(() => { loading = null; });
    return loading;
  }

  function waitForFilters(editor, handlers, event) {
    const { data } = event;
    if (data.hasWaited) return;
    const missing = handlers.filter((handler) => handler.filters?.some((address) => !loaded.has(address)));
    if (!missing.some((handler) => canHandle(handler, event))) return;
    event.cancel();
    const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
    Promise.race([load(handlers), late]).then(() => setTimeout(() => {
      if (editor.status !== "ready") return;
      data.hasWaited = true;
      editor.fire("paste", data);
    }));
  }

  // The last net: an error on the way from the clipboard to the text, wherever it is thrown. Where the clipboard
  // has markup it is that text, without what hidden-text.js would take out: the clipboard's plain text has its words.
  function keepPlainText(editor) {
    let onItsWay = null;
    editor.on("paste", ({ data }) => {
      const from = data.dataTransfer; // the editor takes the markup out of it later
      const markup = from?.getData("text/html") || data.dataValue;
      onItsWay = markup ? textOf(withoutHidden(markup)) : from?.getData("text/plain");
      setTimeout(() => { onItsWay = null; });
    }, null, null, 0);
    editor.on("paste", () => { onItsWay = null; }, null, null, 1001); // the editor puts it into the text at 1000
    window.addEventListener("error", () => {
      const text = onItsWay;
      onItsWay = null;
      if (!text || editor.status !== "ready") return;
      editor.insertText(text);
      showNotice(editor);
    });
  }

  function parseHtml(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelectorAll("head, style, script, title, xml").forEach((each) => each.remove());
    return page;
  }

  function stripMarkup(html) {
    const { body } = parseHtml(html);
    body.querySelectorAll('b[style*="font-weight:normal"]').forEach((each) => each.replaceWith(...each.childNodes)); // Google's
    return body.innerHTML.replace(/<!--[\s\S]*?-->/g, "");
  }

  function withoutHidden(html) {
    return CKEDITOR.plugins.get("newsroomHiddenText").visibleHtml(html);
  }

  function textOf(html) {
    const flowing = html.replace(/[ \t\r\n\f]+/g, " ");
    const blocks = flowing.replace(/<\/(?:p|div|h\d|blockquote)>/gi, "$&\n\n");
    const page = parseHtml(blocks.replace(/<br\b[^>]*>|<\/(?:li|tr)>/gi, "$&\n"));
    return page.body.textContent.replace(/ *\n */g, "\n").replace(/\n{3,}/g, "\n\n").trim();
  }

  function showNotice(editor) {
    editor.showNotification(editor.config.newsroomWords.pastedBare, "warning", 6000);
  }
})();
