"""`make test-next` installs another Debian beside the system; where it cannot, it says why and leaves nothing."""

from __future__ import annotations

import os
import subprocess

from tests.support.paths import ROOT

# In the place of the system's: what is asked for is installed, and nobody may mount a folder.
PROGRAMS = {"dpkg-query": "echo installed", "sudo": 'shift; exec "$@"', "unshare": "exit 1"}


def test_a_container_that_may_not_mount_is_told(tmp_path):
    (tmp_path / "tools").mkdir()
    for name in ("next.sh", "setup.sh"):
        (tmp_path / "tools" / name).symlink_to(ROOT / "tools" / name)
    (tmp_path / "bin").mkdir()
    for name, text in PROGRAMS.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(["tools/next.sh"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Debian testing cannot be used here: not even root may mount a folder")
    assert not (tmp_path / ".next").exists()
