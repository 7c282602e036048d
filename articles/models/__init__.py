from .article import Article, Byline, RelatedArticle
from .block import Block
from .correction import Correction
from .page import Page
from .photo import ArticlePhoto, Photo
from .placement import Placement
from .publication import Publication
from .reporter import Reporter
from .section import Section
from .source import Source
from .tag import Tag

__all__ = [
    "Article",
    "ArticlePhoto",
    "Block",
    "Byline",
    "Correction",
    "Page",
    "Photo",
    "Placement",
    "Publication",
    "RelatedArticle",
    "Reporter",
    "Section",
    "Source",
    "Tag",
]
