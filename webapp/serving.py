"""Runs the application under gunicorn; the demo announces its address when it answers."""

from __future__ import annotations

import encodings.idna  # noqa: F401 the codec werkzeug needs: two threads that import it at once break it
import gc
import logging
import multiprocessing
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from webapp import clock
from webapp.app import create_app
from webapp.config import THREADS, Config
from webapp.front import FrontWorker
from webapp.mail import sender as mail
from webapp.push import sender

Chores = Sequence[tuple[Callable[[], object], Callable[[], None]]]
LOOK_SECONDS = 60
log = logging.getLogger("onderdak")


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings; the application is made before the fork, its connections after."""

    def __init__(self, config: Config, chores: Chores, last: Callable[[], None], log_file: Path | None) -> None:
        self.onderdak = config
        self.log_file = log_file
        self.chores = chores
        self.last = last
        super().__init__()

    def load_config(self) -> None:
        """Let the front keep connections alive; no control socket, because all instances would share it."""
        address = self.onderdak.bind
        settings: dict[str, Any] = {
            "bind": f"{f'[{address}]' if ':' in address else address}:{self.onderdak.port}",
            "workers": self.onderdak.workers,
            "worker_class": FrontWorker,
            "threads": THREADS,
            "sendfile": False,  # files leave by the front, as every answer
            "forwarded_allow_ips": "",  # webapp.web.proxies alone judges forwarded headers
            "keepalive": 15,
            "timeout": 60,
            "preload_app": True,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_fork": self.forked,
            "when_ready": self.ready,
            "on_exit": self.stopped,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application; the collector of garbage passes over what was made with it."""
        app = create_app(self.onderdak)
        stands_for_good()
        return app

    def ready(self, _arbiter: object) -> None:
        """Announce the demo's address once it answers; begin the chores."""
        if self.onderdak.demo:
            threading.Thread(target=announce, args=(self.onderdak, self.log_file), daemon=True).start()
        for chore in self.chores:
            threading.Thread(target=repeat_every, args=chore, daemon=True).start()

    def forked(self, _arbiter: object, worker: Any) -> None:
        """Give a worker its own connections, keep its lines off the terminal, and start sending mail and messages."""
        app = worker.app.wsgi()
        app.extensions["database"].dispose()
        sender.start(app.extensions["database"], self.onderdak)
        mail.start(app)
        if self.log_file:
            opened = os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(opened, sys.stderr.fileno())
            os.close(opened)

    def stopped(self, _arbiter: object) -> None:
        """Do the last work when every worker has stopped."""
        try:
            self.last()
        except Exception as error:
            log.error("last chore", exc_info=error)


def stands_for_good() -> None:
    """Take all that lives now out of the rounds of the collector: a full one costs 0.2 s, and finds nothing there.

    Before the fork, so that the workers also go on sharing its memory.
    """
    gc.collect()
    gc.freeze()


def announce(config: Config, log_file: Path | None) -> None:
    """Print the address as soon as it answers; on a terminal it is the last line, because the log goes to a file."""
    address = f"http://localhost:{config.port}"
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 own address
                if log_file:
                    print(f"onderdak: the log is in {log_file}; Ctrl-C stops", file=sys.stderr, flush=True)
                print(f"Onderdak (demo): {address}", flush=True)
                return
        except OSError:
            time.sleep(0.1)


def this_hour() -> datetime:
    """The present hour."""
    return clock.now().replace(minute=0, second=0, microsecond=0)


def repeat_every(period: Callable[[], object], work: Callable[[], None]) -> None:
    """Do ``work`` when another period (hour, night) has begun; after sleep a machine does it when it wakes."""
    current = period()
    while True:
        time.sleep(LOOK_SECONDS)
        if period() != current:
            current = period()
            try:
                work()
            except Exception as error:
                log.error("chore", exc_info=error)  # the server goes on, and tries again the next time


def run(config: Config, chores: Chores, last: Callable[[], None], log_file: Path | None = None) -> None:
    """Serve until stopped, do each chore when its period begins again, and ``last`` at the end.

    ``log_file`` takes the lines of the workers; without it they go to standard error.
    """
    multiprocessing.set_start_method("fork", force=True)
    Server(config, chores, last, log_file).run()
