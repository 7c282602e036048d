"""What the newsroom keeps, one file a noun; their fields, querysets, and what cards need of other tables.

Changes of several rows, and whatever a person presses a button for, are in `articles.desk`.
"""

from .article import Article, Byline, RelatedArticle
from .block import Block
from .claim import Claim
from .correction import Correction
from .helpline import Helpline
from .old_address import OldAddress
from .open_form import OpenForm
from .page import Page
from .photo import ArticlePhoto, Photo
from .placement import Placement
from .portal_notice import PortalNotice
from .preview_link import PreviewLink
from .publication import Publication
from .read_count import MostRead, ReadCount
from .record import Record
from .reporter import Reporter
from .search_entry import NewName, SearchEntry, SearchFolding
from .section import Section
from .source import Source
from .standing import FrontSnapshot, Standing
from .tag import Tag

__all__ = [
    "Article",
    "ArticlePhoto",
    "Block",
    "Byline",
    "Claim",
    "Correction",
    "FrontSnapshot",
    "Helpline",
    "MostRead",
    "NewName",
    "OldAddress",
    "OpenForm",
    "Page",
    "Photo",
    "Placement",
    "PortalNotice",
    "PreviewLink",
    "Publication",
    "ReadCount",
    "Record",
    "RelatedArticle",
    "Reporter",
    "SearchEntry",
    "SearchFolding",
    "Section",
    "Source",
    "Standing",
    "Tag",
]
