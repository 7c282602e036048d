"""Model instances straight from rows.

Django sets every field of an instance one by one and tells listeners of it, which takes longer than all else that is
done with a card. Here a row's values become what `Model.from_db` would have made of them, at once. A model with a
`from_db` or an `__init__` of its own is refused; signals (`post_init`, which image fields listen to) are not sent.

What was selected beside several rows (`select_related`) and is the same row, their section, is the same instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]


class Loaded(NamedTuple):
    """Where a model's values stand in a row, and as what the instance that it was selected with holds it."""

    model: type[Model]
    names: tuple[str, ...]
    start: int
    end: int
    key: int
    """Where its primary key stands."""
    held_as: str
    related: tuple[Loaded, ...]

    @classmethod
    def of(cls, compiler: SQLCompiler, selected: dict[str, Any]) -> Loaded:
        """From what a compiler knows of its select (`klass_info`)."""
        model, places, field = selected["model"], selected["select_fields"], selected.get("field")
        usual = vars(Model)["from_db"].__func__, Model.__init__
        if (model.from_db.__func__, model.__init__) != usual or selected.get("from_parent"):
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
            held_as=field.cache_name if field is not None else "",
            related=tuple(cls.of(compiler, each) for each in selected.get("related_klass_infos", ())),
        )

    def maker(self, database: str) -> Callable[[Row], Model]:
        """For the rows of one query."""
        model, names, start, end, new = self.model, self.names, self.start, self.end, object.__new__
        beside: list[tuple[str, int, Callable[[Row], Model], dict[Any, Model | None]]] = [
            (each.held_as, each.key, each.maker(database), {None: None}) for each in self.related
        ]

        def make(row: Row) -> Model:
            state = new(ModelState)
            state.adding = False
            state.db = database
            if beside:
                state.fields_cache = held = {}
                for name, place, make_beside, made in beside:
                    key = row[place]
                    if key not in made:
                        made[key] = make_beside(row)
                    held[name] = made[key]
            values = dict(zip(names, row[start:end]))  # noqa: B905  (there are as many; to ask takes half as long again)
            values["_state"] = state
            instance = new(model)
            instance.__dict__ = values
            return instance

        return make


class InstanceLoader(NamedTuple):
    """Makes of rows what a queryset makes of them."""

    converters: list[tuple[int, list[Callable[..., Any]], Any]]
    """Where a value is not yet what the field says, and what makes it that."""
    loaded: Loaded | None
    """None: the rows themselves are wanted."""
    annotations: list[tuple[str, int]]
    width: int
    """Values of a row that are wanted: behind them may stand what the database needed for an order."""
    connection: Any

    @classmethod
    def of(cls, queryset: QuerySet[Any], compiler: SQLCompiler) -> InstanceLoader:
        """Of the compiler that has compiled this queryset, of instances or of `values_list`."""
        found = compiler.get_converters([expression for expression, *_ in compiler.select])
        is_of_instances = queryset._iterable_class is ModelIterable
        if not is_of_instances and queryset._iterable_class is not ValuesListIterable:
            raise ValueError("A prepared query gives instances, or the rows of values_list")
        return cls(
            converters=[(place, list(converters), expression) for place, (converters, expression) in found.items()],
            loaded=Loaded.of(compiler, compiler.klass_info) if is_of_instances else None,
            annotations=list(compiler.annotation_col_map.items()) if is_of_instances else [],
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
