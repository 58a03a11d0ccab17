interface Order {
  id: number;
  items?: { price: number }[];
}

type Total = {
  sum: number;
};

function total(order: Order): Total {
  // On this line the items are missing.
  return { sum: order.items!.reduce((sum, { price }) => sum + price, 0) };
}

console.log(total({ id: 1, items: [{ price: 2 }, { price: 3 }] }));
console.log(total({ id: 2 }));
