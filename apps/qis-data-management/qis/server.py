"""The HTTP side: a health check, and one resource that checks a file."""

import hmac
import json
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler

from .inspection import check

LONGEST_BODY = 10 * 1024 * 1024


@dataclass(frozen=True)
class Settings:
    environment: str
    upload_token: str
    max_rows: int


def handler_for(settings: Settings) -> type[BaseHTTPRequestHandler]:
    """A request handler with the settings built in."""

    class Handler(BaseHTTPRequestHandler):
        server_version = "qis"
        sys_version = ""
        timeout = 30

        def do_GET(self) -> None:
            if self.path == "/healthz":
                self._answer(200, {"status": "ok", "environment": settings.environment})
            else:
                self._answer(404, {"error": "no such resource"})

        do_HEAD = do_GET

        def do_POST(self) -> None:
            if self.path != "/api/inspections/check":
                self._answer(404, {"error": "no such resource"})
            elif not self._may_upload():
                self._answer(401, {"error": "the upload token is needed"})
            else:
                self._check_file()

        def _may_upload(self) -> bool:
            expected = f"Bearer {settings.upload_token}"
            given = self.headers.get("Authorization", "")
            return settings.upload_token != "" and hmac.compare_digest(
                given.encode(), expected.encode()
            )

        def _check_file(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdecimal():
                self._answer(411, {"error": "a Content-Length is needed"})
                return
            if int(length) > LONGEST_BODY:
                self._answer(413, {"error": f"at most {LONGEST_BODY} bytes"})
                return
            try:
                text = self.rfile.read(int(length)).decode("utf-8")
            except UnicodeDecodeError:
                self._answer(400, {"error": "the file must be UTF-8"})
                return
            rows, problems = check(text, settings.max_rows)
            status = 422 if problems else 200
            self._answer(status, {"rows": rows, "problems": [asdict(p) for p in problems]})

        def _answer(self, status: int, body: object) -> None:
            content = json.dumps(body).encode()
            if status in (401, 411, 413):
                # The body was not read, so the connection can't be used again.
                self.close_connection = True
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """One line of JSON per request, without what the client sent."""
            print(json.dumps({"method": self.command, "status": args[1] if len(args) > 1 else ""}))

    return Handler
