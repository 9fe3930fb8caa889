"""Large named tuples that kernels take by reference.

Numba hands a tuple over number by number, and reads all of it for each use of one field. A tuple of
a hundred arrays is a thousand numbers; compiling them takes longer than what is done with them.
Kernels read such a tuple where the call from Python has laid it down.
"""

from __future__ import annotations

from typing import Any

from numba import extending
from numba.core import cgutils, imputils, typing
from numba.core import types as numba_types
from numba.core.datamodel import models

extend: Any = extending
lower: Any = imputils
build: Any = cgutils
types: Any = numba_types
AttributeTemplate: Any = typing.templates.AttributeTemplate


class Reference(types.Type):
    """Type of a named tuple that kernels take by reference.

    Attributes:
        dtype: Type of the tuple itself.
    """

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        super().__init__(f"reference to {dtype}")

    @property
    def mangling_args(self) -> tuple[str, tuple[int]]:
        """A short name for symbols."""
        return type(self).__name__, (self._code,)


extend.register_model(Reference)(models.PointerModel)


def by_reference[T: type](kind: T) -> T:
    """Let kernels take tuples of this class by reference; they can read them and hand them on."""

    def typed(given: Any, about: Any) -> Reference:
        fields = [extend.typeof_impl(each, about) for each in given]
        return Reference(types.BaseTuple.from_types(fields, kind))

    extend.typeof_impl.register(kind)(typed)
    return kind


@extend.infer_getattr
class _Fields(AttributeTemplate):
    key = Reference

    def generic_resolve(self, kind: Reference, name: str) -> Any:
        """Type of a field, None if there is none of this name."""
        fields = kind.dtype.fields
        return kind.dtype[fields.index(name)] if name in fields else None


@lower.lower_getattr_generic(Reference)
def _read(context: Any, builder: Any, kind: Reference, position: Any, name: str) -> Any:
    number = kind.dtype.fields.index(name)
    field = kind.dtype[number]
    at = build.gep_inbounds(builder, position, 0, number)
    return lower.impl_ret_borrowed(
        context, builder, field, context.unpack_value(builder, field, at)
    )


@extend.unbox(Reference)
def _lay_down(kind: Reference, given: Any, c: Any) -> Any:
    """Lay a tuple down, field by field, for the time of the call."""
    index = build.alloca_once(c.builder, c.context.get_data_type(kind.dtype))
    wrong, taken = build.false_bit, []
    for number, kind_of_field in enumerate(kind.dtype):
        field = c.unbox(kind_of_field, c.pyapi.tuple_getitem(given, number))
        at = build.gep_inbounds(c.builder, index, 0, number)
        c.context.pack_value(c.builder, kind_of_field, field.value, at)
        wrong = c.builder.or_(wrong, field.is_error)
        taken.append((kind_of_field, field))

    def give_back() -> None:
        for kind_of_field, field in taken:
            if field.cleanup is not None:
                field.cleanup()
            c.context.nrt.decref(c.builder, kind_of_field, field.value)

    return extend.NativeValue(index, is_error=wrong, cleanup=give_back)
