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
    editor.uploadRepository?.on("instanceCreated", ({ data: loader }) => watchUpload(loader));
  });
  editor.on("change", () => {
    for (const [loader, line] of lines) if (line.dataset.upload === "failed" && !placeholderOf(loader)) forgetUpload(loader);
  });

  function watchUpload(loader) {
    const line = document.createElement("li");
    Object.assign(line, { className: "upload-failure", hidden: true });
    line.dataset.upload = "running";
    lines.set(loader, line);
    uploadList().append(line);
    loader.on("error", () => { loader.message = errorMessage(loader.xhr) || loader.message; }, null, null, 1);
    loader.on("error", () => showFailure(loader));
    loader.on("uploaded", () => forgetUpload(loader));
    loader.on("abort", () => forgetUpload(loader));
  }

  function uploadList() {
    const { $: container } = editor.container;
    if (container.nextElementSibling?.matches(".upload-failures")) return container.nextElementSibling;
    const made = document.createElement("ul");
    made.className = "upload-failures";
    container.after(made);
    return made;
  }

  /* The server says more than the number of its answer. */
  function errorMessage(xhr) {
    try { return JSON.parse(xhr.responseText).error.message; } catch { return ""; }
  }

  function placeholderOf(loader) {
    return editor.editable()?.findOne(`[data-cke-upload-id="${loader.id}"]`);
  }

  function forgetUpload(loader) {
    lines.get(loader)?.remove();
    lines.delete(loader);
  }

  /* One of the picture dialog has no place yet, and the dialog says itself what is wrong. */
  function showFailure(loader) {
    const line = lines.get(loader);
    if (!line || !placeholderOf(loader)) return forgetUpload(loader);
    line.dataset.upload = "failed";
    line.hidden = false;
    line.replaceChildren(`${loader.fileName}: ${loader.message} `, makeButton(words.again, () => retryUpload(loader), "upload-again"), " ", makeButton(words.takeOut, () => removeUpload(loader)));
    return line.scrollIntoView({ block: "nearest" });
  }

  function retryUpload(loader) {
    const line = lines.get(loader);
    line.dataset.upload = "running";
    line.hidden = true;
    placeholderOf(loader).getAscendant((each) => each.type === CKEDITOR.NODE_ELEMENT && each.hasClass("cke_widget_wrapper"), true)?.removeClass("upload-failed");
    loader.upload(loader.uploadUrl);
    editor.focus();
  }

  function removeUpload(loader) {
    const widget = editor.widgets.getByElement(placeholderOf(loader));
    forgetUpload(loader);
    if (widget) editor.widgets.del(widget);
    editor.focus();
  }

  function makeButton(text, act, name = "") {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: `button ${name}`, textContent: text });
    made.addEventListener("click", act);
    return made;
  }
});
