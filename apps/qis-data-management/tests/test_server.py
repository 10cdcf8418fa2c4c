import http.client
import threading
import unittest
from http.server import ThreadingHTTPServer
from unittest.mock import patch

from qis.server import Settings, handler_for

CSV = "batch,product,inspected_on,moisture_percent\nB-1,rice,2026-07-01,12\n"


class ServerTest(unittest.TestCase):
    def ask(
        self, method: str, path: str, body: str = "", token: str = "", expected: str = "upload"
    ) -> tuple[int, str]:
        settings = Settings(environment="dev", upload_token=expected, max_rows=10)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(settings))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with patch("builtins.print"):
                connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
                connection.request(method, path, body, {"Authorization": f"Bearer {token}"})
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def test_says_that_it_is_healthy(self) -> None:
        self.assertEqual(self.ask("GET", "/healthz"), (200, '{"status": "ok", "environment": "dev"}'))

    def test_checks_a_file(self) -> None:
        answer = self.ask("POST", "/api/inspections/check", CSV, "upload")
        self.assertEqual(answer, (200, '{"rows": 1, "problems": []}'))

    def test_answers_422_for_a_file_with_problems(self) -> None:
        status, body = self.ask("POST", "/api/inspections/check", CSV + "x", "upload")
        self.assertEqual(status, 422)
        self.assertIn('"line": 3', body)

    def test_takes_files_with_the_token_only(self) -> None:
        for token in ("", "uploaD"):
            status, _ = self.ask("POST", "/api/inspections/check", CSV, token)
            self.assertEqual(status, 401, token)

    def test_takes_no_file_while_it_has_no_token(self) -> None:
        self.assertEqual(self.ask("POST", "/api/inspections/check", CSV, "", "")[0], 401)

    def test_knows_no_other_resource(self) -> None:
        self.assertEqual(self.ask("GET", "/")[0], 404)
        self.assertEqual(self.ask("POST", "/", CSV, "upload")[0], 404)


if __name__ == "__main__":
    unittest.main()
