"""What WCAG 2.2 asks of a page that axe-core doesn't look at, measured in the browser. Each answers with faults."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 640}
SIDEWAYS: ViewportSize = {"width": 844, "height": 390}
MOST_STOPS = 70
"""Those of a page but for what repeats in long lists."""

# What clips its content and is too small for it. What scrolls does not count, nor what only screen readers get.
_CUT = """() => {
    const cut = [];
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) {
        const out = [...document.querySelectorAll("body *")].filter((one) =>
            one.childElementCount === 0 && one.getBoundingClientRect().right > page.clientWidth + 1);
        const names = out.slice(0, 3).map((one) => `${one.parentElement.className} > ${one.outerHTML.slice(0, 90)}`);
        cut.push(`the page is ${page.scrollWidth} px wide: ${names.join(", ")}`);
    }
    for (const one of document.querySelectorAll("body *")) {
        if (one.closest(".visually-hidden, svg, select, option, .plot, video, .cm-editor, .brand")) continue;
        const style = getComputedStyle(one);
        if (style.display === "inline" || !one.checkVisibility({ visibilityProperty: true })) continue;
        const clips = [style.overflowX, style.overflowY].map((value) => /hidden|clip/.test(value));
        const holds = one.matches("button, .button, [role=tab], .nav-link, th, label");
        const isCut =
            ((clips[0] || holds) && one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== "ellipsis") ||
            ((clips[1] || holds) && one.scrollHeight > one.clientHeight + 2);
        if (isCut) cut.push(`cut: ${one.outerHTML.slice(0, 140)}`);
    }
    return cut;
}"""

# Texts of different elements that lie on one another. What is fixed or stuck lies over others by design.
_OVERLAPS = """() => {
    const above = (one) => {
        for (; one; one = one.parentElement) {
            const { position, clipPath } = getComputedStyle(one);
            if (/fixed|sticky/.test(position) || clipPath !== "none") return true;
            if (one.matches("dialog, .visually-hidden, .plot, svg, select, video, .cm-editor")) return true;
        }
        return false;
    };
    // What of a box is not scrolled out of what holds it; null for nothing.
    const within = ({ left, right, top, bottom, height }, one) => {
        for (; one; one = one.parentElement) {
            if (getComputedStyle(one).overflowX === "visible") continue;
            const around = one.getBoundingClientRect();
            [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
            [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
        }
        return left < right && top < bottom ? { left, right, top, bottom, height } : null;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const parent = node.parentElement;
        if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true }) || above(parent)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            const seen = within(box, parent);
            if (seen) texts.push([parent, node.data.trim(), seen]);
        }
    }
    const found = [];
    texts.forEach(([parent, text, box], at) => {
        for (const [other, words, around] of texts.slice(at + 1)) {
            if (parent.contains(other) || other.contains(parent)) continue;
            const across = Math.min(box.right, around.right) - Math.max(box.left, around.left);
            const down = Math.min(box.bottom, around.bottom) - Math.max(box.top, around.top);
            // Boxes of lines are higher than their letters.
            if (across > 3 && down > 0.4 * Math.min(box.height, around.height)) {
                found.push(`“${text.slice(0, 40)}” lies on “${words.slice(0, 40)}”`);
            }
        }
    });
    return found;
}"""

_SPACE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        *:not(.cm-editor *) {
            line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
        }
        p:not(.cm-editor *) { margin-bottom: 2em !important; }
    `);
    document.adoptedStyleSheets = [sheet];
}"""

# Smaller than 24 by 24 px, and closer to another one than a circle of 24 px around each allows.
_SMALL = """() => {
    const controls = "a[href], button, input, select, textarea, summary, [role=tab], [role=slider], [role=separator]";
    const targets = [...document.querySelectorAll(controls)].flatMap((one) => {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.closest(".visually-hidden, .skip")) return [];
        // A whole label is pressed, if its field lies in it.
        const box = (one.closest("label") ?? one).getBoundingClientRect();
        const inline = getComputedStyle(one).display === "inline" && !one.matches("input, select, button");
        const around = one.parentElement;
        const isInText = inline && around.textContent.trim().length > one.textContent.trim().length + 3
            && getComputedStyle(around).display !== "flex";
        return box.width && !isInText ? [{ one, box }] : [];
    });
    const stays = (one) => {
        for (; one; one = one.parentElement) if (/fixed|sticky/.test(getComputedStyle(one).position)) return true;
        return false;
    };
    const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
    const isSmall = ({ box }) => box.width < 23.5 || box.height < 23.5;
    return targets.filter(isSmall).flatMap((small) => {
        const [x, y] = middle(small.box);
        const near = targets.find((other) => {
            if (other.one === small.one || other.one.contains(small.one) || small.one.contains(other.one)) return false;
            // What stays in sight while a page scrolls lies on all of it at some time.
            if (stays(other.one) !== stays(small.one)) return false;
            const { left, right, top, bottom } = other.box;
            const [toX, toY] = middle(other.box);
            if (isSmall(other) && Math.hypot(toX - x, toY - y) < 24) return true;
            return Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)) < 12;
        });
        const size = `${Math.round(small.box.width)} by ${Math.round(small.box.height)} px`;
        return near ? [`${size}: ${small.one.outerHTML.slice(0, 120)}, beside ${near.one.outerHTML.slice(0, 80)}`] : [];
    });
}"""

_LIGHT = """
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data;
    };
    const light = (color) => {
        const [r, g, b] = [...rgba(color)].map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    // The color behind an element: of the nearest one that is opaque.
    const behind = (one) => {
        for (; one; one = one.parentElement) {
            const color = getComputedStyle(one).backgroundColor;
            if (rgba(color)[3] > 230) return color;
        }
        return getComputedStyle(document.documentElement).backgroundColor;
    };
    const isShown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !one.closest(".visually-hidden");
"""

# The edges of fields, and what is drawn on buttons that have no words: 3:1. What can't be used is excepted.
_FAINT = f"""() => {{
    {_LIGHT}
    const found = [];
    for (const one of document.querySelectorAll(".input, select, textarea, .choice label")) {{
        if (!isShown(one) || one.matches(":disabled") || one.closest(".cm-editor")) continue;
        const style = getComputedStyle(one);
        const around = behind(one.parentElement);
        const edge = style.borderTopWidth === "0px" ? style.backgroundColor : style.borderTopColor;
        const best = Math.max(contrast(edge, around), contrast(style.backgroundColor, around));
        if (best < 3) found.push(`${{best.toFixed(2)}}:1, the edge of ${{one.outerHTML.slice(0, 120)}}`);
    }}
    for (const one of document.querySelectorAll("button svg, a svg")) {{
        const control = one.closest("button, a");
        if (!isShown(one) || control.textContent.trim() || control.matches(":disabled, [aria-disabled=true]")) continue;
        const best = contrast(getComputedStyle(one).color, behind(one));
        if (best < 3) found.push(`${{best.toFixed(2)}}:1, the sign of ${{control.outerHTML.slice(0, 120)}}`);
    }}
    return found;
}}"""

# Of what has the focus: whether it is seen that it has, and whether anything of it is covered.
_FOCUSED = f"""() => {{
    {_LIGHT}
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const label = one.matches("input") ? one.closest("label") ?? one : one;
    const name = one.outerHTML.slice(0, 120);
    const faults = [];
    if (!one.matches("main, h1, iframe") && !one.closest(".cm-editor")) {{
        const signs = [label, one].filter((part) => {{
            const {{ outlineStyle, outlineWidth, outlineColor }} = getComputedStyle(part);
            return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
                && [part, part.parentElement].some((on) => contrast(outlineColor, behind(on)) >= 3);
        }});
        if (signs.length === 0) faults.push(`2.4.7: nothing shows the focus on ${{name}}`);
    }}
    const box = label.getBoundingClientRect();
    const [left, right, top, bottom] = [box.left + 2, box.right - 2, box.top + 2, box.bottom - 2];
    const middle = [(left + right) / 2, (top + bottom) / 2];
    const points = [[left, top], [right, top], [left, bottom], [right, bottom], middle];
    const isSeen = points.some(([x, y]) => {{
        const at = document.elementFromPoint(x, y);
        return at && (label.contains(at) || at.contains(label));
    }});
    const over = document.elementFromPoint(...middle)?.outerHTML.slice(0, 120);
    if (!isSeen) faults.push(`2.4.11: ${{name}} is out of sight, or covered by ${{over}}`);
    return [faults, location.href, document.querySelectorAll("dialog[open]").length];
}}"""

_NAVIGATION = """() => [...document.querySelectorAll(".header a, .footer a")].map((one) =>
    `${one.getAttribute("href")} ${one.textContent.trim()}`)"""


def at(page: Page, size: ViewportSize) -> Page:
    page.set_viewport_size(size)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def reflow(page: Page) -> list[str]:
    """1.4.10: at 320 px nothing is cut, and nothing scrolls sideways but what may."""
    return [f"1.4.10: {one}" for one in at(page, NARROW).evaluate(_CUT)]


def orientation(page: Page) -> list[str]:
    """1.3.4: a phone on its side shows the same."""
    return [f"1.3.4: {one}" for one in at(page, SIDEWAYS).evaluate(_CUT)]


def spacing(page: Page) -> list[str]:
    """1.4.12: with the criterion's spacing nothing is cut, and no text lies on another."""
    before = {size["width"]: at(page, size).evaluate(_OVERLAPS) for size in (DESK, PHONE)}
    page.evaluate(_SPACE)
    found = [
        f"1.4.12: at {size['width']} px, {one}"
        for size in (DESK, PHONE)
        for one in at(page, size).evaluate(_CUT) + page.evaluate(_OVERLAPS)
        if one not in before[size["width"]]
    ]
    page.evaluate("document.adoptedStyleSheets = []")
    return found


def targets(page: Page) -> list[str]:
    """2.5.8: what is pressed is 24 px large, or far from all else."""
    return [f"2.5.8: at {size['width']} px, {one}" for size in (PHONE, DESK) for one in at(page, size).evaluate(_SMALL)]


def faint(page: Page) -> list[str]:
    """1.4.11: edges and signs stand out, light and dark."""
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found += [f"1.4.11: {theme}, {one}" for one in page.evaluate(_FAINT)]
    page.emulate_media(color_scheme="light")
    return found


def focus(page: Page, size: ViewportSize) -> list[str]:
    """2.4.7, 2.4.11, 3.2.1: by Tab, each stop is seen and not covered, and changes neither page nor dialog."""
    at(page, size).evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    first = (page.url, page.locator("dialog[open]").count())
    found: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUSED)
        if stop is None:
            break
        faults, *now = stop
        found += [f"{one} ({size['width']} px)" for one in faults]
        if tuple(now) != first:
            return [*found, f"3.2.1: focus alone led to {now}"]
    return found


def navigation(page: Page) -> list[str]:
    """The links around a page, in their order."""
    links: list[str] = page.evaluate(_NAVIGATION)
    return links
