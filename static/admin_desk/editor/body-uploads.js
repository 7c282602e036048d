// The pictures that upload into a body, each a line under the editor: for <waiting-steps> to count, and for the writer
// to read why one did not come, to try it again at its place or to take it out.
CKEDITOR.on("instanceCreated", ({ editor }) => {
  const lines = new Map();
  let words = {};

  editor.on("langLoaded", () => {
    words = editor.config.newsroomWords;
    const { signedOut, tooLarge, uploadFailed } = words;
    Object.assign(editor.lang.filetools, { httpError401: signedOut, httpError403: signedOut, httpError413: tooLarge, networkError: uploadFailed });
  });
  editor.on("pluginsLoaded", () => {
    editor.uploadRepository?.on("instanceCreated", ({ data: loader }) => watch(loader));
  });
  editor.on("change", () => {
    for (const [loader, line] of lines) if (line.dataset.upload === "failed" && !placeOf(loader)) drop(loader);
  });

  function watch(loader) {
    const line = document.createElement("li");
    Object.assign(line, { className: "upload-failure", hidden: true });
    line.dataset.upload = "running";
    lines.set(loader, line);
    list().append(line);
    loader.on("error", () => { loader.message = told(loader.xhr) || loader.message; }, null, null, 1);
    loader.on("error", () => fail(loader));
    loader.on("uploaded", () => drop(loader));
    loader.on("abort", () => drop(loader));
  }

  function list() {
    const { $: container } = editor.container;
    if (container.nextElementSibling?.matches(".upload-failures")) return container.nextElementSibling;
    const made = document.createElement("ul");
    made.className = "upload-failures";
    container.after(made);
    return made;
  }

  /* The server says more than the number of its answer. */
  function told(xhr) {
    try { return JSON.parse(xhr.responseText).error.message; } catch { return ""; }
  }

  function placeOf(loader) {
    return editor.editable()?.findOne(`[data-cke-upload-id="${loader.id}"]`);
  }

  function drop(loader) {
    lines.get(loader)?.remove();
    lines.delete(loader);
  }

  /* One of the picture dialog has no place yet, and the dialog says itself what is wrong. */
  function fail(loader) {
    const line = lines.get(loader);
    if (!line || !placeOf(loader)) return drop(loader);
    line.dataset.upload = "failed";
    line.hidden = false;
    line.replaceChildren(`${loader.fileName}: ${loader.message} `, button(words.again, () => again(loader), "upload-again"), " ", button(words.takeOut, () => takeOut(loader)));
    return line.scrollIntoView({ block: "nearest" });
  }

  function again(loader) {
    const line = lines.get(loader);
    line.dataset.upload = "running";
    line.hidden = true;
    placeOf(loader).getAscendant((each) => each.type === CKEDITOR.NODE_ELEMENT && each.hasClass("cke_widget_wrapper"), true)?.removeClass("upload-failed");
    loader.upload(loader.uploadUrl);
    editor.focus();
  }

  function takeOut(loader) {
    const widget = editor.widgets.getByElement(placeOf(loader));
    drop(loader);
    if (widget) editor.widgets.del(widget);
    editor.focus();
  }

  function button(text, act, name = "") {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `button ${name}`, textContent: text });
    made.addEventListener("click", act);
    return made;
  }
});
