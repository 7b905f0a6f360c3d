"""Write a tiny sentence-transformers model with random weights: python tiny_transformer.py FOLDER."""

import string
import sys
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertModel, BertTokenizer


def main(folder: Path) -> None:
    """Write the model."""
    folder = Path(sys.argv[1])
    inner = folder.with_name(folder.name + "-inner")
    inner.mkdir()
    pieces = [*string.ascii_lowercase, "ä", "ö"]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *pieces, *(f"##{piece}" for piece in pieces)]
    (inner / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizer(str(inner / "vocab.txt")).save_pretrained(str(inner))
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        initializer_range=0.5,
    )
    BertModel(config).save_pretrained(str(inner))
    body = Transformer(str(inner))
    SentenceTransformer(modules=[body, Pooling(8)], device="cpu").save(str(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
