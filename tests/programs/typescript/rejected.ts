class HttpError extends Error {
  constructor(public readonly status: number, message?: string) {
    super(message ?? `HTTP ${status}`);
    this.name = new.target.name;
  }
}
const request = async (path: string): Promise<{ path: string }> => {
  await new Promise<void>((resolve) => setTimeout(resolve, 1));
  if (path === "/missing") throw new HttpError(404);
  return { path };
};
async function main(): Promise<void> {
  console.log(await request("/ok"));
  const settled = await Promise.allSettled([request("/a"), request("/missing")]);
  console.log(settled.map((one) => (one.status === "fulfilled" ? one.value : (one.reason as HttpError).status)));
  await request("/missing");
}
process.on("exit", (code: number) => console.log("exit", code));
void main();
