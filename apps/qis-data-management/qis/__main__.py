import os
import signal
import threading
from http.server import ThreadingHTTPServer

from .server import Settings, handler_for

settings = Settings(
    environment=os.environ.get("ENVIRONMENT", "local"),
    upload_token=os.environ.get("UPLOAD_TOKEN", ""),
    max_rows=int(os.environ.get("MAX_ROWS", "100000")),
)
port = int(os.environ.get("PORT", "8080"))
server = ThreadingHTTPServer(("", port), handler_for(settings))
# ECS sends SIGTERM and waits; shutdown() must not run on the thread that serves.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print(f"qis-data-management listens on {port}")
server.serve_forever()
