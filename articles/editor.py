"""The body editor's configuration: a newspaper's buttons and nothing that calls out.

What an article may hold is decided by `articles.body`, which cleans on every write; this only spares the reporter
what would be thrown away. `docs/adr/0002` tells of the editor's risks and how to swap it for another: the one place
that names it besides this is `articles.admin.widgets.BodyWidget`.
"""

from __future__ import annotations

from typing import Any

SPECIAL_CHARACTERS = [*"◆◇▲△▼▽■□●○★☆※‧·…「」『』“”‘’《》〈〉【】①②③④⑤⑥⑦⑧⑨⑩→←↑↓⇒×÷±℃㎡㎞㎏㎥％＋－～ⓒ®™₩€"]

TOOLBAR = [
    ["Undo", "Redo"],
    ["Format", "Bold"],
    ["BulletedList", "NumberedList", "Blockquote"],
    ["Link", "Unlink"],
    ["Image", "NewsVideo", "Table", "SpecialChar"],
    ["PasteText", "RemoveFormat", "Find"],
    ["Maximize"],
]

NETWORK_PLUGINS = ["exportpdf", "scayt", "wsc", "embed", "embedbase", "autoembed", "embedsemantic", "mathjax"]
"""Plug-ins that ask other hosts."""

UNUSED_PLUGINS = [
    *["about", "bidi", "colorbutton", "colordialog", "copyformatting", "dialogadvtab", "div", "elementspath"],
    *["flash", "font", "forms", "horizontalrule", "iframe", "image", "indentblock", "justify", "language"],
    *["liststyle", "newpage", "pagebreak", "preview", "print", "save", "selectall", "showblocks", "smiley"],
    *["sourcearea", "stylescombo", "templates", "uploadimage"],  # our own plug-in uploads
]

CKEDITOR_CONFIGS: dict[str, dict[str, Any]] = {
    "default": {
        "versionCheck": False,  # else every opening of the editor calls cke4.ckeditor.com
        "language": "ko",
        "contentsLanguage": "ko",
        "defaultLanguage": "ko",
        "toolbar": TOOLBAR,
        "toolbarCanCollapse": False,
        "format_tags": "p;h2;h3",
        "width": "100%",
        "height": 420,
        "autoGrow_minHeight": 420,
        "autoGrow_maxHeight": 760,
        "autoGrow_onStartup": True,
        "resize_dir": "vertical",
        "removePlugins": ",".join(NETWORK_PLUGINS + UNUSED_PLUGINS),
        "extra_plugins": [
            *["autogrow", "image2", "uploadwidget"],
            *["surepaste", "newsroom", "newsroomHiddenText", "newsroomabsent"],
        ],
        "removeDialogTabs": "link:advanced;link:target;table:advanced",
        "linkDefaultProtocol": "https://",
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
        "disableNativeSpellChecker": False,
        "browserContextMenuOnCtrl": True,
        # Hangul, quotation marks and ◆ ▲ ‧ stay the characters they are.
        "entities": False,
        "entities_latin": False,
        "entities_greek": False,
        "entities_additional": "",
        "specialChars": SPECIAL_CHARACTERS,
        "fillEmptyBlocks": False,
        "clipboard_handleImages": False,  # a pasted picture goes into the library, not as data into the text
        "image2_disableResizer": True,
        "image2_captionedClass": "photo",
        "filebrowserUploadMethod": "xhr",
        # What comes from 한글, Word and web pages keeps its structure and loses its looks. Inline styles are thrown
        # away by the server too; here so that the reporter sees at once what readers will see.
        "pasteFilter": "p br h2 h3 h4 ul ol li blockquote strong em b i u s sub sup; "
        "table caption thead tbody tfoot tr; th td[colspan,rowspan]; "
        "a[!href]; figure figcaption; "
        "img[!src,alt,width,height,data-widget,data-cke-upload-id]",  # the last two are how an upload is known
        "pasteFromWordRemoveFontStyles": True,
        "pasteFromWordRemoveStyles": True,
        "pasteFromWordPromptCleanup": False,
        "extraAllowedContent": "h2(subhead); h4 s u sub sup em; ol[start]; a[!href,title]; blockquote; "
        "caption thead tbody tfoot; th td[colspan,rowspan,scope]; figure[tabindex](photo,embed,table); figcaption; "
        "span(credit); img[!src,alt,width,height,srcset,sizes,loading,decoding,data-photo]; iframe[!src,title]",
        "disallowedContent": "*{*}; *[on*,style]; script; style",
    }
}
