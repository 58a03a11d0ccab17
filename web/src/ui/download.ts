// Saves generated content as a file.

export function download(name: string, type: string, content: string | Blob): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(new Blob([content], { type }));
	link.download = name;
	link.click();
	// Some browsers read the URL only after this call.
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
