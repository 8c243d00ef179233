"""Texts as unit vectors: the one file that owns sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.errors import ModelError

if TYPE_CHECKING:  # the library takes seconds to import; who only builds paths or reads guides needn't wait
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Loss = Callable[[Sequence[str], Sequence[str]], torch.Tensor]

_WEIGHTS, _PIECES = "model.safetensors", "tokenizer.json"


class Embedder:
    """A sentence-transformers model, by its folder or its name."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self.name = name

    @classmethod
    def load(cls, model: str | Path) -> Embedder:
        """Load from a folder, or by name. Raises ModelError where it can't be loaded."""
        folder = Path(model)
        if (folder.is_absolute() or str(model).startswith(".")) and not folder.is_dir():
            raise ModelError(f"Språkmodellen «{model}» finnes ikke. Se etter skrivefeil i mappenavnet.")
        from sentence_transformers import SentenceTransformer

        # One thread: a question is too small to share out, and the server has other work for its cores.
        torch.set_num_threads(1)
        try:
            loaded = SentenceTransformer(str(model), device="cpu").float().eval()
        except Exception as error:  # the library raises many kinds, from OSError to its own
            raise ModelError(
                f"Språkmodellen «{model}» kan ikke lastes. Se etter om mappen er hel, eller velg en annen."
            ) from error
        return cls(loaded, str(model))

    @classmethod
    def new(cls, pieces: Tokenizer, dimensions: int, spread: float) -> Embedder:
        """Make an untrained model: one random vector per word piece, a text being the mean of its pieces."""
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        weights = torch.randn(pieces.get_vocab_size(), dimensions) * spread
        return cls(SentenceTransformer(modules=[StaticEmbedding(pieces, weights)], device="cpu"), "ny")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, one row each."""
        vectors = self._model.encode(
            list(texts), batch_size=256, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return int(self._model.get_embedding_dimension())

    def weights(self) -> list[torch.nn.Parameter]:
        """Return what training adjusts."""
        return list(self._model.parameters())

    def contrastive_loss(self, scale: float) -> Loss:
        """Return a loss that is low where each text is nearest its own partner among all partners given."""
        from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

        ranking = MultipleNegativesRankingLoss(self._model, scale=scale)

        def loss(texts: Sequence[str], partners: Sequence[str]) -> torch.Tensor:
            columns = [self._model.preprocess(list(column)) for column in (texts, partners)]
            value: torch.Tensor = ranking(columns, torch.empty(0))
            return value

        return loss

    def save(self, folder: Path) -> None:
        """Write the model in half precision, which halves the file and changes no ranking that we could measure."""
        folder.mkdir(parents=True, exist_ok=True)
        self._model.half().save(str(folder), create_model_card=False)
        self._model.float()


def fingerprint(model: str | Path) -> str:
    """Identify a model: by what its files hold where it is a folder of ours, else by its name."""
    folder = Path(model)
    digest = hashlib.sha256()
    for name in (_WEIGHTS, _PIECES):
        if not (folder / name).is_file():
            return str(model)
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def tokenizer_trained_on(words: Sequence[str], pieces: int, longest: int) -> Tokenizer:
    """Train a tokenizer whose vocabulary is word pieces of at most `longest` letters."""
    from tokenizers import models, normalizers, pre_tokenizers, trainers

    tokenizer: Any = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation("removed")]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=pieces, special_tokens=["[UNK]"], max_token_length=longest, show_progress=False
    )
    tokenizer.train_from_iterator(words, trainer)
    trained: Tokenizer = tokenizer
    return trained
