type Token = { type: "number"; value: number } | { type: "operator"; value: "+" | "-" | "*" | "/" } | { type: "paren"; value: "(" | ")" };
function* tokenize(text: string): Generator<Token> {
  const pattern = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<operator>[-+*/])|(?<paren>[()]))/gy;
  let last = 0;
  for (let match; (match = pattern.exec(text)); last = pattern.lastIndex) {
    const { number, operator, paren } = match.groups as Record<string, string | undefined>;
    if (number !== undefined) yield { type: "number", value: parseFloat(number) };
    else if (operator) yield { type: "operator", value: operator as "+" };
    else yield { type: "paren", value: paren as "(" };
  }
  if (text.slice(last).trim()) throw new SyntaxError(`unexpected ${JSON.stringify(text.slice(last).trim()[0])} at ${last}`);
}
class Parser {
  private position = 0;
  private readonly tokens: Token[];
  constructor(text: string) { this.tokens = [...tokenize(text)]; }
  parse(): number {
    const value = this.sum();
    if (this.position < this.tokens.length) throw new SyntaxError("too much");
    return value;
  }
  private take(...values: string[]): string | undefined {
    const token = this.tokens[this.position];
    if (token && token.type !== "number" && values.includes(token.value)) return this.position++, token.value;
    return undefined;
  }
  private sum(): number {
    let value = this.product();
    for (let op = this.take("+", "-"); op; op = this.take("+", "-")) value += op === "+" ? this.product() : -this.product();
    return value;
  }
  private product(): number {
    let value = this.unary();
    for (let op = this.take("*", "/"); op; op = this.take("*", "/")) value = op === "*" ? value * this.unary() : value / this.unary();
    return value;
  }
  private unary(): number {
    if (this.take("-")) return -this.unary();
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw new SyntaxError("no )");
      return value;
    }
    const token = this.tokens[this.position++];
    if (token?.type !== "number") throw new SyntaxError("no number");
    return token.value;
  }
}
for (const text of ["1 + 2 * 3", "(1+2)*-3", "10/4-1", "2*(3", "1 $ 2", "1/0", ""]) {
  try {
    console.log(text, "=", new Parser(text).parse());
  } catch (error) {
    console.log(text, (error as Error).name, (error as Error).message);
  }
}
