"""The surface stations of the Korea Meteorological Administration, from `stations.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

from .models import Station

TABLE = Path(__file__).with_name("stations.csv")
IN_HEADER = [98, 105, 108, 133, 143, 152, 156, 159, 172, 184, 201, 226, 238, 259, 283, 294]
"""The weather line until the desk chooses another: 동두천 강릉 서울 대전 대구 울산 광주 부산 고창 제주 강화 보은 금산
강진군 경주시 거제."""


def load_stations(model: type[Station] = Station) -> int:
    """Adds the stations that are missing and returns their number. What the desk has changed of others stays.

    A migration loads them too, with the `model` of its time.
    """
    known = set(model.objects.values_list("number", flat=True))
    with TABLE.open(encoding="utf-8", newline="") as table:
        missing = [row for row in csv.DictReader(table) if int(row["number"]) not in known]
    model.objects.bulk_create(
        model(
            number=(number := int(row["number"])),
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            in_header=number in IN_HEADER,
            position=IN_HEADER.index(number) + 1 if number in IN_HEADER else len(IN_HEADER) + 1,
        )
        for row in missing
    )
    return len(missing)
