"""Deliveries: what the API sends to an address of the user's, which no operation speaks of."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from .agreed_entries import problems_of_entry
from .description import JSON, JsonObject
from .purpose import Registry
from .refusals import problems_of_content
from .shared import purpose_of_delivery
from .values import value_of


def problems_of_deliveries(deliveries: JsonObject) -> Iterator[str]:
    """What cannot be carried over into code, or does not agree: as of an answer."""
    for name, entry in deliveries.items():
        where = f"deliveries {name}"
        holder = {"content": {JSON: {"schema": entry["schema"]}}}
        yield from problems_of_content(where, holder, {})
        yield from problems_of_entry(where, {"responses": {"200": holder}}, entry)


def register_deliveries(
    deliveries: JsonObject, shared: Mapping[str, str], models: Registry
) -> None:
    """Register the models of the deliveries, each under its own name."""
    for name, entry in deliveries.items():
        purpose = purpose_of_delivery(name, entry)
        value_of(entry["schema"], evolve(purpose, shared=shared, models=models))
