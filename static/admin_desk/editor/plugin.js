// The newspaper's part of the body editor: its names for paragraphs, photos that go into the library, and videos.
(() => {
  CKEDITOR.plugins.add("newsroom", {
    requires: "widget,dialog,filetools,uploadwidget,image2",

    init(editor) {
      const words = editor.config.newsroomWords;
      editor.on("langLoaded", () => {
        Object.assign(editor.lang.format, { tag_p: words.paragraph, tag_h2: words.subhead, tag_h3: words.smallSubhead });
      });
      addPhotos(editor);
      addVideos(editor, words, this.path);
    },
  });

  // Pictures that are dropped or pasted go into the library, and stand in the text with room for a caption.
  function addPhotos(editor) {
    const { fileTools } = CKEDITOR;
    const address = editor.config.imageUploadUrl;

    fileTools.addUploadWidget(editor, "newsPhoto", {
      supportedTypes: /^image\//,
      uploadUrl: address,
      fileToElement() {
        const image = new CKEDITOR.dom.element("img");
        image.setAttribute("src", "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        return image;
      },
      parts: { img: "img" },
      onUploading(upload) {
        this.parts.img.setAttribute("src", upload.data);
      },
      // It stays where it stands, for another try; see body-uploads.js. What is saved has no trace of it.
      onError() {
        this.wrapper.addClass("upload-failed");
        return false;
      },
      onUploaded(upload) {
        const { width, height } = upload.responseData;
        this.replaceWith(`<img src="${upload.url}" width="${width}" height="${height}" alt="">`);
        setTimeout(() => makeRoomForCaption(upload.url)); // when the editor has made a picture of it
      },
    });

    function makeRoomForCaption(url) {
      for (const widget of Object.values(editor.widgets.instances)) {
        if (widget.name === "image" && widget.data.src === url) widget.setData("hasCaption", true);
      }
    }

    // The editor leaves a pasted picture selected. What comes next stands behind it, instead of taking its place.
    for (const name of ["insertHtml", "insertElement", "insertText"]) {
      editor.on(name, ({ data }) => { if (!data.range) stepBehindPicture(); }, null, null, 1);
    }

    function stepBehindPicture() {
      const { focused } = editor.widgets;
      if (!["newsPhoto", "image"].includes(focused?.name)) return;
      const behind = editor.createRange();
      behind.moveToPosition(focused.wrapper, CKEDITOR.POSITION_AFTER_END);
      behind.select();
    }

    // A picture inside what was copied from Word or 한글 comes as data in the text.
    editor.on("paste", ({ data }) => {
      if (!/<img[^>]+src="(?:data:image|file:)/i.test(data.dataValue)) return;
      const page = document.implementation.createHTMLDocument("");
      page.body.innerHTML = data.dataValue;
      // Word's pictures stay on the reporter's disk: the library has no way to them, and the text no use for a hole.
      page.querySelectorAll('img[src^="file:"]').forEach((image) => image.remove());
      for (const image of page.querySelectorAll('img[src^="data:image"]:not([data-cke-upload-id])')) {
        const loader = editor.uploadRepository.create(image.src);
        loader.upload(address);
        fileTools.markElement(new CKEDITOR.dom.element(image), "newsPhoto", loader.id);
        fileTools.bindNotifications(editor, loader);
      }
      data.dataValue = page.body.innerHTML;
    });
  }

  const VIDEO_HOSTS = /^https:\/\/(?:[\w-]+\.)?(?:youtube\.com|youtube-nocookie\.com|youtu\.be|tv\.naver\.com|tv\.kakao\.com|vimeo\.com)\/./;

  // In the editor a video is a box with its address: nothing is asked of the host that has it. Which addresses are
  // videos in the end, and in what form, the server says.
  function addVideos(editor, words, path) {
    CKEDITOR.dialog.add("newsVideo", () => videoDialog(words));
    editor.widgets.add("newsVideo", {
      dialog: "newsVideo",
      template: '<div class="video" data-address=""></div>',
      allowedContent: "iframe[!src,title]",

      upcast(element, data) {
        if (element.name !== "iframe") return false;
        data.address = element.attributes.src;
        data.title = element.attributes.title;
        const box = new CKEDITOR.htmlParser.element("div", { class: "video" });
        element.replaceWith(box);
        return box;
      },
      downcast() {
        const attributes = { src: this.data.address };
        if (this.data.title) attributes.title = this.data.title;
        return new CKEDITOR.htmlParser.element("iframe", attributes);
      },
      data() {
        this.element.setText(`▶ ${this.data.address || words.video}`);
      },
    });
    editor.ui.addButton("NewsVideo", { label: words.video, command: "newsVideo", icon: `${path}video.svg` });
  }

  function videoDialog(words) {
    return {
      title: words.video,
      minWidth: 360,
      minHeight: 60,
      contents: [
        {
          id: "video",
          elements: [
            {
              id: "address",
              type: "text",
              label: words.videoAddress,
              validate() {
                return VIDEO_HOSTS.test(this.getValue().trim()) ? true : words.videoRefused;
              },
              setup(widget) {
                this.setValue(widget.data.address || "");
              },
              commit(widget) {
                const vimeo = this.getValue().trim().match(/^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/);
                widget.setData("address", vimeo ? `https://player.vimeo.com/video/${vimeo[1]}` : this.getValue().trim());
              },
            },
          ],
        },
      ],
    };
  }
})();
