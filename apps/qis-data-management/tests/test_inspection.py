import unittest

from qis.inspection import COLUMNS, Problem, check

HEADER = ",".join(COLUMNS)


def problems_of(*lines: str, max_rows: int = 100) -> list[Problem]:
    return check("\n".join((HEADER, *lines)), max_rows)[1]


class InspectionTest(unittest.TestCase):
    def test_takes_a_sound_file(self) -> None:
        text = f"\ufeff{HEADER}\r\nB-1,rice,2026-07-01,12.5\r\nB-2,pepper,2026-07-02,8\r\n"
        self.assertEqual(check(text, 100), (2, []))

    def test_names_every_problem_with_its_line(self) -> None:
        found = problems_of("B-1,rice,2026-07-01,12.5", "B-1,,01/07/2026,wet", "B-3,rice")
        self.assertEqual(
            [(problem.line, problem.column) for problem in found],
            [(3, "batch"), (3, "product"), (3, "inspected_on"), (3, "moisture_percent"), (4, "")],
        )

    def test_refuses_another_header(self) -> None:
        for text in ("", "batch,product", f"{HEADER},extra\n"):
            self.assertEqual([problem.line for problem in check(text, 100)[1]], [1], text)

    def test_refuses_moisture_out_of_range(self) -> None:
        for moisture in ("-1", "101", "nan", "inf"):
            self.assertEqual(len(problems_of(f"B-1,rice,2026-07-01,{moisture}")), 1, moisture)

    def test_stops_at_the_most_rows(self) -> None:
        rows = [f"B-{number},rice,2026-07-01,1" for number in range(5)]
        self.assertEqual([p.message for p in problems_of(*rows, max_rows=3)], ["more than 3 rows"])

    def test_refuses_broken_quoting(self) -> None:
        self.assertEqual(len(problems_of('"B-1,rice,2026-07-01,1')), 1)


if __name__ == "__main__":
    unittest.main()
