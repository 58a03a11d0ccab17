const value: Promise<number> = new Promise<number>(() => {});
console.log(value);
export const result: number = await value;
console.log(result);
