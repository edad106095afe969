"""The application as a web server: what Streamlit lacks around its pages.

The language of the page, security headers, the readiness check, migrations at start, and what a
visitor reads when a page fails.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import os
import re
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import parse_qs, urlencode

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from care_assess.commands import LANG_VARIABLE
from care_assess.errors import StoreUnavailable
from care_assess.paths import data_dir, open_data_dir
from care_assess.store import close_stores, open_store
from care_assess.text import LANGUAGES, Lang, translator

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGE", "PARTS", "SCRIPT", "lifespan", "page_language", "ready", "security_policy"]

SCRIPT = Path(__file__).parent / "ui" / "main.py"

LARGE = "projection"
"""The page that is read from the back of a room."""
_LARGE_TYPE = "clamp(17px, 1.7vw, 48px)"

_LOG = logging.getLogger(__name__)

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # Streamlit's and Plotly's styles are written by script
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?")


def page_language(query: str) -> Lang:
    """The language of a page: ``lang`` of its query string, else ``CARE_LANG``, else French."""
    asked = parse_qs(query).get("lang", [os.environ.get(LANG_VARIABLE, "")])[-1]
    return next((lang for lang in LANGUAGES if lang == asked), "fr")


def security_policy(shell: bytes, host: str) -> str:
    """The Content-Security-Policy of the page ``shell`` (HTML) served as ``host``.

    Nothing from another host; of inline scripts, those of the shell alone, by their digest. The
    websocket is named because browsers disagree on whether 'self' covers it.
    """
    digests = (
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(shell)
    )
    sockets = [f"ws://{host}", f"wss://{host}"] if _HOST.fullmatch(host) else []
    return "; ".join(
        (
            *_POLICY,
            " ".join(["script-src", "'self'", *digests]),
            " ".join(["connect-src", "'self'", *sockets]),
        )
    )


async def ready(_request: Request) -> Response:
    """``/api/ready``: 200 when answers can be read and saved, else 503."""
    able = await asyncio.to_thread(_store_answers)
    return JSONResponse(
        {"status": "ready" if able else "unavailable"},
        status_code=200 if able else 503,
        headers={"cache-control": "no-store"},
    )


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Bring the store up to date before the first visitor, and close the files after the last.

    Raises StoreUnavailable when it cannot be opened.
    """
    # Streamlit's own entry in the journal quotes the exception, which may quote an answer.
    logging.getLogger("streamlit.error_util").disabled = True
    await asyncio.to_thread(lambda: open_store(open_data_dir()))
    try:
        yield
    finally:
        close_stores()


def on_script_error(error: Exception) -> bool:
    """Tell the visitor, in words, that a page failed; the journal has the detail, never an answer."""
    where = "".join(traceback.format_tb(error.__traceback__))
    _LOG.error("a page failed: %s\n%s", type(error).__name__, where)
    lang = page_language(urlencode(st.query_params.to_dict()))
    st.error(translator(lang)("web.page_failed"))
    return True


class Shell:
    """ASGI middleware: headers on every response; the page that carries the application, made ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; rewrite HTML documents."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        chunks: list[bytes] = []

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if _is_plain_page(headers):
                    start = message
                    return
            elif start and message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_page(scope, start, b"".join(chunks), send)
                return
            await send(message)

        await self.app(_asking_plain(scope), receive, rewrite)


class Parts(TypedDict):
    """What ``st.App`` takes beside the script."""

    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]
    on_script_error: Callable[[Exception], bool | None]


PARTS: Parts = {
    # The second path is the first one under `server.baseUrlPath`.
    "routes": [Route("/api/ready", ready), Route("/{base:path}/api/ready", ready)],
    "middleware": [Middleware(Shell)],
    "lifespan": lifespan,
    "on_script_error": on_script_error,
}


def _store_answers() -> bool:
    try:
        open_store(data_dir()).ping()
    except StoreUnavailable:
        return False
    return True


async def _send_page(scope: Scope, start: Message, body: bytes, send: Send) -> None:
    lang = page_language(scope["query_string"].decode("latin-1"))
    body = _translated(body, lang)
    if scope["path"].rstrip("/").endswith(f"/{LARGE}"):
        body = body.replace(b"<html ", f'<html style="font-size: {_LARGE_TYPE}" '.encode(), 1)
    headers = MutableHeaders(scope=start)
    for name in ("content-length", "etag", "last-modified"):  # they describe the page as it was
        if name in headers:
            del headers[name]
    if scope["method"] != "HEAD":
        headers["content-length"] = str(len(body))
    headers["content-language"] = lang
    headers["content-security-policy"] = security_policy(body, Headers(scope=scope).get("host", ""))
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _is_plain_page(headers: Headers) -> bool:
    is_page = headers.get("content-type", "").startswith("text/html")
    return is_page and "content-encoding" not in headers


def _translated(shell: bytes, lang: Lang) -> bytes:
    """Streamlit's page with our language, title, icon and word to those without JavaScript."""
    say = translator(lang)
    title = say("web.title").encode()
    noscript = f"<noscript><p>{say('web.needs_javascript')}</p></noscript>".encode()
    shell = shell.replace(b'<html lang="en">', f'<html lang="{lang}">'.encode(), 1)
    shell = shell.replace(b"<title>Streamlit</title>", b"<title>" + title + b"</title>", 1)
    shell = shell.replace(b'href="./favicon.png"', b'href="./app/static/icon.png"', 1)
    return re.sub(rb"<noscript>.*?</noscript>", lambda _: noscript, shell, count=1, flags=re.DOTALL)


def _asking_plain(scope: Scope) -> Scope:
    """The request without what would bring a compressed page, or none ("not modified")."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}
