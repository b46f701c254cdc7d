"""Scripts joined: each module runs once, in a browser's order, whatever address it is taken from."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from scripts import chromium
from webapp.web import assets
from webapp.web.joined import NotJoinable, join_scripts

SOURCES = {
    "js/app.js": """import './first.js';
import { add as plus } from './deep/count.js';
plus('app');
""",
    "js/first.js": """import { add } from './deep/count.js';
import * as all from './deep/count.js';
add('first');
all.add('all');
""",
    "js/deep/count.js": """import said from '../../vendor/said.js';
export const seen = [];
export function add(what) {
seen.push(said(what));
}
const ready = 'yes';
export default ready;
""",
    "js/deep/main.js": """import ready from './count.js';
import {
add,
seen as list,
} from './count.js';
import { late } from './late.js';
add(ready + late + list.length);
""",
    "js/deep/late.js": """export class Late {}
export async function wait() {}
export const late = new URL(import.meta.url).pathname.split('/').at(-1);
""",
    "worker/worker.js": """import { add, seen } from '../js/deep/count.js';
import { own } from './own.js';
export function start() {
add(own);
return seen;
}
""",
    "worker/own.js": "export const own = 'own';\n",
}
ENTRIES = {"js/app.js": None, "js/deep/main.js": "js/app.js", "worker/worker.js": None}
VENDOR = {"vendor/said.js": "export default (what) => `said ${what}`;\n", "package.json": '{"type": "module"}'}


def run(folder: Path, script: str) -> object:
    """What ``script`` gives, run as a module beside the files."""
    (folder / "run.js").write_text(f"{script}\nprocess.stdout.write(JSON.stringify(await run()));")
    done = subprocess.run([chromium.node()[0], folder / "run.js"], check=True, capture_output=True, timeout=60)
    return json.loads(done.stdout)


@pytest.fixture
def joined(tmp_path: Path) -> Path:
    for name, text in {**join_scripts(SOURCES, ENTRIES), **VENDOR}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_modules_of_a_page_run_once_in_order_and_are_the_same_at_every_address(joined: Path) -> None:
    script = """
      import './js/app.js';
      import './js/deep/main.js';
      import { seen, default as ready } from './js/deep/count.js';
      import { late, Late } from './js/deep/late.js';
      const again = await import('./js/deep/count.js');
      export const run = () => [seen, ready, late, typeof Late, again.seen === seen];
    """
    said = ["said first", "said all", "said app", "said yesmain.js3"]
    assert run(joined, script) == [said, "yes", "main.js", "function", True]


def test_worker_has_its_own(joined: Path) -> None:
    script = """
      import { start } from './worker/worker.js';
      import { own } from './worker/own.js';
      export const run = () => [start(), own];
    """
    assert run(joined, script) == [["said own"], "own"]


def test_entry_is_one_file_beside_what_is_not_ours(joined: Path) -> None:
    lines = [line for name in ENTRIES for line in (joined / name).read_text().splitlines()]
    assert [line for line in lines if line.startswith("import ")] == [
        "import * as outside0 from '../vendor/said.js';",
        "import { modules } from '../app.js';",
        "import * as outside0 from '../vendor/said.js';",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "import ready, { add } from './first.js';\n",
        "import './first.js'\n",
        'import "./first.js";\n',
        "import { add } from 'count';\n",
        "const later = () => import('./first.js');\n",
        "export let count = 0;\n",
        "export { add };\n",
        "export * from './first.js';\n",
        "export function* each() {}\n",
        "export const { a } = {};\n",
        "export default class {}\n",
    ],
)
def test_form_that_is_not_read_is_refused(text: str) -> None:
    with pytest.raises(NotJoinable, match=r"^js/odd\.js: "):
        join_scripts({"js/odd.js": text, "js/first.js": ""}, {"js/odd.js": None})


def test_modules_that_need_each_other_are_refused() -> None:
    ring = {"a.js": "import './b.js';\n", "b.js": "import './c.js';\n", "c.js": "import './b.js';\n"}
    with pytest.raises(NotJoinable, match=r"a ring: a\.js → b\.js → c\.js → b\.js"):
        join_scripts(ring, {"a.js": None})


def test_build_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (tmp_path / side for side in "ab")
    assert assets.build(first) == assets.build(second)
    files = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in files)
