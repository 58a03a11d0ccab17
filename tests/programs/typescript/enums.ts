enum Status { Active, Inactive = 10, Banned }
enum Color { Red = "RED", Green = "GREEN" }
const enum Flag { None = 0, Read = 1 << 0, Write = 1 << 1, All = Read | Write }
declare enum Elsewhere { A }
enum Mixed { Zero, One = "one".length, Two = One * 2 }
console.log(Status, Color, Status[10], Status.Banned, Color.Red, Flag.All, Mixed.Two);
function describe(status: Status): string {
  switch (status) {
    case Status.Active: return "active";
    case Status.Banned: return "banned";
    default: {
      const other: Status.Inactive = status as Status.Inactive;
      return `other ${Status[other]}`;
    }
  }
}
console.log([Status.Active, Status.Inactive, Status.Banned].map(describe));
console.log(Object.values(Color), Object.keys(Status).filter((key) => Number.isNaN(Number(key))));
let flags: Flag = Flag.None;
flags |= Flag.Write;
console.log((flags & Flag.Write) !== 0, (flags & Flag.Read) !== 0, flags);
export {};
