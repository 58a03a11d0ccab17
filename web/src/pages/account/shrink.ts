// Makes a picture small before it is sent: phones' photos have some MB, in formats that the server doesn't read.

/** In pixels: twice of what the server keeps. */
const SIDE = 512;

/** Returns the middle square as JPEG; the file itself where the browser can't read it, for the server to judge. */
export async function shrink(file: Blob): Promise<Blob> {
	const bitmap = await createImageBitmap(file).catch(() => null);
	const canvas = document.createElement("canvas");
	const context = canvas.getContext("2d");
	if (!bitmap || !context) return file;
	const side = Math.min(bitmap.width, bitmap.height);
	canvas.width = canvas.height = Math.min(side, SIDE);
	context.fillStyle = "#ffffff";
	context.fillRect(0, 0, canvas.width, canvas.height);
	const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
	context.drawImage(bitmap, x, y, side, side, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	return new Promise((resolve) => canvas.toBlob((small) => resolve(small ?? file), "image/jpeg", 0.9));
}
