class PaymentError extends Error {
  constructor(message, amount) {
    super(message);
    this.name = "PaymentError";
    this.amount = amount;
  }
}
async function pay(amount) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  if (amount > 10) throw new PaymentError("too much", amount);
  return amount;
}
pay(5).then((paid) => console.log("paid", paid));
pay(50).catch((error) => console.log("handled", error.name, error.amount));
const later = pay(100);
console.log(later);
later.then(() => console.log("never"));
setTimeout(() => console.log("never either"), 50);
