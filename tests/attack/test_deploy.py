"""What deploy/ holds: the proxy really runs where nginx is installed, a backup is really restored."""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.settings import REPOSITORY
from tests.attack.raw import Target
from tests.browser.serving import free_port, started
from tests.running import PATIENCE

if TYPE_CHECKING:
    from conftest import DataRoot

DEPLOY = REPOSITORY / "deploy"
SYSTEMD = shutil.which("systemd-analyze")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt install nginx-light)")
def test_the_proxy_passes_page_api_and_websocket(target: Target, tmp_path: Path) -> None:
    port = free_port()
    # A certificate of our own, as nobody gives one for a test; whoever asks trusts it alone.
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=map -addext subjectAltName=IP:127.0.0.1"
    )
    told = [*made.split(), "-out", str(certificate), "-keyout", str(key)]
    subprocess.run(told, check=True, capture_output=True)
    config = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    config = config.replace("/etc/ssl/map.example.org.pem", str(certificate))
    config = config.replace("/etc/ssl/private/map.example.org.key", str(key))
    config = config.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    config = config.replace("127.0.0.1:8501", f"127.0.0.1:{target.port}")
    config = config.replace("/var/log/nginx", str(tmp_path))
    folders = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi"))
    unused = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in ("uwsgi", "scgi"))
    whole = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
    whole += f" events {{}} http {{ {folders} {unused}\n{config} }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    running = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
    try:
        trusting = ssl.create_default_context(cafile=certificate)
        through = Target(f"https://127.0.0.1:{port}", tls=trusting)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                landing = through.get("/ogc?f=json")
                break
            except OSError:
                assert time.monotonic() < deadline, (tmp_path / "error.log").read_text(encoding="utf-8")
                time.sleep(0.05)
        links = json.loads(landing.body)["links"]
        assert all(link["href"].startswith(f"https://127.0.0.1:{port}/ogc") for link in links)
        assert through.get("/").status == 200
        assert through.knock().status == 101
        assert through.get("/api/search?q=secret-place").status == 200
        assert through.get("/", host="evil.example").status == 403
    finally:
        running.terminate()
        running.wait(10)
    log = (tmp_path / "libya-map.log").read_text(encoding="utf-8")
    assert '"GET /api/search" 200' in log
    assert "secret-place" not in log


def test_what_is_backed_up_is_restored_and_what_is_broken_is_not(data_root: DataRoot, tmp_path: Path) -> None:
    root, archives = data_root.path, tmp_path / "archives"
    archives.mkdir()
    (root / "feeds" / "kept").mkdir(parents=True)
    (root / "feeds" / "kept" / "fires.csv").write_text("id\n", encoding="utf-8")
    before = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    archive = _run("backup.sh", root, archives).stdout.strip()
    (root / "data" / "groups.geojson").write_text("{", encoding="utf-8")
    broken = _run("backup.sh", root, tmp_path).stdout.strip()
    refused = _run("restore.sh", broken, root)
    assert refused.returncode != 0
    assert "groups.geojson" in refused.stderr
    shutil.rmtree(root / "data")
    shutil.rmtree(root / "feeds")
    done = _run("restore.sh", archive, root)
    assert done.returncode == 0, done.stderr
    assert {name: (root / name).read_bytes() for name in before} == before


def test_the_container_is_given_all_that_runs() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in line.split()]
    assert [name for name in copied if not (REPOSITORY / name).exists()] == []
    assert {"app.py", "geo", "layers", "data", ".streamlit", "requirements.txt"} <= set(copied)


@pytest.mark.long
def test_what_the_container_is_given_serves(tmp_path: Path) -> None:
    """Without an engine: a folder with what is copied, the command, and the question for its health."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    home, port = tmp_path / "srv", free_port()
    for names in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for name in names.split():
            if (REPOSITORY / name).is_dir():
                shutil.copytree(REPOSITORY / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                home.mkdir(exist_ok=True)
                shutil.copy(REPOSITORY / name, home / name)
    (home / ".venv").symlink_to(REPOSITORY / ".venv")
    command, health = (
        json.loads(re.findall(rf"^{name}.*?(\[.+\])$", text, re.MULTILINE)[0])
        for name in ("CMD", "HEALTHCHECK")
    )
    around = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "HOST": "0.0.0.0", "PORT": str(port)}  # noqa: S104
    with started(command, home, around, port, tmp_path / "log.txt") as server:
        asked = [part.replace(":8501", f":{port}") for part in health]
        subprocess.run(asked, cwd=home, env=around, check=True)
        assert server.json("/api/health")["faults"] == 0
        inside = Target(server.base)
        assert inside.get("/").status == 200
        figure = "GET /api/figure?layers=ports&size=docx-half&preview=1 HTTP/1.1"  # by a helper of its own
        assert inside.send(figure, f"Host: {inside.host}", wait=120).status == 200
    assert "Network URL" not in (tmp_path / "log.txt").read_text(encoding="utf-8"), "nobody looks for one"


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed (apt install systemd)")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "libya-map.service"
    text = (DEPLOY / "libya-map.service").read_text(encoding="utf-8")
    for wrong, expected in (("", ""), ("\nRestart=on-failure", "\nRestart=perhaps")):
        unit.write_text(
            text.replace("/srv/libya-map", str(REPOSITORY)).replace(wrong, expected), encoding="utf-8"
        )
        done = subprocess.run(
            [str(SYSTEMD), "verify", str(unit)], check=False, capture_output=True, text=True
        )
        said = [
            line for line in (done.stdout + done.stderr).splitlines() if unit.name in line
        ]  # not of others
        assert bool(said) == bool(wrong), said


def _run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(DEPLOY / script), *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
