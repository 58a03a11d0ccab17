"""Two drawn faces, as camera films that Chromium takes for a camera's picture: no person has to be filmed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

WIDTH, HEIGHT, FRAMES = 640, 480, 30


@dataclass(frozen=True)
class Face:
    """What one face looks like; colors as SVG has them."""

    skin: str
    hair: str
    shirt: str
    wall: str
    shelf: str
    hair_is_long: bool
    has_glasses: bool


MAYA = Face("#c98d63", "#2b1b17", "#d96c5f", "#e8e2d6", "#b9c7bd", hair_is_long=True, has_glasses=False)
JONAS = Face("#f0c5a2", "#a4602c", "#3f6fa8", "#d8e2ea", "#c8b69b", hair_is_long=False, has_glasses=True)


def film(browser: Browser, face: Face, path: Path, grain: float = 0.0) -> None:
    """Write a second of this face, which nods and talks, as JPEG pictures one after the other.

    With `grain`, from 0 to 1, the pictures have the noise of a camera in a dim room, another one in each.
    """
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    with path.open("wb") as file:
        for number in range(FRAMES):
            page.set_content(f"<style>body {{ margin: 0 }}</style>{drawn(face, number / FRAMES, grain)}")
            file.write(page.screenshot(type="jpeg", quality=85))
    page.close()


def drawn(face: Face, at: float, grain: float = 0.0) -> str:
    """Draw a face at this moment of its film, from 0 to 1, with so much noise."""
    nod = 5 * math.sin(2 * math.pi * at)
    mouth = 12 + 6 * math.sin(6 * math.pi * at)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">
        {_room(face)}
        <path d="M150 480 q10 -112 120 -124 h100 q110 12 120 124z" fill="{face.shirt}"/>
        <g transform="translate(0 {nod:.1f})">
            {_hair_behind(face)}
            <path d="M284 300 h72 v52 q-36 34 -72 0z" fill="{face.skin}"/>
            <path d="M284 326 q36 26 72 0 v10 q-36 24 -72 0z" fill="#00000022"/>
            <ellipse cx="222" cy="232" rx="16" ry="24" fill="{face.skin}"/>
            <ellipse cx="418" cy="232" rx="16" ry="24" fill="{face.skin}"/>
            <path d="M224 200 q0 -96 96 -96 t96 96 q0 140 -96 142 q-96 -2 -96 -142z" fill="{face.skin}"/>
            {_hair(face)}
            <g fill="#241d1b">
                <ellipse cx="282" cy="224" rx="10" ry="11"/>
                <ellipse cx="358" cy="224" rx="10" ry="11"/>
            </g>
            <g fill="none" stroke="{face.hair}" stroke-width="7" stroke-linecap="round">
                <path d="M262 197 q20 -12 40 -2"/><path d="M338 195 q20 -10 40 2"/>
            </g>
            <path d="M318 240 q-10 24 6 26" fill="none" stroke="#00000033" stroke-width="5" stroke-linecap="round"/>
            <path d="M284 288 q36 {mouth * 2.6:.1f} 72 0 q-36 12 -72 0z" fill="#8c2f39"/>
            <path d="M292 290 q28 8 56 0 q-28 {mouth:.1f} -56 0z" fill="#ffffff"/>
            <g fill="#e0605044"><circle cx="254" cy="266" r="17"/><circle cx="386" cy="266" r="17"/></g>
            {_glasses() if face.has_glasses else ""}
        </g>
        {_noise(at, grain) if grain else ""}
    </svg>"""


def _noise(at: float, grain: float) -> str:
    return f"""<filter id="noise">
            <feTurbulence type="fractalNoise" baseFrequency="0.8" seed="{round(at * FRAMES)}"/>
            <feColorMatrix type="saturate" values="0"/>
        </filter>
        <rect width="{WIDTH}" height="{HEIGHT}" filter="url(#noise)" opacity="{grain}"/>"""


def _room(face: Face) -> str:
    books = "".join(
        f'<rect x="{x}" y="{92 - height}" width="18" height="{height}" rx="2" fill="{face.shirt}" opacity="{opacity}"/>'
        for x, height, opacity in ((462, 52, 0.5), (484, 60, 0.3), (506, 46, 0.6), (528, 56, 0.4), (566, 50, 0.5))
    )
    return f"""<rect width="{WIDTH}" height="{HEIGHT}" fill="{face.wall}"/>
        <rect x="440" y="92" width="170" height="12" rx="3" fill="{face.shelf}"/>{books}
        <rect x="36" y="48" width="124" height="150" rx="8" fill="{face.shelf}"/>
        <rect x="48" y="60" width="100" height="126" rx="4" fill="#ffffff" opacity="0.6"/>
        <path d="M48 186 l34 -52 28 36 14 -18 24 34z" fill="{face.shirt}" opacity="0.4"/>"""


def _hair_behind(face: Face) -> str:
    if not face.hair_is_long:
        return ""
    return f'<path d="M196 380 q-20 -300 124 -300 t124 300 q-60 20 -124 8 q-64 12 -124 -8z" fill="{face.hair}"/>'


def _hair(face: Face) -> str:
    if face.hair_is_long:
        return f'<path d="M220 226 q-6 -138 100 -138 t100 138 q-10 -70 -84 -98 q-30 66 -116 98z" fill="{face.hair}"/>'
    return (
        f'<path d="M218 214 q-22 -100 44 -120 q70 -40 130 8 q50 26 30 112 q-8 -52 -34 -68 q-70 18 -134 -6'
        f' q-28 18 -36 74z" fill="{face.hair}"/>'
    )


def _glasses() -> str:
    return """<g fill="#ffffff22" stroke="#2c3038" stroke-width="6">
        <rect x="250" y="202" width="62" height="46" rx="18"/><rect x="328" y="202" width="62" height="46" rx="18"/>
        <path d="M312 220 q8 -6 16 0" fill="none"/></g>"""
