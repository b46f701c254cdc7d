"""How a test looks into the worker."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from webapp.features import kept_pages


def in_worker_module(page: Page, name: str, body: str, argument: Any = None) -> Any:
    """Run ``body`` with the worker's module ``name`` as ``worker``."""
    prefix = f"""
      const base = document.querySelector('script[src$="/js/app.js"]').src.replace('/js/app.js', '/service_worker/');
      const worker = await import(base + '{name}.js');
    """
    return page.evaluate(f"async (argument) => {{ {prefix} {body} }}", argument)


def in_routes(page: Page, body: str, asked: Any) -> Any:
    """Run ``body`` with the worker's routes as ``worker``, what it was told to keep as ``kept``, and ``asked``."""
    return in_worker_module(page, "routes", f"const [kept, asked] = argument; {body}", [kept_pages(), asked])
