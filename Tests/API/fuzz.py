"""Holds the running server against its own OpenAPI document: fuzz.py CXM HOME [SECONDS].

The document is checked first; then schemathesis sends requests that fit it, and some that do not. No
answer may be the server's own fault, and none may differ from what the document says.
"""

import http.client
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

from openapi_spec_validator import OpenAPIV31SpecValidator

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Browser"))
from server import serving  # noqa: E402

SEED = 20261129
# Where the same request may be refused for what the schema cannot say, such as an unknown name, the
# check of "positive" data says nothing.
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "unsupported_method",
]
# Of these, fuzzing would end its own session or send requests elsewhere.
EXCLUDED = os.environ.get("CXM_FUZZ_EXCLUDE", "^/(sign-out|session)")


def main():
    cxm, home = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 90
    with tempfile.TemporaryDirectory() as scratch:
        log = pathlib.Path(scratch) / "log"
        with serving(cxm, home, log) as server:
            cookie = sign_in(server.link)
            check_document(server.origin, cookie)
            status = fuzz(server.origin, cookie, seconds, scratch)
            assert server.process.poll() is None, "the server has ended"
        faults = [line for line in log.read_text().splitlines() if " error " in line]
    print(*faults[:20], sep="\n")
    sys.exit(1 if status or faults else 0)


def sign_in(link):
    """Opens the one-time link; returns the session's cookie."""
    address = urllib.parse.urlsplit(link)
    connection = http.client.HTTPConnection(address.netloc, timeout=20)
    connection.request("GET", f"{address.path}?{address.query}")
    cookie = connection.getresponse().headers["Set-Cookie"]
    assert cookie, "the link signs nobody in"
    return cookie.partition(";")[0]


def check_document(origin, cookie):
    address = urllib.parse.urlsplit(origin)
    connection = http.client.HTTPConnection(address.netloc, timeout=20)
    connection.request("GET", "/api/v1/openapi.json", headers={"Cookie": cookie})
    document = json.loads(connection.getresponse().read())
    OpenAPIV31SpecValidator(document).validate()
    operations = sum(len(methods) for methods in document["paths"].values())
    print(f"the OpenAPI document is sound: {operations} operations")


def fuzz(origin, cookie, seconds, scratch):
    command = [
        str(pathlib.Path(sys.executable).parent / "schemathesis"), "run",
        origin + "/api/v1/openapi.json", "--header", f"Cookie: {cookie}", "--seed", str(SEED),
        "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing",
        "--max-examples", "30", "--max-time", str(seconds), "--continue-on-failure",
        "--request-timeout", "30", "--warnings", "off", "--generation-database", "none",
    ]
    if EXCLUDED:
        command += ["--exclude-path-regex", EXCLUDED]
    return subprocess.run(
        command, cwd=scratch, stdin=subprocess.DEVNULL, timeout=seconds * 4 + 120).returncode


main()
