abstract class Account {
  private static next = 1;
  readonly id: number = Account.next++;
  protected history: Array<[kind: string, amount: number]> = [];
  constructor(public readonly owner: string, protected balance: number = 0, private secret?: string) {}
  abstract fee(amount: number): number;
  withdraw(amount: number): this {
    const total = amount + this.fee(amount);
    if (total > this.balance) throw new InsufficientFunds(this.balance, total);
    this.balance -= total;
    this.history.push(["withdraw", total]);
    return this;
  }
  get summary(): string {
    return `${this.owner}: ${this.balance.toFixed(2)}${this.secret ? " (secret)" : ""}`;
  }
}
class InsufficientFunds extends Error {
  override name = "InsufficientFunds";
  constructor(readonly balance: number, readonly wanted: number) {
    super(`has ${balance}, wants ${wanted}`);
  }
}
class Checking extends Account {
  override fee(): number { return 1; }
}
class Savings extends Account {
  constructor(owner: string, balance: number, public rate = 0.02) {
    super(owner, balance, "hidden");
  }
  fee(amount: number) { return amount * this.rate; }
}
const accounts: Account[] = [new Checking("Ann", 100), new Savings("Bob", 200)];
for (const account of accounts) {
  try {
    console.log(account.withdraw(50).summary, account.withdraw(120).summary);
  } catch (error: unknown) {
    if (error instanceof InsufficientFunds) console.log(error.name, error.message, error.wanted, error.balance);
    else throw error;
  }
}
console.log(accounts, accounts[0]!.id, accounts[1]!["id"]);
