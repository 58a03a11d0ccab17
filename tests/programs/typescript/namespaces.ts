namespace Geometry {
  export interface Point { x: number; y: number }
  export const ORIGIN: Point = { x: 0, y: 0 };
  let count = 0;
  export function distance(a: Point, b: Point = ORIGIN): number {
    count++;
    return Math.hypot(a.x - b.x, a.y - b.y);
  }
  export const calls = () => count;
  export namespace Shapes {
    export class Circle {
      constructor(public center: Point, public radius: number) {}
      contains(point: Point) { return distance(this.center, point) <= this.radius; }
    }
  }
}
import Circle = Geometry.Shapes.Circle;
const circle = new Circle({ x: 1, y: 1 }, 2);
console.log(Geometry.distance({ x: 3, y: 4 }), circle.contains(Geometry.ORIGIN), circle.contains({ x: 9, y: 9 }), Geometry.calls());
declare namespace Nowhere { const value: number; }
console.log(typeof Nowhere, circle, Geometry);
