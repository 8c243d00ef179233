"""Norwegian: text cut into the words that search compares, whatever form, spelling or language variety they came in."""

from knowledge.language.analyser import Analyser
from knowledge.language.vocabulary import Vocabulary

__all__ = ["Analyser", "Vocabulary"]
