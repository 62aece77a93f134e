"""Feeds on another machine: a real rsync daemon on this one."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrator.errors import PublishError
from narrator.master.finished import episode
from narrator.publish import publisher
from narrator.publish.publishing import Choice, publish
from narrator.publish.target import target
from narrator.publish.targets.rsync import Rsync
from publish.contract import check_target
from publish.feeds import audio, made_channel

if not shutil.which("rsync"):
    pytest.skip("needs rsync, which CI installs", allow_module_level=True)

CONFIGURATION = """
use chroot = no
reverse lookup = no
uid = {user}
gid = {group}
[feeds]
path = {path}
read only = no
"""


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of an empty module, and where its files lie."""
    folder = tmp_path_factory.mktemp("rsync")
    (folder / "served").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = folder / "rsyncd.conf"
    settings.write_text(
        CONFIGURATION.format(path=folder / "served", user=os.getuid(), group=os.getgid())
    )
    options = ["--daemon", "--no-detach", "--address=127.0.0.1", f"--port={port}"]
    server = subprocess.Popen(["rsync", *options, f"--config={settings}"])
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"rsync://127.0.0.1:{port}/feeds", folder / "served"
    server.terminate()
    server.wait()


def test_an_rsync_daemon_is_a_target(daemon: tuple[str, Path], tmp_path: Path) -> None:
    place = target(f"{daemon[0]}/contract")
    assert isinstance(place, Rsync)
    check_target(place, tmp_path)


def test_a_feed_by_rsync(daemon: tuple[str, Path], tmp_path: Path) -> None:
    where, served = f"{daemon[0]}/چای", daemon[1] / "چای"
    place = target(where)
    publisher.create(place, where, made_channel())
    item = publish(place, where, episode(audio(tmp_path)), Choice())
    assert (served / item.audio).stat().st_mode & 0o777 == 0o644
    assert item.guid in (served / "feed.xml").read_text()
    assert not publisher.load(place, where).pending
    publisher.change(place, where, lambda feed: feed.without(item.guid))
    assert item.audio in publisher.purge(place, where)
    assert not (served / item.audio).exists()


SSH = """#!/bin/sh
echo "$@" >> {log}
while [ "$1" != rsync ]; do shift; done
exec "$@"
"""


def test_a_feed_through_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for ssh that runs the far end here, with rsync's own protocol between."""
    ssh, log = tmp_path / "bin" / "ssh", tmp_path / "log"
    ssh.parent.mkdir()
    ssh.write_text(SSH.format(log=log))
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{ssh.parent}:{os.environ['PATH']}")
    (tmp_path / "served").mkdir()
    check_target(target(f"ssh://me@host:2222{tmp_path}/served/feed"), tmp_path)
    assert log.read_text().startswith("-o BatchMode=yes -p 2222 -l me host rsync --server")


BAD = {
    "no module": ("rsync://127.0.0.1:{port}/none/x", "rsync fails (@ERROR: Unknown module 'none')"),
    "no daemon": ("rsync://127.0.0.1:1/feeds/x", "rsync fails (rsync: "),
    "no folder": ("rsync://127.0.0.1:{port}", "must be rsync://host/folder"),
    "an option for a host": ("ssh://-oProxyCommand=touch x/y", "must be ssh://host/folder"),
    "an option for a user": ("ssh://-oProxyCommand=touch@x/y", "must be ssh://host/folder"),
    "no such host": ("ssh://host.invalid/y", "rsync fails (ssh: Could not resolve"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_reached_is_one_clear_line(daemon: tuple[str, Path], name: str) -> None:
    where, said = BAD[name]
    where = where.format(port=daemon[0].split(":")[2].split("/")[0])
    with pytest.raises(PublishError) as caught:
        publisher.load(target(where), where)
    assert str(caught.value).startswith(f"{where}: {said}")
    assert "\n" not in str(caught.value)
