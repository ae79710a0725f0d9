"""Frozen values to JSON and back: one definition for case files, the store and drafts.

The dataclasses of `domain` are the definition; pydantic reads them. The store
keeps money as whole cents, the case file as dollars with two decimals.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """The reader and writer of a frozen value; made once, as making one takes milliseconds."""
    found = _ADAPTERS.get(kind)
    if found is None:
        found = _ADAPTERS.setdefault(kind, TypeAdapter(kind))
    return found


def to_file(value: Any) -> bytes:
    """A value as JSON for people and other programs (money as dollars)."""
    return bytes(adapter(type(value)).dump_json(value, indent=2, exclude_defaults=False))


def to_store(value: Any) -> str:
    """A value as compact JSON for the store (money as whole cents)."""
    return adapter(type(value)).dump_json(value, context="store").decode()


def from_store(kind: type[T], text: str | bytes) -> T:
    """The value that `to_store` wrote."""
    return adapter(kind).validate_json(text, context="store")


def from_file(kind: type[T], text: str | bytes) -> T:
    """A value from JSON given by anybody; raises pydantic.ValidationError (see `exchange.case_file`)."""
    return adapter(kind).validate_json(text)


def schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON Schema of a frozen value."""
    return adapter(kind).json_schema()
