"""Code that is optimised once, with the kernel that Python calls.

Numba optimises whatever it compiles and turns it into machine code, and does both again with
everything that calls it: a kernel five calls below the day six times. Here what only kernels call
is kept as it is and taken in, with all that it calls in turn, by the kernel that Python calls; the
optimiser writes it inline from the bottom up and meets every function once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite.binding import Linkage, parse_assembly  # type: ignore[import-untyped]
from numba.core import codegen, compiler

JITCodeLibrary: Any = codegen.JITCodeLibrary
Compiler: Any = compiler.Compiler


class Code(JITCodeLibrary):
    """Code of a function, which becomes machine code only if Python calls the function."""

    _taken: Any = None

    def __init__(self, codegen: Any, name: str) -> None:
        super().__init__(codegen, name)
        self._environments: dict[str, Any] = {}

    @property
    def codegen(self) -> Code:
        """Itself, which keeps environments; only code that has been finalized can note them."""
        return self

    def set_env(self, name: str, environment: Any) -> None:
        """Note which objects of Python a function refers to."""
        self._environments[name] = environment
        if self._finalized:
            self._codegen.set_env(name, environment)

    def add_linking_library(self, library: Any) -> None:
        """Take in other code, once it is asked for machine code."""
        if isinstance(library, Code):
            self._linking_libraries.append(library)
        else:
            super().add_linking_library(library)

    def finalize(self) -> None:
        """Optimise with all that is called, and turn it into machine code."""
        self._linking_libraries = self._callers_first()
        super().finalize()
        there = {each.name for each in self._final_module.global_variables}
        for library in self._linking_libraries:
            if isinstance(library, Code):
                for name in there & library._environments.keys():
                    self._codegen.set_env(name, library._environments[name])

    def get_pointer_to_function(self, name: str) -> int:
        """Address of a function's machine code, 0 if there is no such function here."""
        if not self._finalized and not self._defines(name):
            return 0
        address: int = super().get_pointer_to_function(name)
        return address

    def serialize_using_object_code(self) -> tuple[str, str, tuple[bytes, bytes]]:
        """Machine code with the names of its functions, to be kept; no kernel takes it in again."""
        self._ensure_finalized()
        names = (each.name for each in self.get_defined_functions())
        listed = "".join(f'define void @"{name}"() {{ unreachable }}\n' for name in names)
        return (
            self.name,
            "object",
            (self._get_compiled_object(), parse_assembly(listed).as_bitcode()),
        )

    def _callers_first(self) -> list[Any]:
        """Code of all that is called, directly or not, each after all that call it.

        What may be left out is linked only if something linked before refers to it: code that came
        before its caller would be dropped, and the caller would refer to nothing.
        """
        done: dict[Any, None] = {}
        self._add_called(done, set())
        return list(reversed(done))

    def _add_called(self, done: dict[Any, None], met: set[Any]) -> None:
        """Add code of all that is called, each before all that call it."""
        for library in self._linking_libraries:
            if library not in met:
                met.add(library)
                if isinstance(library, Code):
                    library._add_called(done, met)
                done[library] = None

    def _defines(self, name: str) -> bool:
        return any(
            each.name == name and not each.is_declaration for each in self._final_module.functions
        )

    def _get_module_for_linking(self) -> Any:
        """Code as it is, in a form that may be there twice and left out where nothing calls it."""
        if self._finalized:
            return super()._get_module_for_linking()
        if self._taken is None:
            self._taken = self._final_module.clone()
            for each in self._taken.functions:
                if not each.is_declaration and each.linkage == Linkage.external:
                    each.linkage = Linkage.linkonce_odr
        return self._taken


class Once(Compiler):
    """Numba's compiler, which leaves what only kernels call to the kernel that Python calls."""

    code: Any = Code

    def compile_extra(self, func: Any) -> Any:
        """Compile a function and all that it calls."""
        with _keeping(self.code, self.state.targetctx.codegen()):
            return super().compile_extra(func)


class Alone(Once):
    """Numba's compiler as it is, for functions that are called from Python and kernels alike."""

    code = JITCodeLibrary


@contextmanager
def _keeping(code: Any, generator: Any) -> Iterator[None]:
    """Keep code in objects of this class."""
    before = generator._library_class
    generator._library_class = code
    try:
        yield
    finally:
        generator._library_class = before
