"""Model instances from rows that Django has not asked for itself.

Which value of a row is which field's is Django's to know: it says so when it compiles a queryset (docs/adr/0023). Of a
model with a `from_db` of its own that makes the instance. Any other is given its values at once, since `from_db` as
Django has it sets each field by itself and tells listeners (`post_init`) of it: a fifth of a page that nothing is kept
of. What was not selected is absent, as Django has it for a deferred field.

What was selected beside several rows (`select_related`) and is the same row, their section, is the same instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]


class Loaded(NamedTuple):
    """Where a model's values stand in a row."""

    model: type[Model]
    names: tuple[str, ...]
    start: int
    end: int
    key: int
    """Where its primary key stands."""
    held_by: Any
    """The field by which the instance that it was selected with holds it."""
    related: tuple[Loaded, ...]

    @classmethod
    def of(cls, compiler: SQLCompiler, selected: dict[str, Any]) -> Loaded:
        """From what a compiler knows of its select (`klass_info`)."""
        model, places, field = selected["model"], selected["select_fields"], selected.get("field")
        if selected.get("from_parent"):
            raise ValueError(f"{model.__name__} is not loaded as models are")
        if field is not None and (selected["reverse"] or field.unique):
            raise ValueError(f"{model.__name__} would have to hold what it is selected with")
        names = tuple(compiler.select[place][0].target.attname for place in places)
        return cls(
            model=model,
            names=names,
            start=places[0],
            end=places[-1] + 1,
            key=places[0] + names.index(model._meta.pk.attname),
            held_by=field,
            related=tuple(cls.of(compiler, each) for each in selected.get("related_klass_infos", ())),
        )

    def maker(self, database: str) -> Callable[[Row], Model]:
        """For the rows of one query."""
        new, start, end = self.factory(database), self.start, self.end
        beside: list[tuple[Any, int, Callable[[Row], Model], dict[Any, Model | None]]] = [
            (each.held_by, each.key, each.maker(database), {None: None}) for each in self.related
        ]

        def make(row: Row) -> Model:
            instance = new(row[start:end])
            for field, place, make_beside, made in beside:
                key = row[place]
                if key not in made:
                    made[key] = make_beside(row)
                field.set_cached_value(instance, made[key])
            return instance

        return make

    def factory(self, database: str) -> Callable[[Row], Model]:
        """Of an instance with these values."""
        model, names, create = self.model, self.names, object.__new__
        if (model.from_db.__func__, model.__init__) != (Model.from_db.__func__, Model.__init__):  # type: ignore[attr-defined]
            return lambda values: model.from_db(database, names, values)

        def new(values: Row) -> Model:
            instance, state = create(model), ModelState()
            state.adding, state.db = False, database
            instance.__dict__ = dict(zip(names, values))  # noqa: B905  (there are as many; to ask takes half as long again)
            instance._state = state
            return instance

        return new


class InstanceLoader(NamedTuple):
    """Makes of rows what a queryset makes of them: instances, or of `values` and `values_list` tuples."""

    converters: list[tuple[int, list[Callable[..., Any]], Any]]
    """Where a value is not yet what the field says, and what makes it that."""
    loaded: Loaded | None
    """None: the rows themselves are wanted."""
    annotations: list[tuple[str, int]]
    width: int
    """Values of a row that are wanted: behind them may stand what the database needed for an order."""
    connection: Any

    @classmethod
    def of(cls, compiler: SQLCompiler) -> InstanceLoader:
        """Of one that has compiled a queryset."""
        found = compiler.get_converters([expression for expression, *_ in compiler.select])
        selected = None if compiler.query.has_select_fields else compiler.klass_info
        return cls(
            converters=[(place, list(converters), expression) for place, (converters, expression) in found.items()],
            loaded=Loaded.of(compiler, selected) if selected else None,
            annotations=list(compiler.annotation_col_map.items()) if selected else [],
            width=len(compiler.select),
            connection=compiler.connection,
        )

    def load(self, rows: Iterable[Row], database: str) -> list[Any]:
        if self.converters:
            rows = self.converted(rows)
        if self.loaded is None:
            return [tuple(row[: self.width]) for row in rows]
        make = self.loaded.maker(database)
        return [self.annotated(make(row), row) for row in rows] if self.annotations else list(map(make, rows))

    def annotated(self, instance: Model, row: Row) -> Model:
        for name, place in self.annotations:
            setattr(instance, name, row[place])
        return instance

    def converted(self, rows: Iterable[Row]) -> Iterator[Row]:
        """What stands in several rows, as the widths of most photos, is converted once and is the same value."""
        known: dict[tuple[int, Any], Any] = {}
        for row in rows:
            values = list(row)
            for place, converters, expression in self.converters:
                found = values[place]
                if (place, found) not in known:
                    value = found
                    for converter in converters:
                        value = converter(value, expression, self.connection)
                    known[place, found] = value
                values[place] = known[place, found]
            yield values
