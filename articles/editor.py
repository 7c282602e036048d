"""The body editor's configuration: a newspaper's buttons and nothing that calls out."""

CKEDITOR_CONFIGS: dict[str, dict[str, object]] = {"default": {"versionCheck": False, "language": "ko"}}
