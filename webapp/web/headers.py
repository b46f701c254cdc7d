"""Security headers, the cross-site rule, and the limits of browser caches."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types htmx vault worker",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
}
SAFE = {"GET", "HEAD", "OPTIONS"}


def standard_headers(origin: str) -> dict[str, str]:
    """The headers of every answer, whatever its content."""
    if origin.startswith("https://"):
        return {**HEADERS, "Strict-Transport-Security": "max-age=31536000"}
    return HEADERS


def install(app: Flask, origin: str, *, demo: bool) -> None:
    """Check every unsafe request; put the headers on every answer."""
    always = standard_headers(origin)

    @app.before_request
    def same_site_only() -> None:
        if request.method not in SAFE and not _from_here(origin, demo=demo):
            abort(403, description="cross-site")
        if b"%00" in request.query_string:
            abort(400)  # PostgreSQL holds no such character, and nobody types it

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _from_here(origin: str, *, demo: bool) -> bool:
    """True when the request comes from our own pages: the browser itself says so, and no token can go stale in a queue.

    A request with neither header comes from no browser and passes. The demo is reached under any local name, so there
    the requested address counts as its own.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        return False
    claimed = request.headers.get("Origin")
    if claimed is None:
        return True
    own = {origin}
    if demo:
        own.add(f"{urlsplit(request.host_url).scheme}://{request.host}")
    return claimed in own
