"""An interview room: what each participant sees, its questions, document, notes and video."""
