// The newspaper's part of the body editor: names for its paragraphs, and videos by their address.
(() => {
  const HOSTS = [
    [/^https:\/\/(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:.*&)?v=|shorts\/|live\/|embed\/)([\w-]{6,20})/, (id) => `https://www.youtube-nocookie.com/embed/${id}`],
    [/^https:\/\/youtu\.be\/([\w-]{6,20})/, (id) => `https://www.youtube-nocookie.com/embed/${id}`],
    [/^https:\/\/tv\.naver\.com\/(?:v|embed)\/(\d+)/, (id) => `https://tv.naver.com/embed/${id}`],
    [/^https:\/\/tv\.kakao\.com\/(?:v|channel\/\d+\/cliplink)\/(\d+)/, (id) => `https://tv.kakao.com/embed/player/cliplink/${id}`],
    [/^https:\/\/(?:www\.)?vimeo\.com\/(\d+)/, (id) => `https://player.vimeo.com/video/${id}`],
  ];

  function embedAddress(address) {
    for (const [pattern, embed] of HOSTS) {
      const found = address.trim().match(pattern);
      if (found) return embed(found[1]);
    }
    return "";
  }

  CKEDITOR.plugins.add("newsroom", {
    requires: "widget,dialog",

    init(editor) {
      const words = editor.config.newsroomWords;
      editor.on("langLoaded", () => {
        Object.assign(editor.lang.format, { tag_p: words.paragraph, tag_h2: words.subhead, tag_h3: words.smallSubhead });
      });
      CKEDITOR.dialog.add("newsVideo", () => videoDialog(words));
      editor.widgets.add("newsVideo", {
        dialog: "newsVideo",
        template: '<div class="video" data-address=""></div>',
        allowedContent: "iframe[!src,width,height,title,loading,allow,allowfullscreen,referrerpolicy]",

        // In the editor a video is a box with its address: nothing is asked of the host that has it.
        upcast(element) {
          if (element.name !== "iframe") return false;
          const box = new CKEDITOR.htmlParser.element("div", { class: "video", "data-address": element.attributes.src });
          element.replaceWith(box);
          return box;
        },
        downcast() {
          return new CKEDITOR.htmlParser.element("iframe", {
            src: this.data.address,
            width: "560",
            height: "315",
            loading: "lazy",
            allowfullscreen: "allowfullscreen",
          });
        },
        init() {
          this.setData("address", this.element.data("address") || "");
        },
        data() {
          this.element.data("address", this.data.address);
          this.element.setText(`▶ ${words.video}: ${this.data.address}`);
        },
      });
      editor.ui.addButton("NewsVideo", { label: words.video, command: "newsVideo", icon: `${this.path}video.svg` });
    },
  });

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
                return embedAddress(this.getValue()) ? true : words.videoRefused;
              },
              setup(widget) {
                this.setValue(widget.data.address);
              },
              commit(widget) {
                widget.setData("address", embedAddress(this.getValue()));
              },
            },
          ],
        },
      ],
    };
  }
})();
