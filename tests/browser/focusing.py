"""What the keyboard reaches: every control that can be seen, and where Tab leads from each."""

from __future__ import annotations

from typing import Any

from tests.browser.map_page import Map

# Names every control once, so that what Tab reaches can be told from what there is.
_CONTROLS = """(root) => {
  const wanted = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const there = (node) => node.checkVisibility({ checkVisibilityCSS: true }) && !node.disabled;
  const seen = [...document.querySelectorAll(root)].flatMap((box) => [...box.querySelectorAll(wanted)])
    .filter((node) => there(node) && node.tabIndex >= 0);
  const groups = new Set();
  return seen.filter((node) => {
    if (node.type !== "radio") return true;
    if (node.checked) groups.add(node.name);
    return node.checked;
  }).map((node, i) => {
    node.dataset.reach = `${root} ${i}`;
    return [node.dataset.reach, node.outerHTML.slice(0, 120)];
  });
}"""

_FOCUSED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body || node.tagName === "IFRAME") return null;
  const style = getComputedStyle(node);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const grip = node.querySelector(":scope > .grip");
  const held = Boolean(grip && parseFloat(getComputedStyle(grip).strokeWidth) > 2);
  const box = node.getBoundingClientRect();
  return {
    reach: node.dataset.reach || "",
    text: node.outerHTML.slice(0, 120),
    visible: ring || style.boxShadow !== "none" || held,
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


def controls(view: Map, page_root: str, map_root: str) -> dict[str, str]:
    """Return the controls that can be seen below two roots, one on the page and one in the map's frame."""
    return dict(view.page.evaluate(_CONTROLS, page_root)) | dict(view.evaluate(_CONTROLS, map_root))


def focused(view: Map) -> dict[str, Any] | None:
    """Return what has the focus, whether it shows it, and whether it is in sight."""
    inside = view.page.evaluate("() => document.activeElement && document.activeElement.tagName === 'IFRAME'")
    found: dict[str, Any] | None = (view.frame if inside else view.page).evaluate(_FOCUSED)
    return found


def walk(view: Map, wanted: set[str], most: int) -> list[dict[str, Any]]:
    """Press Tab until all wanted controls had the focus, at most `most` times; return what had it."""
    seen: list[dict[str, Any]] = []
    left = set(wanted)
    for _ in range(most):
        view.page.keyboard.press("Tab")
        now = focused(view)
        if now:
            seen.append(now)
            left.discard(now["reach"])
        if not left:
            break
    return seen
