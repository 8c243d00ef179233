"""Runs in Rasa's environment: train on all folds but one, read that one, and print what was found, as JSON."""

import json
import logging
import random
import sys
from collections import defaultdict

import yaml
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.reader import Reader, stated


def folds(examples: list[Message], number: int) -> list[list[Message]]:
    """The examples in parts with a like share of each intent, drawn by lot but always the same."""
    by_intent = defaultdict(list)
    for example in examples:
        by_intent[example.get(INTENT)].append(example)
    parts: list[list[Message]] = [[] for _ in range(number)]
    chance = random.Random(7)
    for same in by_intent.values():
        chance.shuffle(same)
        for place, example in enumerate(same):
            parts[place % number].append(example)
    return parts


def main(number: int) -> None:
    logging.disable(logging.CRITICAL)
    data = load_data("data/nlu")
    with open("config.yml", encoding="utf-8") as file:
        chosen = next(each for each in yaml.safe_load(file)["pipeline"] if each["name"].endswith("Reader"))
    config = {**Reader.get_default_config(), **chosen}
    parts = folds(data.intent_examples, number)
    found = []
    for left_out in range(number):
        reader = Reader(config, None, None)
        kept = [example for place, part in enumerate(parts) if place != left_out for example in part]
        reader.learn(TrainingData(kept, data.entity_synonyms))
        for example in parts[left_out]:
            (read,) = reader.process([Message({TEXT: example.get(TEXT)})])
            facts = {
                each["entity"]: each["role"]
                for each in read.get("entities")
                if each["confidence_entity"] >= 0.5
            }
            found.append([example.get(INTENT), read.get(INTENT)["name"], dict(stated(example)), facts])
    print("FOUND" + json.dumps(found))


main(int(sys.argv[1]))
