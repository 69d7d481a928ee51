"""Run inside a network namespace of our own: start the server, use it, attack it, and note who is asked for.

    unshare --map-root-user --net --mount python -m tests.attack.quiet

Three servers run: one as usual, one that has been given a name, one that listens on all addresses. Every name
is asked of a resolver of ours, and every packet goes round through the loopback device, where a socket reads
them all. Prints JSON: the names that were asked for and the addresses that were written to, first by the
servers, then by ourselves, so that a recorder that records nothing is noticed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from geo.settings import REPOSITORY
from tests.attack.raw import Target
from tests.browser.conftest import FLAGS
from tests.browser.serving import serving
from tests.chromium import chromium_path
from tests.running import PATIENCE

ANSWER = "198.51.100.7"
"""What our resolver answers to every question: a documentation address, so that what follows is seen too."""
ALL_PROTOCOLS = 3
EVIL = "http://evil.example"


class Recorder:
    """The names asked for and the addresses written to, other than this machine's own."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.addresses: list[str] = []
        resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        resolver.bind(("127.0.0.1", 53))
        packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_PROTOCOLS))
        packets.bind(("lo", 0))
        Thread(target=self._resolve, args=(resolver,), daemon=True).start()
        Thread(target=self._watch, args=(packets,), daemon=True).start()

    def taken(self) -> dict[str, list[str]]:
        """Return what was noted since the last call."""
        time.sleep(1)
        told = {"names": sorted(set(self.names)), "addresses": sorted(set(self.addresses))}
        self.names.clear()
        self.addresses.clear()
        return told

    def _resolve(self, resolver: socket.socket) -> None:
        while True:
            question, asker = resolver.recvfrom(4096)
            labels, at = [], 12
            while question[at]:
                labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii", "replace"))
                at += 1 + question[at]
            self.names.append(".".join(labels))
            asked = question[12 : at + 5]
            record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04" + socket.inet_aton(ANSWER)
            is_a = asked[-4:-2] == b"\x00\x01"
            head = question[:2] + b"\x81\x80\x00\x01" + (b"\x00\x01" if is_a else b"\x00\x00") + b"\x00" * 4
            resolver.sendto(head + asked + (record if is_a else b""), asker)

    def _watch(self, packets: socket.socket) -> None:
        while True:
            frame = packets.recv(65536)
            version = frame[14] >> 4
            raw = frame[30:34] if version == 4 else frame[38:54] if version == 6 else b""
            if raw and not (address := ip_address(raw)).is_loopback and not address.is_multicast:
                self.addresses.append(str(address))


_OPENED = ("layers=tripoli,east", "layers=ports&view=brief", "")


def use(targets: Sequence[Target]) -> None:
    """Open each page in a browser, look at a card and ask for a figure."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page()
        for target, query in zip(targets, _OPENED, strict=True):
            page.goto(f"{target.base}/?{query}")
            frame = page.frame_locator('iframe[title^="streamlit_folium"]')
            frame.locator("canvas").first.wait_for(timeout=PATIENCE * 1000)
        page.wait_for_timeout(2000)
        browser.close()
    figure = "GET /api/figure?layers=ports&size=docx-half&preview=1 HTTP/1.1"
    for target in targets:
        assert target.get("/api/features/tripoli").status == 200
        assert target.send(figure, f"Host: {target.host}", wait=PATIENCE).status == 200


def attack(target: Target) -> None:
    """Try what has made Streamlit ask the internet for its own address, and what might make us."""
    for _ in range(3):
        assert target.knock(f"Origin: {EVIL}").status == 403
        assert target.knock(host="evil.example").status == 403
        for path in (
            "/",
            "/api/layers",
            "/_stcore/health",
            "/_stcore/host-config",
            "/_stcore/upload_file/a/b",
        ):
            target.get(path, f"Origin: {EVIL}")
            target.get(path, f"Referer: {EVIL}/", f"X-Forwarded-Host: {ANSWER}", f"Forwarded: host={ANSWER}")
            target.get(path, host="evil.example")
        target.get(f"{EVIL}/api/layers")
        target.get(f"/api/search?q={EVIL}/")
        target.get(f"//{ANSWER}/")


def main() -> int:
    """Do all of it; return the exit code."""
    for command in ("ip link set lo up", "ip route add local default dev lo"):
        subprocess.run(command.split(), check=True)
    with tempfile.TemporaryDirectory() as folder:
        resolvers = Path(folder) / "resolv.conf"
        resolvers.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", encoding="utf-8")
        subprocess.run(["mount", "--bind", resolvers, "/etc/resolv.conf"], check=True)
        recorder = Recorder()
        told = {}
        with (
            serving(REPOSITORY, Path(folder) / "usual.txt") as usual,
            serving(REPOSITORY, Path(folder) / "named.txt", LIBYA_HOSTS="map.example.org") as named,
            serving(REPOSITORY, Path(folder) / "open.txt", HOST="0.0.0.0") as open_to_all,  # noqa: S104
        ):
            targets = [Target(one.base) for one in (usual, named, open_to_all)]
            told["at start"] = recorder.taken()
            use(targets)
            told["in use"] = recorder.taken()
            for target in targets:
                attack(target)
            told["under attack"] = recorder.taken()
        socket.getaddrinfo("ourselves.example", 80)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.sendto(b"x", (ANSWER, 9))
        told["by ourselves"] = recorder.taken()
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.stdout.flush()
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the recorder's threads read for ever
