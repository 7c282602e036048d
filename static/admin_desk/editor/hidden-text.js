// What a paste holds that readers were never to see goes first: deleted words, comments, hidden text. The editor's
// own filters would keep its words and lose what hides them. The rules are those of `articles/body/hidden.py`.
(() => {
  CKEDITOR.plugins.add("newsroomHiddenText", {
    init(editor) {
      editor.on("paste", ({ data }) => withoutHidden(data), null, null, 2); // once there is HTML, before any filter
    },
    visibleHtml,
  });

  function withoutHidden(data) {
    data.dataValue = visibleHtml(data.dataValue);
    const transfer = data.dataTransfer;
    const getData = transfer.getData;
    // The filters for Word and Google Docs read the clipboard itself.
    transfer.getData = (type, ...rest) => {
      const value = getData.call(transfer, type, ...rest);
      return type === "text/html" ? visibleHtml(value) : value;
    };
  }

  const HIDING = /<(?:del|ins|template|dialog)\b|style|hidden|mso|#cmnt/i;

  function visibleHtml(html) {
    if (!html || !HIDING.test(html)) return html;
    try {
      const page = new DOMParser().parseFromString(html, "text/html");
      const isWhole = /<(?:html|body)\b/i.test(html);
      hideComments(page.body);
      if (!removeHidden(page.body, "shown")) return html;
      return isWhole ? page.documentElement.outerHTML : page.body.innerHTML;
    } catch (error) {
      console.error(error); // the paste arrives all the same, and the server looks again
      return html;
    }
  }

  const COMMENT_CLASSES = ["msocommentreference", "msocommenttext", "msocommentsubject", "msocomanchor", "msocomtxt", "msocomoff"];
  const COMMENT_LINK = /#_mso(?:com|anchor)_\d+$/i;
  const GOOGLE_LINK = /^(?:(?:file:|https:\/\/docs\.google\.com\/)[^#]*)?#cmnt(?:_ref)?\d+$/i;
  const LABEL = /^\s*\[\p{L}[^[\]]{0,40}\d\]\s*$/u;

  // Sizes that go by the size around.
  const RELATIVE = /^[+]?[\d.]+(?:em|ex|ch|%)$|^(?:smaller|larger|inherit|unset|revert)$/;

  function sightOf(element, around) {
    const classes = (element.getAttribute("class") || "").toLowerCase().split(/\s+/);
    const isGone =
      element.localName === "del" ||
      element.hasAttribute("hidden") ||
      element.localName === "template" ||
      (element.localName === "dialog" && !element.hasAttribute("open")) ||
      COMMENT_LINK.test(element.getAttribute("href") || "") ||
      GOOGLE_LINK.test(element.getAttribute("href") || "") ||
      COMMENT_CLASSES.some((name) => classes.includes(name));
    if (isGone) return "gone";
    if (!element.hasAttribute("style")) return around;
    const { display, visibility, opacity, fontSize } = element.style;
    if (opacity !== "" && parseFloat(opacity) === 0 && element.localName !== "img") return "gone";
    if (display === "none" || /^(?:comment-list|comment)$/.test(isFromWord(element, "element"))) return "gone";
    const hides = isFromWord(element, "hide");
    if (/^(?:all|screen)$/.test(hides) || /^(?:hidden|collapse)$/.test(visibility)) return "hidden";
    if (around === "hidden" && (hides === "none" || visibility === "visible")) return "shown";
    if (around !== "hidden" && parseFloat(fontSize) === 0) return "sizeless";
    if (around === "sizeless" && fontSize && !RELATIVE.test(fontSize)) return "shown";
    return around === "shown" && isFromWord(element, "comment-reference") ? "labelled" : around;
  }

  // Of Google Docs: they stand below the text as blocks like all others, each with a link back to its words first.
  function hideComments(body) {
    for (const link of body.querySelectorAll('a[href*="#cmnt_ref" i]')) {
      if (!GOOGLE_LINK.test(link.getAttribute("href"))) continue;
      const block = link.closest("p, div, li, td");
      if (!block || !isFirst(link, block)) continue;
      block.setAttribute("hidden", "");
      const around = block.parentElement;
      if (around.localName === "div" && isFirst(block, around)) around.setAttribute("hidden", "");
    }
  }

  function isFirst(node, block) {
    for (let at = node; at !== block; at = at.parentNode) {
      for (let before = at.previousSibling; before; before = before.previousSibling) {
        if (before.textContent.trim() && before.nodeType !== Node.COMMENT_NODE) return false;
      }
    }
    return true;
  }

  // Properties of Word's own are not among those that a browser knows.
  function isFromWord(element, property) {
    const style = element.getAttribute("style").replace(/\/\*.*?\*\//gs, "");
    const found = style.match(new RegExp(`(?:^|;)\\s*mso-${property}\\s*:\\s*["']?([\\w-]+)`, "i"));
    return found ? found[1].toLowerCase() : "";
  }

  // Takes out of an element what is not shown of it; whether that was anything.
  function removeHidden(element, sight) {
    let has = false;
    for (const node of [...element.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (sight === "hidden" || sight === "sizeless" || (sight === "labelled" && LABEL.test(node.data))) {
          node.remove();
          has = true;
        }
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const within = sightOf(node, sight);
        if (within === "gone" || (within === "hidden" && /^(?:br|hr|img|iframe)$/.test(node.localName))) {
          node.remove();
          has = true;
          continue;
        }
        has = removeHidden(node, within) || has;
        if (node.localName === "ins") {
          node.replaceWith(...node.childNodes);
          has = true;
        }
      }
    }
    return has;
  }
})();
