"""What pages ask the browser for, noted in the page."""

from __future__ import annotations

CAMERAS_ASKED = """(() => {
    window.camerasAsked = 0;
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) => {
        if (wanted.video) window.camerasAsked += 1;
        return ask(wanted);
    };
})()"""
