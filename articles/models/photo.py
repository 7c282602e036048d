from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from newsroom.shared.paths import url_of_folder

from .crops import MIN_SIZES, is_large_enough


class PhotoQuerySet(models.QuerySet["Photo"]):
    def without_crops(self) -> PhotoQuerySet:
        """That could have them: from before there were crops, or whose files could not be written."""
        width, height = MIN_SIZES
        return self.filter(crops_for="", width__gte=width, height__gte=height)


class Photo(models.Model):
    """An image of the library, re-encoded from the upload, with its renditions in the same folder.

    `file` is the master (JPEG, at most 2560 px on the longer side); beside it stands `<width>.webp` for every width
    in `widths`, and the crops of `articles.models.crops`. All are made by `articles.pictures.store`, the only way in.
    """

    file = models.ImageField(
        _("file"), upload_to="photos/", width_field="width", height_field="height", max_length=200, unique=True
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(_("rendition widths"), default=list, editable=False)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=80, blank=True, help_text=_("As it is printed: 사진=동작구 제공"))
    alt_text = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What is to be seen, for those who cannot see it."),
    )
    focal_x = models.PositiveSmallIntegerField(
        # xgettext:no-python-format
        _("focal point, % from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        # xgettext:no-python-format
        _("focal point, % from the top"),
        default=40,
        validators=[MaxValueValidator(100)],
    )
    crops_for = models.CharField(max_length=7, default="", editable=False)
    """The focal point that the crops beside the master were made for; empty where there are none."""
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="photo_without_crops",
                condition=models.Q(crops_for="", width__gte=MIN_SIZES[0], height__gte=MIN_SIZES[1]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="photo_focal_point_is_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt_text or f"#{self.pk}"

    @property
    def alt(self) -> str:
        """What a screen reader says: the alternative text, else the caption; empty for a decorative picture."""
        return self.alt_text or self.caption

    @property
    def focus_class(self) -> str:
        """CSS classes that hold the focal point in a crop, in fifths; where it is half way across, none."""
        x = "" if self.focal_x == 50 else f"focus-x-{round(self.focal_x / 20) * 20} "
        return f"{x}focus-y-{round(self.focal_y / 20) * 20}"

    @property
    def focal_point(self) -> str:
        return f"{self.focal_x}-{self.focal_y}"

    @property
    def is_croppable(self) -> bool:
        return is_large_enough(self.width, self.height)

    def crop_name(self, shape: str, focal_point: str) -> str:
        return f"{self.folder}/{crop_file(shape, focal_point)}"

    def crop_url(self, shape: str) -> str:
        """One of `articles.models.crops.SHAPES`; where the photo has no crops, its master."""
        return f"{self.folder_url}{crop_file(shape, self.crops_for)}" if self.crops_for else self.file.url

    @property
    def folder(self) -> str:
        """If possible not asked of `file`: what that gives refers back to the photo, and a page's pictures would wait
        for the garbage collector.
        """
        return str(vars(self).get("file") or self.file).rpartition("/")[0]

    @cached_property
    def folder_url(self) -> str:
        return url_of_folder(self.folder)

    def rendition_at_least(self, width: int) -> str:
        """The smallest rendition that is `width` pixels wide or wider, else the widest."""
        return f"{self.folder_url}{self.file_at_least(width)}" if self.widths else self.file.url

    def file_at_least(self, width: int) -> str:
        """The name within the folder of what `rendition_at_least` leads to."""
        if not self.widths:
            return "master.jpg"
        wide_enough = [each for each in self.widths if each >= width]
        return f"{min(wide_enough) if wide_enough else max(self.widths)}.webp"

    @property
    def srcset(self) -> str:
        folder = self.folder_url
        return ", ".join([f"{folder}{width}.webp {width}w" for width in self.widths])

    @property
    def small_url(self) -> str:
        return self.rendition_at_least(320)

    @property
    def medium_url(self) -> str:
        return self.rendition_at_least(960)


def crop_file(shape: str, focal_point: str) -> str:
    return f"{shape}-{focal_point}.jpg"


class ArticlePhoto(models.Model):
    """A photo in an article's gallery, in order, with a caption of its own if it needs one."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="gallery")
    photo = models.ForeignKey(Photo, models.PROTECT, verbose_name=_("photo"), related_name="gallery_uses")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    own_caption = models.CharField(
        _("caption here"), max_length=300, blank=True, help_text=_("Empty: the photo's own caption.")
    )

    class Meta:
        verbose_name = _("gallery photo")
        verbose_name_plural = _("gallery photos")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("article", "photo", name="photo_once_in_a_gallery"),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def caption(self) -> str:
        return self.own_caption or self.photo.caption
