import pickle
from collections import namedtuple
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, IntFlag, auto
from typing import NamedTuple, Protocol, get_type_hints


class Suit(Enum):
    CLUBS = auto()
    HEARTS = auto()


class Right(IntFlag):
    READ = 1
    WRITE = 2


@dataclass(order=True, frozen=True)
class Card:
    rank: int
    suit: Suit = field(default=Suit.CLUBS, compare=False)
    tags: tuple[str, ...] = ()


@dataclass
class Deck:
    cards: "list[Card]" = field(default_factory=list)

    def __post_init__(self):
        self.size = len(self.cards)


class Point(NamedTuple):
    x: int
    y: int = 0


class Shape(Protocol):
    def area(self) -> float: ...


deck = Deck([Card(3), Card(1, Suit.HEARTS)])
print(sorted(deck.cards), asdict(deck), deck.size)
print(replace(deck.cards[0], rank=9), hash(Card(3)) == hash(Card(3)))
print(get_type_hints(Deck), Right(3), Suit["HEARTS"], list(Suit))
print(pickle.loads(pickle.dumps(deck)) == deck, Point(1)._replace(y=5), namedtuple("Pair", "a b")(1, 2))
