class Shape {
  static #count = 0;
  #name;
  constructor(name) {
    this.#name = name;
    Shape.#count++;
  }
  get name() {
    return this.#name;
  }
  area() {
    throw new Error(`${this.constructor.name} has no area`);
  }
  toString() {
    return `${this.#name} of ${this.area().toFixed(2)}`;
  }
  static get count() {
    return Shape.#count;
  }
  static {
    this.kinds = new Set();
  }
}
class Circle extends Shape {
  static { Shape.kinds.add("circle"); }
  constructor(radius) {
    super("circle");
    this.radius = radius;
  }
  area() {
    return Math.PI * this.radius ** 2;
  }
}
class Square extends Shape {
  constructor(side) {
    super("square");
    Object.assign(this, { side });
  }
  area() {
    return this.side ** 2;
  }
  [Symbol.toPrimitive](hint) {
    return hint === "number" ? this.area() : this.toString();
  }
}
const shapes = [new Circle(1), new Square(2), new Shape("thing")];
for (const shape of shapes) {
  try {
    console.log(`${shape}`, shape);
  } catch (error) {
    console.log(error.message);
  }
}
console.log(+shapes[1], Shape.count, Shape.kinds, Shape, Circle, shapes);
console.log(Object.getOwnPropertyNames(Circle.prototype), shapes[0] instanceof Shape);
const mixin = (Base) => class extends Base { hello() { return `hello from ${this.name}`; } };
console.log(new (mixin(Circle))(3).hello(), new (mixin(Circle))(3));
function Old(x) {
  if (!new.target) return new Old(x);
  this.x = x;
}
Old.prototype.twice = function () {
  return this.x * 2;
};
console.log(Old(4).twice(), new Old(1), Object.create(Old.prototype), Object.create(null, { a: { value: 1, enumerable: true } }));
