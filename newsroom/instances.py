"""Model instances straight from rows.

Django sets every field of an instance one by one and tells listeners of it, which takes longer than all else that is
done with a card. Here a row's values become what `Model.from_db` would have made of them, at once. A model with a
`from_db` or an `__init__` of its own is refused; signals (`post_init`, which image fields listen to) are not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

Row = Sequence[Any]


class Loaded(NamedTuple):
    """Where a model's values stand in a row, and how its instance hangs together with the one before."""

    model: type[Model]
    names: tuple[str, ...]
    start: int
    end: int
    key: int
    """Where its primary key stands."""
    hang: Callable[[Model, Model | None], None] | None
    """Puts it beside the instance that it was selected with; none for the first."""
    hang_back: Callable[[Model, Model], None] | None
    related: tuple[Loaded, ...]

    @classmethod
    def of(cls, compiler: SQLCompiler, selected: dict[str, Any]) -> Loaded:
        """From what a compiler knows of its select (`klass_info`)."""
        model, places = selected["model"], selected["select_fields"]
        usual = vars(Model)["from_db"].__func__, Model.__init__
        loads_as_usual = (model.from_db.__func__, model.__init__) == usual
        if not loads_as_usual or selected.get("from_parent"):
            raise ValueError(f"{model.__name__} is not loaded as models are")
        names = tuple(compiler.select[place][0].target.attname for place in places)
        return cls(
            model=model,
            names=names,
            start=places[0],
            end=places[-1] + 1,
            key=places[0] + names.index(model._meta.pk.attname),
            hang=selected.get("local_setter"),
            hang_back=selected.get("remote_setter"),
            related=tuple(cls.of(compiler, each) for each in selected.get("related_klass_infos", ())),
        )

    def made(self, row: Row, database: str) -> Model:
        instance = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, database
        instance.__dict__.update(zip(self.names, row[self.start : self.end], strict=True), _state=state)
        for each in self.related:
            each.hang_beside(instance, row, database)
        return instance

    def hang_beside(self, instance: Model, row: Row, database: str) -> None:
        made = None if row[self.key] is None else self.made(row, database)
        if self.hang is not None:
            self.hang(instance, made)
        if self.hang_back is not None and made is not None:
            self.hang_back(made, instance)


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
            rows = map(self.converted, rows)
        if self.loaded is None:
            return [tuple(row[: self.width]) for row in rows]
        return [self.instance(self.loaded, row, database) for row in rows]

    def instance(self, loaded: Loaded, row: Row, database: str) -> Model:
        made = loaded.made(row, database)
        for name, place in self.annotations:
            setattr(made, name, row[place])
        return made

    def converted(self, row: Row) -> Row:
        values = list(row)
        for place, converters, expression in self.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, self.connection)
        return values
