// What the body editor cannot be told in its settings: whose upload it is, and what went wrong with it.
CKEDITOR.on("instanceCreated", ({ editor }) => {
  editor.on("fileUploadRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token);
  });
});
