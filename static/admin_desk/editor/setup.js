// What the body editor cannot be told in its settings: whose upload it is, and what went wrong with it.
CKEDITOR.on("instanceCreated", ({ editor }) => {
  editor.on("fileUploadRequest", (event) => {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
    event.data.fileLoader.xhr.setRequestHeader("X-CSRFToken", token);
    // What arrives twice under its key is one photo.
    event.data.requestData.form_key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  });
});
