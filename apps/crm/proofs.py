"""Addresses from which a person really reached the business, whoever typed them.

An app that hears from people says in its apps.py how it knows:

    register_proof("phone", numbers_called_from)
"""

from collections.abc import Callable, Collection

Proof = Callable[[int, Collection[str]], set[str]]
"""Those of the values from which the lead of this id was heard."""

_proofs: dict[str, list[Proof]] = {}


def register_proof(kind: str, proof: Proof) -> None:
    known = _proofs.setdefault(kind, [])
    if proof not in known:
        known.append(proof)


def proven(kind: str, *, lead_id: int, values: Collection[str]) -> set[str]:
    """Those of the values of this kind from which the lead was heard."""
    return {value for proof in _proofs.get(kind, []) if values for value in proof(lead_id, values)}
