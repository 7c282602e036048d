// Keeps what one types clear of the bars that stick to the window's edges: at least 40 pixels, whatever height the bars
// have at the moment. Browsers heed `scroll-padding` for fields, focus and anchors; the body editor's frame is led here.
(() => {
  const CLEAR = 40;
  const root = document.documentElement;
  let room = { above: 0, below: 0 };

  /* What sticks to the upper and lower edge, as high as it is now. */
  function measureBars() {
    room = { above: 0, below: 0 };
    for (const bar of document.querySelectorAll(".submit-row, .cke_top, [data-sticks]")) {
      const { position, insetBlockStart, insetBlockEnd } = getComputedStyle(bar);
      if (!["sticky", "fixed"].includes(position) || !bar.offsetHeight) continue;
      if (insetBlockEnd !== "auto") room.below = Math.max(room.below, bar.offsetHeight + parseFloat(insetBlockEnd));
      else if (insetBlockStart !== "auto") room.above = Math.max(room.above, bar.offsetHeight + parseFloat(insetBlockStart));
    }
    scheduleScroll();
    root.style.scrollPaddingBlock = `${room.above + CLEAR}px ${room.below + CLEAR}px`;
  }

  function watchBars() {
    const sizes = new ResizeObserver(measureBars);
    document.querySelectorAll(".submit-row").forEach((bar) => sizes.observe(bar));
    new ResizeObserver(scheduleScroll).observe(document.querySelector("#content") ?? document.body); // a note has come above what is typed
    window.addEventListener("resize", measureBars);
    measureBars();
  }

  /* Where the caret stands in the window; none while nothing is selected in the editor. */
  function findCaret(editor) {
    const frame = editor.window.getFrame()?.$;
    const selection = editor.document.$.getSelection();
    if (!frame || !selection.rangeCount || !editor.focusManager.hasFocus) return null;
    const range = selection.getRangeAt(0).cloneRange();
    range.collapse(selection.focusNode === range.startContainer && selection.focusOffset === range.startOffset);
    let box = range.getClientRects()[0];
    if (!box) { // an empty line has no text to be measured
      const { startContainer: place, startOffset } = range;
      const element = place.nodeType === Node.ELEMENT_NODE ? place.childNodes[startOffset] ?? place : place;
      box = (element.nodeType === Node.ELEMENT_NODE ? element : element.parentElement).getBoundingClientRect();
    }
    const { top } = frame.getBoundingClientRect();
    return { top: box.top + top, bottom: Math.min(box.bottom, box.top + 60) + top };
  }

  /* A field of the form that is typed into: all of it, where it fits. */
  function fieldBox() {
    const field = document.activeElement;
    if (!field?.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])")) return null;
    return field.closest(".submit-row, .cke_dialog, .select2-container") ? null : field.getBoundingClientRect();
  }

  function scrollToField() {
    const editor = Object.values(window.CKEDITOR?.instances ?? {}).find(({ focusManager, mode }) => focusManager.hasFocus && mode === "wysiwyg");
    const box = fieldBox() ?? (editor && findCaret(editor));
    if (!box) return;
    const upper = room.above + CLEAR;
    const lower = window.innerHeight - room.below - CLEAR;
    if (box.bottom - box.top > lower - upper) return;
    if (box.bottom > lower) window.scrollBy({ top: Math.ceil(box.bottom - lower), behavior: "instant" });
    else if (box.top < upper) window.scrollBy({ top: Math.floor(box.top - upper), behavior: "instant" });
  }

  let planned = 0;
  function scheduleScroll() { // after what the browser and the editor do by themselves
    cancelAnimationFrame(planned);
    planned = requestAnimationFrame(() => { planned = requestAnimationFrame(scrollToField); });
  }

  function watchEditor(editor) {
    const listen = () => ["keydown", "input"].forEach((name) => editor.editable().attachListener(editor.document, name, scheduleScroll));
    editor.on("contentDom", listen);
    ["change", "afterPaste"].forEach((name) => editor.on(name, () => { if (editor.focusManager.hasFocus) scheduleScroll(); }));
    listen();
  }

  document.addEventListener("DOMContentLoaded", () => {
    watchBars();
    ["input", "keyup"].forEach((name) => document.addEventListener(name, scheduleScroll));
    window.CKEDITOR?.on("instanceReady", ({ editor }) => watchEditor(editor));
    Object.values(window.CKEDITOR?.instances ?? {}).filter(({ status }) => status === "ready").forEach(watchEditor);
  });
})();
