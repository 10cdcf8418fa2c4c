"""What a quality-inspection file must look like."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

COLUMNS = ("batch", "product", "inspected_on", "moisture_percent")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file; line 1 is the header."""

    line: int
    column: str
    message: str


def check(text: str, max_rows: int) -> tuple[int, list[Problem]]:
    """Number of rows, and every problem of the file."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        return 0, [Problem(1, "", f"the header must be {','.join(COLUMNS)}")]
    problems: list[Problem] = []
    batches: set[str] = set()
    rows = 0
    try:
        for row in reader:
            rows += 1
            if rows > max_rows:
                problems.append(Problem(reader.line_num, "", f"more than {max_rows} rows"))
                break
            problems.extend(_check_row(row, reader.line_num, batches))
    except csv.Error as error:
        problems.append(Problem(reader.line_num, "", str(error)))
    return rows, problems


def _check_row(row: dict[str, str], line: int, batches: set[str]) -> Iterator[Problem]:
    if None in row or None in row.values():
        yield Problem(line, "", f"must have {len(COLUMNS)} columns")
        return
    batch = row["batch"].strip()
    if not batch:
        yield Problem(line, "batch", "must not be empty")
    elif batch in batches:
        yield Problem(line, "batch", f"{batch} stands twice")
    batches.add(batch)
    if not row["product"].strip():
        yield Problem(line, "product", "must not be empty")
    try:
        date.fromisoformat(row["inspected_on"])
    except ValueError:
        yield Problem(line, "inspected_on", "must be a day like 2026-07-01")
    try:
        moisture = float(row["moisture_percent"])
    except ValueError:
        moisture = -1.0
    if not 0 <= moisture <= 100:
        yield Problem(line, "moisture_percent", "must be a number from 0 to 100")
