"""How much a file may hold. Stated in docs/reconcile.md; a file beyond is refused before it is unpacked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. Five times the reports that police in England record in three years."""

    file: int = 1 << 30  # as it lies on disk
    unpacked: int = 2 << 30  # a Parquet file, all columns
    workbook: int = 512 << 20  # an .xlsx, all its parts
    parts: int = 2_000  # files inside an .xlsx
    rows: int = 5_000_000
    columns: int = 2_000
    cell: int = 10_000  # bytes; longer ones come from quotation marks that do not pair up, or from malice
    # Of the process that reads on behalf of others.
    memory: int = 4 << 30  # address space
    seconds: int = 60  # processor time
